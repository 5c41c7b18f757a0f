"""Addresses of the dispatch app."""

from dispatch.views import board_urls

urlpatterns: list = [
    *board_urls.urlpatterns,
]
