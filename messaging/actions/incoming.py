"""Texts that reach us: kept once, then offered to each conversation in turn."""

import hashlib
import hmac
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, OperationalError, transaction
from django.utils.module_loading import import_string

from common.background import nudge
from common.texts import clean_text
from messaging.actions.alarms import raise_alarm
from messaging.actions.contacts import contact_for
from messaging.actions.owing import owe
from messaging.deliver.claiming import may_be_sent_to_opted_out
from messaging.deliver.moves import move
from messaging.lifecycle import MessageStatus
from messaging.models import Contact, IncomingFile, IncomingMessage, OutgoingMessage
from messaging.words import asks_to_stop, language_after, language_of

logger = logging.getLogger(__name__)
LONGEST = 4000


def take_in(
    *,
    gateway: str,
    provider_id: str,
    phone: str,
    body: str,
    at: datetime,
    channel: str = "sms",
    latitude: float | None = None,
    longitude: float | None = None,
    language: str | None = None,
    received_at: datetime | None = None,
    files: Sequence[tuple[str, str]] = (),
) -> IncomingMessage:
    """Keep a text once per provider id (a copy returns the first row) and have a conversation answer it.

    Whatever a conversation does wrong, the text stays; one that nobody took raises an alarm. `files` are addresses at
    the provider with their content types, fetched later; `received_at` is when the provider got the text.
    """
    key = provider_key(gateway, provider_id)
    body = clean_text(body, LONGEST)
    with transaction.atomic():
        known = Contact.objects.filter(phone=phone).first()
        spoken = language or (language_after(known.language, body) if known else language_of(body))
        contact = contact_for(phone=phone, at=at, language=spoken)
        try:
            with transaction.atomic():
                incoming = IncomingMessage.objects.create(
                    contact=contact,
                    channel=channel,
                    provider_key=key,
                    gateway=gateway,
                    provider_id=provider_id[:64],
                    body=body,
                    latitude=latitude,
                    longitude=longitude,
                    received_at=received_at or at,
                )
        except IntegrityError:
            return IncomingMessage.objects.get(provider_key=key)
        _remember_files(incoming, files, at)
        _heard_from(contact, stops=asks_to_stop(body), at=at)
        if asks_to_stop(body):
            _confirm_stop(contact, incoming, at)
        else:
            _converse(incoming, at)
    return incoming


def _remember_files(incoming: IncomingMessage, files: Sequence[tuple[str, str]], at: datetime) -> None:
    for url, content_type in files:
        IncomingFile.objects.create(
            incoming=incoming, url=url[:500], content_type=clean_text(content_type, 60), next_try_at=at
        )
    if files:
        nudge("messaging.fetch_files")


def take_photo(incoming: IncomingMessage, *, file, at: datetime) -> str:
    """Give a photo that came with a text to whoever keeps photos; returns what was wrong with it, else "".

    After take_in, outside any transaction: decoding a picture must hold no lock.
    """
    for name in settings.INCOMING_PHOTOS:
        problem = import_string(name)(incoming, file=file, at=at)
        if problem:
            return problem
    return ""


def provider_key(gateway: str, provider_id: str) -> str:
    """A keyed hash of the provider's id: tells copies apart even after the message itself is erased."""
    key = hashlib.sha256(b"incoming" + settings.SECRET_KEY.encode()).digest()
    return hmac.new(key, f"{gateway}:{provider_id}".encode(), hashlib.sha256).hexdigest()


def _heard_from(contact: Contact, *, stops: bool, at: datetime) -> None:
    """Whoever writes again after STOP wants an answer again."""
    contact.last_in_at = at
    contact.opted_out_at = at if stops else None
    contact.unreachable_since = None
    contact.save(update_fields=["last_in_at", "opted_out_at", "unreachable_since"])


def _confirm_stop(contact: Contact, incoming: IncomingMessage, at: datetime) -> None:
    """Nothing that still waits goes out, and one text says so; alerts of our own people go on."""
    waiting = OutgoingMessage.objects.select_for_update().filter(contact=contact, status=MessageStatus.QUEUED)
    for message in waiting:
        if not may_be_sent_to_opted_out(message.template):
            move(message, MessageStatus.CANCELLED, at=at, problem="the person asked for no more texts")
    owe(
        contact=contact,
        template="opted_out",
        context={},
        dedupe_key=f"opted-out:{incoming.pk}",
        reference=f"STOP-{incoming.pk}",
        about=f"contact:{contact.pk}",
        purpose=f"messaging.stop:{contact.pk}",
        at=at,
        useless_after=at + timedelta(hours=1),
    )
    _answered(incoming, "opt-out")


def _converse(incoming: IncomingMessage, at: datetime) -> None:
    for name in settings.CONVERSATIONS:
        try:
            with transaction.atomic():
                taken = import_string(name)(incoming, at=at)
        except OperationalError:
            raise  # the database is away: nothing is kept, and the sender is told so
        except Exception:
            logger.exception("%s failed on incoming %s", name, incoming.pk)
            continue
        if taken:
            _answered(incoming, name)
            return
    key = f"unread:incoming:{incoming.pk}"
    raise_alarm(key=key, template="alarm_unread", context={}, about=f"incoming:{incoming.pk}", at=at)


def _answered(incoming: IncomingMessage, name: str) -> None:
    incoming.answered_by = name[:60]
    incoming.save(update_fields=["answered_by"])
