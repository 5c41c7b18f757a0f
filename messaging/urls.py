"""Addresses of the messaging app."""

urlpatterns: list = []
