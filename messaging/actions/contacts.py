"""The telephone numbers we talk with."""

from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from accounts.models import CentreSetting
from common.phones import normalise
from common.texts import clean_text
from messaging.models import Contact

WITHHELD = "withheld"
CHANNELS = {"whatsapp": "whatsapp"}  # a sender's prefix -> how we call the channel; none is a plain text


def sender_of(told: str) -> tuple[str, str]:
    """Channel and number of "whatsapp:+7..." or "+7..."; a short number or a name stays as it is, cut to 20 signs."""
    prefix, colon, rest = told.partition(":")
    number = clean_text(rest if colon else prefix, 40)
    return CHANNELS.get(prefix, "sms"), normalise(number, CentreSetting.load().country) or number[:20] or WITHHELD


def contact_for(*, phone: str, at: datetime, language: str | None = None, name: str = "") -> Contact:
    """The contact of this number (E.164), made when new; a language that is given is remembered from now on."""
    contact = Contact.objects.filter(phone=phone).first()
    if contact is None:
        try:
            with transaction.atomic():
                return Contact.objects.create(phone=phone, name=name[:120], language=language or settings.LANGUAGE_CODE)
        except IntegrityError:
            contact = Contact.objects.get(phone=phone)  # somebody was quicker
    changed = []
    if language and contact.language != language:
        contact.language = language
        changed.append("language")
    if name and not contact.name:
        contact.name = name[:120]
        changed.append("name")
    if changed:
        contact.save(update_fields=changed)
    return contact
