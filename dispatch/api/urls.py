"""Addresses of dispatch under /api/v1/."""

from django.urls import path

from dispatch.api import assignments, duty, teams
from dispatch.api.geojson import CasesMap

urlpatterns = [
    path("strandings.geojson", CasesMap.as_view(), name="api_map"),
    path("strandings/<slug:reference>/offer/", assignments.Offer.as_view(), name="api_offer"),
    path("teams/", teams.Teams.as_view(), name="api_teams"),
    path("teams/<int:pk>/", teams.Team.as_view(), name="api_team"),
    path("teams/<int:pk>/off-duty/", teams.OffDuty.as_view(), name="api_off_duty"),
    path("teams/<int:pk>/members/", teams.Members.as_view(), name="api_members"),
    path("teams/<int:pk>/members/<int:member_pk>/", teams.Member.as_view(), name="api_member"),
    path("duty/", duty.Duty.as_view(), name="api_duty"),
    path("duty/copy/", duty.WeekCopy.as_view(), name="api_duty_copy"),
    path("duty/<slug:kind>/<int:pk>/", duty.Shift.as_view(), name="api_shift"),
    path("assignments/", assignments.Assignments.as_view(), name="api_assignments"),
    path("assignments/<int:pk>/", assignments.OneAssignment.as_view(), name="api_assignment"),
    *[
        path(f"assignments/<int:pk>/{name}/", view.as_view(), name=f"api_assignment_{name}")
        for name, view in assignments.STEPS.items()
    ],
]
