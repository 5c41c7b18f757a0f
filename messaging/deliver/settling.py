"""What became of uncertain texts: ask the provider, never send again blindly."""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from common.rows import one_by_one
from messaging import gateways
from messaging.deliver.moves import locked, move
from messaging.gateways.base import Found, FoundKind, Gateway
from messaging.lifecycle import MessageStatus
from messaging.models import OutgoingMessage

logger = logging.getLogger(__name__)
S = MessageStatus
ASK_AGAIN_S = 60
BATCH = 50


def settle_uncertain(*, at: datetime) -> tuple[int, list[OutgoingMessage]]:
    """Settle what can be; returns how many moved and those a person must decide (asked again every minute)."""
    due = OutgoingMessage.objects.filter(status=S.UNCERTAIN, next_try_at__lte=at).select_related("contact")
    for_a_person, gateway = [], gateways.current()
    batch = list(due.order_by("urgency", "next_try_at")[: BATCH if gateway.local else settings.SEND_THREADS])
    all_found = _look_all_up(gateway, batch)

    def settle(message: OutgoingMessage) -> bool:
        found = all_found[message.pk]
        if found.kind == FoundKind.CANNOT:
            for_a_person.append(message)
        return _store(message.pk, found, at)

    return sum(one_by_one(batch, settle)), for_a_person


def _look_all_up(gateway: Gateway, batch: list[OutgoingMessage]) -> dict[int, Found]:
    """By message. Side by side where the gateway is far away: one that hangs costs its time-out once, not each time."""
    if gateway.local or not batch:
        return {message.pk: _look_up(gateway, message) for message in batch}
    with ThreadPoolExecutor(max_workers=len(batch)) as pool:
        found = pool.map(lambda message: _look_up(gateway, message), batch)
        return {message.pk: each for message, each in zip(batch, found, strict=True)}


def _look_up(gateway: Gateway, message: OutgoingMessage) -> Found:
    try:
        return gateway.find(to=message.contact.phone, reference=message.reference, since=message.created_at)
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
