"""Addresses of the rehab app."""

urlpatterns: list = []
