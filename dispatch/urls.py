"""Addresses of the dispatch app."""

urlpatterns: list = []
