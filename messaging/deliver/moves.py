"""The one place that writes a message's status, and tells those who asked to hear of it."""

import logging
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from common.lifecycle import check_move
from messaging.lifecycle import FINAL, MOVES, MessageStatus
from messaging.models import OutgoingMessage

logger = logging.getLogger(__name__)
S = MessageStatus
TOLD = frozenset({S.DELIVERED, S.UNDELIVERED, S.FAILED, S.UNCERTAIN})


def move(message: OutgoingMessage, to: MessageStatus, *, at: datetime, **fields) -> None:
    """Along an arrow of the table, on a row the caller has locked; raises NotAllowed. Writes `fields` with it."""
    check_move(MOVES, MessageStatus(message.status), to)
    message.status = to
    if to != S.SENDING:
        fields |= {"lease_until": None, "lease_by": ""}
    if to in FINAL:
        fields.setdefault("settled_at", at)
    for name, value in fields.items():
        setattr(message, name, value)
    message.save(update_fields=["status", *fields])
    if to in TOLD:
        _tell(message, to, at)


def locked(pk: int) -> OutgoingMessage:
    """The row, locked until the transaction ends."""
    return OutgoingMessage.objects.select_for_update().select_related(None).get(pk=pk)


def _tell(message: OutgoingMessage, status: MessageStatus, at: datetime) -> None:
    """In the same transaction; a listener that fails must not undo the fact that a text went out."""
    for name in settings.MESSAGE_OUTCOMES:
        try:
            with transaction.atomic():
                import_string(name)(message, status=status, at=at)
        except Exception:
            logger.exception("%s failed on message %s (%s)", name, message.pk, status)
