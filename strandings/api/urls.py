"""Addresses of the spine under /api/v1/."""

from django.urls import path

from strandings.api import incidents, reports, strandings
from strandings.api.verbs import VERBS

urlpatterns = [
    path("strandings/", strandings.Strandings.as_view(), name="api_strandings"),
    path("strandings/<slug:reference>/", strandings.Case.as_view(), name="api_stranding"),
    path("strandings/<slug:reference>/timeline/", strandings.Timeline.as_view(), name="api_timeline"),
    *[
        path(f"strandings/<slug:reference>/{verb}/", view.as_view(), name=f"api_stranding_{verb}")
        for verb, view in VERBS.items()
    ],
    path("strandings/<slug:reference>/join-incident/", incidents.JoinIncident.as_view(), name="api_join_incident"),
    path("strandings/<slug:reference>/leave-incident/", incidents.LeaveIncident.as_view(), name="api_leave_incident"),
    path("incidents/", incidents.Incidents.as_view(), name="api_incidents"),
    path("incidents/<int:pk>/", incidents.OneIncident.as_view(), name="api_incident"),
    path("reports/", reports.Reports.as_view(), name="api_reports"),
    path("reports/<int:pk>/", reports.OneReport.as_view(), name="api_report"),
    path("reports/<int:pk>/number/", reports.ReporterNumber.as_view(), name="api_report_number"),
]
