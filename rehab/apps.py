"""Registers the rehab app."""

from django.apps import AppConfig


class RehabConfig(AppConfig):
    name = "rehab"
    default_auto_field = "django.db.models.BigAutoField"
