"""Every address of the system, one include per app."""

from django.urls import include, path

urlpatterns = [
    path("", include("accounts.urls")),
    path("", include("messaging.urls")),
    path("", include("strandings.urls")),
    path("", include("dispatch.urls")),
    path("rehab/", include("rehab.urls")),
]
