"""Addresses of the strandings app."""

from django.urls import path

from strandings.views.partner import partner

urlpatterns = [
    path("p/<str:token>/", partner, name="partner"),
]
