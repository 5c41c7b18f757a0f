"""Every address under /api/."""

from django.urls import include, path

from config.api import pages

v1 = [
    path("", include("accounts.api.urls")),
    path("", include("dispatch.api.urls")),
    path("", include("rehab.api.urls")),
    path("", include("strandings.api.urls")),
]

urlpatterns = [
    path("", pages.explained, name="api"),
    path("schema/", pages.schema, name="api_schema"),
    path("v1/", include(v1)),
    path("v1/<path:rest>", pages.nowhere, name="api_nowhere"),
]
