"""Addresses of dispatch under /api/v1/."""

from django.urls import path

from dispatch.api.geojson import CasesMap

urlpatterns = [
    path("strandings.geojson", CasesMap.as_view(), name="api_map"),
]
