"""Somebody must be reached: raised once, repeated by a sweep until a person acknowledges."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from accounts.models import User
from common.background import nudge
from messaging.actions.contacts import contact_for
from messaging.actions.owing import cancel, owe
from messaging.models import Alarm

# an acknowledged alarm whose cause is raised again keeps silent so long, then rings anew
QUIET = timedelta(minutes=30)
# how long after each round of calls the next one follows; the last value repeats
REPEAT_MIN = (2, 2, 3, 5, 5, 10)


def raise_alarm(*, key: str, template: str, context: dict, about: str, at: datetime) -> Alarm:
    """The open alarm of this key, made if there is none; `template` is a text message's name (alarm_...)."""
    with transaction.atomic():
        known = Alarm.objects.select_for_update().filter(key=key, cleared_at=None).order_by("-pk").first()
        if known is not None and (known.acknowledged_at is None or known.acknowledged_at > at - QUIET):
            return known
        if known is not None:
            known.cleared_at = at
            known.save(update_fields=["cleared_at"])
        try:
            with transaction.atomic():
                alarm = Alarm.objects.create(
                    key=key, about=about, template=template, context=context, raised_at=at, next_call_at=at
                )
        except IntegrityError:
            return Alarm.objects.get(key=key, acknowledged_at=None, cleared_at=None)
        nudge("messaging.repeat_alarms")
    return alarm


def clear_alarm(*, key: str, at: datetime) -> int:
    """Its cause is gone: no more texts about it; returns how many alarms ended."""
    with transaction.atomic():
        ended = list(Alarm.objects.select_for_update().filter(key=key, cleared_at=None))
        for alarm in ended:
            alarm.cleared_at = at
            alarm.save(update_fields=["cleared_at"])
            cancel(purpose=f"alarm:{alarm.pk}", at=at, why="the cause is gone")
    return len(ended)


def acknowledge_alarm(alarm: Alarm, *, by: User, at: datetime) -> Alarm:
    """A person has it in hand: the repeating stops. Twice is once; the first name stays."""
    with transaction.atomic():
        alarm = Alarm.objects.select_for_update().get(pk=alarm.pk)
        if alarm.acknowledged_at is None:
            alarm.acknowledged_at, alarm.acknowledged_by = at, by
            alarm.save(update_fields=["acknowledged_at", "acknowledged_by"])
            cancel(purpose=f"alarm:{alarm.pk}", at=at, why="acknowledged")
    return alarm


def call_out(alarm: Alarm, *, people: list[User], at: datetime) -> bool:
    """One round of texts about an open alarm, and the time of the next; False when it was closed meanwhile."""
    with transaction.atomic():
        alarm = Alarm.objects.select_for_update().get(pk=alarm.pk)
        if alarm.acknowledged_at or alarm.cleared_at or alarm.next_call_at > at:
            return False
        alarm.calls += 1
        wait = timedelta(minutes=REPEAT_MIN[min(alarm.calls, len(REPEAT_MIN)) - 1])
        alarm.next_call_at = at + wait
        alarm.save(update_fields=["calls", "next_call_at"])
        for person in people:
            owe(
                contact=contact_for(phone=person.phone, at=at, language=person.language, name=person.full_name),
                template=alarm.template,
                context=alarm.context,
                dedupe_key=f"alarm:{alarm.pk}:{alarm.calls}:{person.pk}",
                reference=f"A-{alarm.pk}-{alarm.calls}-{person.pk}",
                about=alarm.about,
                purpose=f"alarm:{alarm.pk}",
                at=at,
                useless_after=at + wait,
                urgency=1,
            )
    return True
