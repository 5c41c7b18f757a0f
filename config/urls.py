"""Every address of the system, one include per app."""

from django.urls import include, path

from config.health import health

urlpatterns = [
    path("health/", health, name="health"),
    path("api/", include("config.api.urls")),
    path("", include("accounts.urls")),
    path("", include("messaging.urls")),
    path("", include("strandings.urls")),
    path("", include("dispatch.urls")),
    path("rehab/", include("rehab.urls")),
    path("", include("demo.urls")),
]
