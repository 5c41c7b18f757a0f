"""A worker makes owed rows its own: a lease on the database's clock, and an attempt row before any request."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models.functions import Now

from messaging import gateways
from messaging.deliver.moves import locked, move
from messaging.lifecycle import MessageStatus
from messaging.models import OutgoingMessage, SendAttempt
from messaging.words import FOR_OUR_PEOPLE, STOP_CONFIRMED

S = MessageStatus
LEASE_S = 60


def may_be_sent_to_opted_out(template: str) -> bool:
    """Alerts of our own people and the confirmation of STOP itself go out whatever was asked."""
    return template in FOR_OUR_PEOPLE or template == STOP_CONFIRMED


def claim(*, at: datetime, worker: str, limit: int) -> list[SendAttempt] | None:
    """Up to `limit` due messages, most urgent first, each with a committed attempt; late ones become STALE on the way.

    None when nothing is due that another worker has not in hand: it locks no more rows than it can take, and whoever
    finds them all locked leaves instead of asking again and again.
    """
    due = OutgoingMessage.objects.filter(status=S.QUEUED, next_try_at__lte=at)
    if not due.exists():  # reads take no write lock on SQLite
        return None
    gateway, mine = gateways.current().name, []
    with transaction.atomic():
        rows = due.select_for_update(skip_locked=True, of=("self",)).select_related("contact", "link")
        lot = list(rows.order_by("urgency", "next_try_at", "pk")[:limit])
        for message in lot:
            if message.useless_after <= at:
                move(message, S.STALE, at=at, problem="too late to be of use")
            elif message.contact.opted_out_at and not may_be_sent_to_opted_out(message.template):
                move(message, S.CANCELLED, at=at, problem="the person asked for no more texts")
            elif _take(message, worker):
                mine.append(SendAttempt.objects.create(message=message, gateway=gateway, started_at=at))
    return mine if lot else None


def _take(message: OutgoingMessage, worker: str) -> bool:
    """One conditional update: two workers cannot both succeed."""
    taken = OutgoingMessage.objects.filter(pk=message.pk, status=S.QUEUED).update(
        status=S.SENDING, lease_until=Now() + timedelta(seconds=LEASE_S), lease_by=worker, tries=message.tries + 1
    )
    message.status, message.tries, message.lease_by = S.SENDING, message.tries + 1, worker
    return bool(taken)


def give_up_expired(*, at: datetime) -> int:
    """Rows whose worker vanished: nobody knows whether their request left, so they are UNCERTAIN, never QUEUED."""
    expired = OutgoingMessage.objects.filter(status=S.SENDING, lease_until__lt=Now())
    count = 0
    for pk in list(expired.values_list("pk", flat=True)):
        with transaction.atomic():
            message = locked(pk)
            if message.status != S.SENDING or not expired.filter(pk=pk).exists():
                continue
            message.attempts.filter(ended_at=None).update(ended_at=at, answer="lost", detail="its worker vanished")
            ask_at = at + timedelta(seconds=gateways.current().settle_after_s)
            move(message, S.UNCERTAIN, at=at, next_try_at=ask_at, problem="the worker vanished while sending")
            count += 1
    return count
