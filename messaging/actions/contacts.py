"""The telephone numbers we talk with."""

from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from messaging.models import Contact


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
