"""Registers the rehab app and its words on the timeline."""

from django.apps import AppConfig


class RehabConfig(AppConfig):
    name = "rehab"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from rehab.presenters import timeline
        from strandings import presenters

        presenters.register(timeline.VERBS, labels=timeline.LABELS)
