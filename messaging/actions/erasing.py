"""Forgetting a person: the number and name go everywhere, the facts about seals stay."""

import logging
from datetime import datetime, timedelta

from django.db import transaction

from messaging.deliver.moves import move
from messaging.gateways import KEEP_A_LOG
from messaging.gateways.base import Gateway, LogAway
from messaging.lifecycle import MessageStatus
from messaging.models import Contact, IncomingFile, OutgoingMessage, ProviderErasure, SendAttempt, SimulatedText

logger = logging.getLogger(__name__)


BACK_OFF = (timedelta(minutes=5), timedelta(hours=1), timedelta(hours=6), timedelta(days=1))


def erase_at_provider(row: ProviderErasure, gateway: Gateway, *, at: datetime) -> bool:
    """Ask the provider to delete its copy; later again, for ever, when it cannot now. True when it is gone."""
    try:
        gateway.forget(row.provider_id)
    except LogAway as problem:
        wait = BACK_OFF[min(row.tries, len(BACK_OFF) - 1)]
        ProviderErasure.objects.filter(pk=row.pk).update(next_try_at=at + wait, tries=row.tries + 1)
        logger.warning("%s could not be erased at the provider: %s", row.provider_id, problem)
        return False
    row.delete()
    return True


def _owe_erasure_at_provider(contact: Contact, at: datetime) -> None:
    """What a provider with a log has of this person, both ways."""
    sent = SendAttempt.objects.filter(message__contact=contact).values_list("gateway", "provider_id")
    copies = {*sent, *contact.sent_us.values_list("gateway", "provider_id")}
    rows = [
        ProviderErasure(gateway=gateway, provider_id=provider_id, next_try_at=at)
        for gateway, provider_id in sorted(copies)
        if provider_id and gateway in KEEP_A_LOG
    ]
    ProviderErasure.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def erase_contact(contact: Contact, *, at: datetime) -> Contact:
    """Empty what tells who this was; texts that have not left yet will not. A second time changes nothing."""
    contact = Contact.objects.select_for_update().get(pk=contact.pk)
    if contact.erased_at:
        return contact
    for message in OutgoingMessage.objects.select_for_update().filter(contact=contact, status=MessageStatus.QUEUED):
        move(message, MessageStatus.CANCELLED, at=at, problem="the person asked to be forgotten")
    contact.owed.update(body="")
    _owe_erasure_at_provider(contact, at)
    contact.sent_us.update(body="", latitude=None, longitude=None, provider_id="")
    IncomingFile.objects.filter(incoming__contact=contact).delete()
    SimulatedText.objects.filter(phone=contact.phone).delete()
    contact.phone = f"erased-{contact.pk}"  # unique, and nobody can call it
    contact.name = ""
    contact.opted_out_at = contact.opted_out_at or at
    contact.erased_at = at
    contact.save(update_fields=["phone", "name", "opted_out_at", "erased_at"])
    return contact
