"""Forgetting a person: the number and name go everywhere, the facts about seals stay."""

from datetime import datetime

from django.db import transaction

from messaging.deliver.moves import move
from messaging.lifecycle import MessageStatus
from messaging.models import Contact, IncomingFile, OutgoingMessage, SimulatedText


@transaction.atomic
def erase_contact(contact: Contact, *, at: datetime) -> Contact:
    """Empty what tells who this was; texts that have not left yet will not. A second time changes nothing."""
    contact = Contact.objects.select_for_update().get(pk=contact.pk)
    if contact.erased_at:
        return contact
    for message in OutgoingMessage.objects.select_for_update().filter(contact=contact, status=MessageStatus.QUEUED):
        move(message, MessageStatus.CANCELLED, at=at, problem="the person asked to be forgotten")
    contact.owed.update(body="")
    contact.sent_us.update(body="", latitude=None, longitude=None)
    IncomingFile.objects.filter(incoming__contact=contact).delete()
    SimulatedText.objects.filter(phone=contact.phone).delete()
    contact.phone = f"erased-{contact.pk}"  # unique, and nobody can call it
    contact.name = ""
    contact.opted_out_at = contact.opted_out_at or at
    contact.erased_at = at
    contact.save(update_fields=["phone", "name", "opted_out_at", "erased_at"])
    return contact
