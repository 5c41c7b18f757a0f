"""Registers the strandings app."""

from django.apps import AppConfig


class StrandingsConfig(AppConfig):
    name = "strandings"
    default_auto_field = "django.db.models.BigAutoField"
