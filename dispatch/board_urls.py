"""Addresses of the board and its cases."""

urlpatterns: list = []
