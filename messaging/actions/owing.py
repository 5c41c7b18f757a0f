"""Texts we owe: written with the fact they tell, so that a fact rolled back owes nothing."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.template import Context
from django.template.loader import get_template
from django.utils import translation

from accounts.models import AccessLink, CentreSetting
from common.background import nudge
from messaging.deliver.claiming import may_be_sent_to_opted_out
from messaging.deliver.moves import locked, move
from messaging.lifecycle import MOVES, MessageStatus
from messaging.models import Contact, DeliveryEvent, OutgoingMessage, SendAttempt

S = MessageStatus


def owe(
    *,
    contact: Contact,
    template: str,
    context: dict,
    dedupe_key: str,
    reference: str,
    about: str,
    purpose: str,
    at: datetime,
    useless_after: datetime,
    urgency: int = 5,
    link: AccessLink | None = None,
    link_path: str = "",
) -> OutgoingMessage | None:
    """Owe a text in the receiver's language; the same row again for a repeated key, None after STOP.

    `template` names templates/sms/<language>/<template>.txt; `link_path` is e.g. "/s/{token}/".
    """
    known = OutgoingMessage.objects.filter(dedupe_key=dedupe_key).first()
    if known is not None:
        return known
    if contact.opted_out_at is not None and not may_be_sent_to_opted_out(template):
        return None
    message = OutgoingMessage(
        contact=contact,
        dedupe_key=dedupe_key,
        template=template,
        language=contact.language,
        body=render_text(template, contact.language, {**context, "ref": reference}),
        link=link,
        link_path=link_path,
        reference=reference,
        about=about,
        purpose=purpose,
        urgency=urgency,
        created_at=at,
        next_try_at=at,
        useless_after=useless_after,
    )
    try:
        with transaction.atomic():
            message.save(force_insert=True)
    except IntegrityError:
        return OutgoingMessage.objects.get(dedupe_key=dedupe_key)
    nudge("messaging.deliver")
    return message


def render_text(template: str, language: str, context: dict) -> str:
    """The text in one language, one line; the centre's own fields are there as `centre`, `distance_m`, `hotline`."""
    centre = CentreSetting.load()
    fields = {"centre": centre, "distance_m": centre.safe_distance_m, "hotline": centre.hotline, "lang": language}
    with translation.override(language):
        found = get_template(f"sms/{language}/{template}.txt").template
        text = found.render(Context({**fields, **context}, autoescape=False))
    return " ".join(text.split())


def cancel(*, purpose: str, at: datetime, why: str) -> int:
    """Texts of this purpose that have not left yet will not; returns how many."""
    count = 0
    with transaction.atomic():
        waiting = OutgoingMessage.objects.select_for_update().filter(purpose=purpose, status=S.QUEUED)
        for message in waiting:
            move(message, S.CANCELLED, at=at, problem=why[:200])
            count += 1
    return count


def report_delivery(*, attempt: SendAttempt, status: str, at: datetime, provider_id: str = "", why: str = "") -> bool:
    """What the provider told later: stored always, moves forward only; True when it moved the message.

    `provider_id` is kept where the answer that should have brought it was lost; `why` is the provider's code.
    """
    with transaction.atomic():
        message = locked(attempt.message_id)
        to = S(status) if status in (S.SENT, S.DELIVERED, S.UNDELIVERED) else None
        moved = to is not None and to in MOVES[S(message.status)]
        DeliveryEvent.objects.create(attempt=attempt, status=status[:20], received_at=at, moved=moved)
        if moved:
            move(message, to, at=at, **({"problem": why[:200]} if why else {}))
        if provider_id:
            SendAttempt.objects.filter(pk=attempt.pk, provider_id="").update(provider_id=provider_id)
    return moved


def mark_unreachable(contact: Contact, *, at: datetime) -> None:
    """No telephone answers to this number: remembered until somebody writes from it again."""
    Contact.objects.filter(pk=contact.pk, unreachable_since=None).update(unreachable_since=at)


def retry(message: OutgoingMessage, *, by, at: datetime, useless_after: datetime) -> OutgoingMessage:
    """A person sends an ended or uncertain text again: a new row that says which it repeats and who asked."""
    with transaction.atomic():
        message = locked(message.pk)
        if message.status not in (S.FAILED, S.UNDELIVERED, S.STALE, S.UNCERTAIN) or message.retries.exists():
            raise ValueError(f"a {message.status} message is not sent again, and none twice")
        if message.status == S.UNCERTAIN:
            move(message, S.STALE, at=at, problem="uncertain; a person sent it again")
        again = OutgoingMessage.objects.create(
            contact=message.contact,
            dedupe_key=f"retry:{message.pk}",
            template=message.template,
            language=message.language,
            body=message.body,
            link=message.link,
            link_path=message.link_path,
            reference=message.reference,
            about=message.about,
            purpose=message.purpose,
            urgency=message.urgency,
            created_at=at,
            next_try_at=at,
            useless_after=useless_after,
            retry_of=message,
            problem=f"sent again by user {by.pk}",
        )
        nudge("messaging.deliver")
    return again
