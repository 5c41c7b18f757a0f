"""Registers the demo app: management commands only."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "demo"
