"""Addresses of the dispatch app."""

from dispatch import board_urls

urlpatterns: list = [
    *board_urls.urlpatterns,
]
