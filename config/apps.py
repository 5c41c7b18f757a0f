"""Registers the composition root: its checks look at the environment, its sessions have limits."""

from django.apps import AppConfig


class RootConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        from config import checks, sessions  # noqa: F401
