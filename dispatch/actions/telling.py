"""Texts we owe the members of a team: the alert that stands alone, and what became of the offer."""

from datetime import datetime, timedelta

from django.conf import settings

from common.texts import sms_parts
from dispatch.models import Assignment, Responder
from dispatch.words import Mode
from messaging.actions import cancel, contact_for, owe
from messaging.actions.owing import render_text
from messaging.lifecycle import MessageStatus
from messaging.models import Contact, OutgoingMessage
from strandings import gazetteer
from strandings.actions import next_message_reference
from strandings.models import Stranding
from strandings.precision import Audience
from strandings.presenters import place_for
from strandings.words import Sign

LINK_PATH = "/go/{token}/"
MOST_PARTS = 2
_TOKEN_LENGTH = 30  # six hexadecimal digits, a point, 136 bits in base64
_PLACE_LIMITS = (40, 24, 18, 14, 10, 6, 0)
# What a crew must know before it goes, most dangerous first
_DANGERS = (Sign.BITE, Sign.NET, Sign.IN_WATER, Sign.ON_ICE, Sign.DOGS, Sign.OIL, Sign.WOUND, Sign.PEOPLE, Sign.INLAND)
_NEVER_LEFT = [MessageStatus.QUEUED, MessageStatus.CANCELLED, MessageStatus.STALE, MessageStatus.FAILED]


def purpose_of(assignment: Assignment) -> str:
    """How the outbox names the alerts of this offer."""
    return f"dispatch.offer:{assignment.pk}"


def members_in_order(assignment: Assignment) -> list[Responder]:
    """Those of the team who can be reached, the leader first."""
    members = assignment.team.members.filter(is_active=True).exclude(phone="")
    return list(members.order_by("-is_leader", "order", "pk"))


def alert_next_member(assignment: Assignment, *, at: datetime) -> OutgoingMessage | None:
    """Owe the alert to the first member who has not been alerted of this offer; None when all have been."""
    known = set(OutgoingMessage.objects.filter(purpose=purpose_of(assignment)).values_list("dedupe_key", flat=True))
    for member in members_in_order(assignment):
        if _alert_key(assignment, member) not in known:
            return _alert(assignment, member, at)
    return None


def _alert_key(assignment: Assignment, member: Responder) -> str:
    return f"offer:{assignment.pk}:{member.pk}"


def _alert(assignment: Assignment, member: Responder, at: datetime) -> OutgoingMessage | None:
    stranding = assignment.stranding
    contact = contact_for(phone=member.phone, at=at, language=member.language, name=member.name)
    template = "offer_all" if assignment.mode == Mode.TO_ALL else "offer"
    reference = next_message_reference(stranding)
    context = alert_context(stranding, assignment.answer_by, contact.language)
    return owe(
        contact=contact,
        template=template,
        context=_short_enough(template, contact.language, {**context, "ref": reference}),
        dedupe_key=_alert_key(assignment, member),
        reference=reference,
        about=stranding.about,
        purpose=purpose_of(assignment),
        at=at,
        useless_after=assignment.answer_by,
        urgency=min(stranding.priority, 3),
        link=assignment.link,
        link_path=LINK_PATH,
    )


def alert_context(stranding: Stranding, answer_by: datetime | None, language: str) -> dict:
    """What an alert says without its link; never the reporter's name or number."""
    place, known = place_for(stranding, Audience.TEAM), gazetteer.by_slug(stranding.place_slug)
    signs = set(stranding.signs)
    return {
        "priority": stranding.priority,
        "state": stranding.state,
        "danger": next((sign.value for sign in _DANGERS if sign in signs), ""),
        "count": stranding.count_to,
        "place": known.name(language) if known else place.name,
        "latitude": f"{stranding.latitude:.4f}" if stranding.has_place else "",
        "longitude": f"{stranding.longitude:.4f}" if stranding.has_place else "",
        "answer_by": answer_by,
    }


def _short_enough(template: str, language: str, context: dict) -> dict:
    """The context with the place's name cut so far that the whole alert, link included, travels in two parts."""
    address = f"{settings.PUBLIC_BASE_URL}{LINK_PATH}".replace("{token}", "x" * _TOKEN_LENGTH)
    for limit in _PLACE_LIMITS:
        cut = {**context, "place": context["place"][:limit].strip(" ,.")}
        text = render_text(template, language, cut).replace("{link}", address)
        if sms_parts(text).parts <= MOST_PARTS:
            break
    return cut


def told_of(assignment: Assignment) -> list[Contact]:
    """Whom an alert of this offer has, or may have, reached."""
    rows = OutgoingMessage.objects.filter(purpose=purpose_of(assignment)).exclude(status__in=_NEVER_LEFT)
    return list(Contact.objects.filter(pk__in=rows.values("contact_id")).order_by("pk"))


def tell_team(
    assignment: Assignment, template: str, *, at: datetime, key: str, even_untold: bool = False, with_link: bool = False
) -> None:
    """Take back alerts that have not left, and owe this text to everybody whom an alert reached, each once."""
    contacts = told_of(assignment)
    cancel(purpose=purpose_of(assignment), at=at, why=template)
    if not contacts and even_untold:
        first = members_in_order(assignment)[:1]
        contacts = [
            contact_for(phone=member.phone, at=at, language=member.language, name=member.name) for member in first
        ]
    for contact in contacts:
        owe(
            contact=contact,
            template=template,
            context={"case": assignment.stranding.reference},
            dedupe_key=f"{template}:{assignment.pk}:{key}:{contact.pk}",
            reference=next_message_reference(assignment.stranding),
            about=assignment.stranding.about,
            purpose=f"dispatch.{template}:{assignment.pk}",
            at=at,
            useless_after=at + timedelta(hours=2),
            urgency=2,
            link=assignment.link if with_link else None,
            link_path=LINK_PATH if with_link else "",
        )
