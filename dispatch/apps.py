"""Registers the dispatch app: its words on the timeline, and what it hears from the spine."""

from django.apps import AppConfig


class DispatchConfig(AppConfig):
    name = "dispatch"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from dispatch import receivers
        from dispatch.presenters import timeline
        from strandings import presenters, signals

        presenters.register(timeline.VERBS, labels=timeline.LABELS)
        presenters.NEEDS_PERSON.update(timeline.NEEDS_PERSON)
        signals.stranding_awaits_team.connect(receivers.on_awaits_team, dispatch_uid="dispatch.awaits")
        signals.stranding_left.connect(receivers.on_left, dispatch_uid="dispatch.left")
