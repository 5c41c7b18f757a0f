"""Messaging's work that waits: plain functions of the time, run by the table in config/sweeps.py."""

import logging
from datetime import datetime
from functools import partial

from common.rows import one_by_one
from messaging import deliver as delivery
from messaging import gateways
from messaging.actions import clear_alarm, erasing, raise_alarm
from messaging.actions.alarms import call_out
from messaging.actions.files import claim_file, give_up_file, keep_file, postpone_file
from messaging.actions.reconciling import reconcile_incoming
from messaging.gateways.base import FileAway, FileRefused, LogAway
from messaging.models import Alarm, ProviderErasure
from messaging.queries import open_alarms, people_to_call

logger = logging.getLogger(__name__)
STOPPED = "sender-stopped"
HELD_BACK = "texts-held-back"
FILES_A_RUN = 3  # each may take ten seconds
ERASED_A_RUN = 20


def deliver(at: datetime) -> int:
    """Send what is owed; an alarm says so when the provider refuses us altogether. Returns how many were taken."""
    outcome = delivery.deliver_due(at=at)
    if outcome.held_back:
        raise_alarm(key=HELD_BACK, template="alarm_held_back", context={}, about="messaging", at=at)
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


def fetch_files(at: datetime) -> int:
    """Fetch what came with texts from the provider, a few at a time; what is no photo calls a person."""
    kept, gateway = 0, gateways.current()
    if not gateway.keeps_log:
        return 0
    for _number in range(FILES_A_RUN):
        file = claim_file(at=at)
        if file is None:
            break
        try:
            if not file.content_type.startswith("image/"):
                raise FileRefused(f"{file.content_type or 'a file without a type'}: only photos are kept")
            content = gateway.fetch(file.url)
        except FileRefused as problem:
            give_up_file(file, why=str(problem), at=at)
        except FileAway as problem:
            postpone_file(file, why=str(problem), at=at)
        else:
            kept += not keep_file(file, content=content, at=at)
    return kept


def erase_at_provider(at: datetime) -> int:
    """Have the provider delete what it keeps of people who were erased here; returns how many texts are gone."""
    gateway = gateways.current()
    due = ProviderErasure.objects.filter(gateway=gateway.name, next_try_at__lte=at).order_by("next_try_at", "pk")
    return sum(one_by_one(due[:ERASED_A_RUN], partial(erasing.erase_at_provider, gateway=gateway, at=at)))


def reconcile(at: datetime) -> int:
    """Take in what the provider's log has and we lack: it hardly repeats a call that failed."""
    gateway = gateways.current()
    if not gateway.keeps_log:
        return 0
    try:
        return reconcile_incoming(gateway, at=at)
    except LogAway as problem:
        logger.warning("the provider's log of incoming texts could not be read: %s", problem)
        return 0


def repeat_alarms(at: datetime) -> int:
    """Text the people on duty about each open alarm whose time has come; returns how many rounds went out."""
    return sum(one_by_one(open_alarms().filter(next_call_at__lte=at), partial(_ring, at=at)))


def _ring(alarm: Alarm, *, at: datetime) -> bool:
    people = people_to_call(at=at, calls=alarm.calls)
    if not people:
        logger.error("alarm %s reaches nobody: no telephone of a desk on duty or a coordinator", alarm.pk)
    return call_out(alarm, people=people, at=at)
