"""Addresses of the dispatch app."""

from django.urls import path

from dispatch.views import board_urls, go

urlpatterns: list = [
    *board_urls.urlpatterns,
    path("go/<str:token>/", go.go, name="go"),
    path("go/<str:token>/seal/", go.go_seal, name="go_seal"),
    path("go/<str:token>/photo/<int:pk>/", go.go_photo, name="go_photo"),
]
