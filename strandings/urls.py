"""Addresses of the strandings app."""

urlpatterns: list = []
