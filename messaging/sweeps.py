"""Messaging's work that waits: plain functions of the time, run by the table in config/sweeps.py."""

import logging
from datetime import datetime
from functools import partial

from common.rows import one_by_one
from messaging import deliver as delivery
from messaging.actions import clear_alarm, raise_alarm
from messaging.actions.alarms import call_out
from messaging.models import Alarm
from messaging.queries import open_alarms, people_to_call

logger = logging.getLogger(__name__)
STOPPED = "sender-stopped"


def deliver(at: datetime) -> int:
    """Send what is owed; an alarm says so when the provider refuses us altogether. Returns how many were taken."""
    outcome = delivery.deliver_due(at=at)
    if outcome.misconfigured:
        raise_alarm(key=STOPPED, template="alarm_sender_stopped", context={}, about="messaging", at=at)
    elif outcome.sent:
        clear_alarm(key=STOPPED, at=at)
    return outcome.sent


def settle_uncertain(at: datetime) -> int:
    """Ask the provider about uncertain texts; those it cannot look up are a person's to decide."""
    settled, for_a_person = delivery.settle_uncertain(at=at)
    for message in for_a_person:
        raise_alarm(
            key=f"uncertain:{message.pk}",
            template="alarm_uncertain",
            context={"about_ref": message.reference},
            about=message.about,
            at=at,
        )
    return settled


def repeat_alarms(at: datetime) -> int:
    """Text the people on duty about each open alarm whose time has come; returns how many rounds went out."""
    return sum(one_by_one(open_alarms().filter(next_call_at__lte=at), partial(_ring, at=at)))


def _ring(alarm: Alarm, *, at: datetime) -> bool:
    people = people_to_call(at=at, calls=alarm.calls)
    if not people:
        logger.error("alarm %s reaches nobody: no telephone of a desk on duty or a coordinator", alarm.pk)
    return call_out(alarm, people=people, at=at)
