"""What became of uncertain texts: ask the provider, never send again blindly."""

import logging
from datetime import datetime, timedelta

from django.db import transaction

from common.rows import one_by_one
from messaging import gateways
from messaging.deliver.moves import locked, move
from messaging.gateways.base import Found, FoundKind
from messaging.lifecycle import MessageStatus
from messaging.models import OutgoingMessage

logger = logging.getLogger(__name__)
S = MessageStatus
ASK_AGAIN_S = 60
BATCH = 50


def settle_uncertain(*, at: datetime) -> tuple[int, list[OutgoingMessage]]:
    """Settle what can be; returns how many moved and those a person must decide (asked again every minute)."""
    due = OutgoingMessage.objects.filter(status=S.UNCERTAIN, next_try_at__lte=at).select_related("contact")
    for_a_person = []

    def settle(message: OutgoingMessage) -> bool:
        found = _look_up(message)
        if found.kind == FoundKind.CANNOT:
            for_a_person.append(message)
        return _store(message.pk, found, at)

    return sum(one_by_one(due.order_by("urgency", "next_try_at")[:BATCH], settle)), for_a_person


def _look_up(message: OutgoingMessage) -> Found:
    try:
        since = message.created_at
        return gateways.current().find(to=message.contact.phone, reference=message.reference, since=since)
    except Exception:  # asked again in a minute
        logger.exception("message %s could not be looked up", message.pk)
        return Found(kind=FoundKind.UNKNOWN)


def _store(pk: int, found: Found, at: datetime) -> bool:
    """Move the row by what was found; True when it is uncertain no more."""
    with transaction.atomic():
        message = locked(pk)
        if message.status != S.UNCERTAIN:
            return False
        if found.kind == FoundKind.THERE:
            message.attempts.filter(provider_id="").update(provider_id=found.provider_id)
            _move_to_what_was_found(message, found, at)
        elif message.useless_after <= at:
            move(message, S.STALE, at=at, problem="too late to be of use; uncertain whether it went out")
        elif found.kind == FoundKind.ABSENT:
            move(message, S.QUEUED, at=at, next_try_at=at, problem="the provider has no such text: sending again")
        else:
            message.next_try_at = at + timedelta(seconds=ASK_AGAIN_S)
            message.save(update_fields=["next_try_at"])
            return False
    return True


def _move_to_what_was_found(message: OutgoingMessage, found: Found, at: datetime) -> None:
    if found.undelivered:
        move(message, S.UNDELIVERED, at=at, problem="the provider could not deliver it")
    else:
        move(message, S.DELIVERED if found.delivered else S.SENT, at=at, problem="")
