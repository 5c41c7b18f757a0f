"""What a member of a team answers by text: one digit, or "ETA 12". Never YES, STOP, CANCEL: the carrier takes those."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from dispatch.actions import (
    Said,
    accept,
    arrive,
    check_in,
    decline,
    en_route,
    give_up,
    record_seal,
    set_eta,
)
from dispatch.actions.telling import LINK_PATH
from dispatch.lifecycle import COMMITTED, AssignmentStatus
from dispatch.models import Assignment, Responder
from dispatch.words import CheckInKind, DeclineReason
from messaging.actions import owe
from messaging.models import IncomingMessage
from strandings.actions import next_message_reference, note
from strandings.words import Outcome

S = AssignmentStatus
_ETA = re.compile(r"(?:eta|ета)\s*[:=]?\s*(\d{1,3})\s*\D{0,8}", re.IGNORECASE)
_DIGIT = re.compile(r"([0-6])[.!)]?")
_LATE_YES = timedelta(hours=24)
_REPLY_USEFUL = timedelta(hours=1)
_SAID = {Said.YOURS: "", Said.TAKEN: "team_taken", Said.BUSY: "team_busy", Said.OVER: "team_over"}


def answer(incoming: IncomingMessage, *, at: datetime) -> bool:
    """Take the text if its sender belongs to a team with an open assignment (or one just missed)."""
    if incoming.contact is None:
        return False
    assignment = _meant(incoming, at)
    if assignment is None:
        return False
    words = incoming.body.strip()
    reply = ""
    if eta := _ETA.fullmatch(words):
        reply = _come_in(assignment, int(eta[1]), at)
    elif digit := _DIGIT.fullmatch(words):
        reply = _DIGITS[digit[1]](assignment, at)
    elif assignment.status in {S.EXPIRED, S.DECLINED}:
        return False  # not about that missed offer: somebody else's conversation
    else:
        note(
            assignment.stranding,
            verb="team_wrote",
            at=at,
            by_words=assignment.team.name,
            details={"team": assignment.team.name, "incoming": incoming.pk},
        )
        reply = "team_unknown"
    incoming.about = assignment.stranding.about
    incoming.save(update_fields=["about"])
    if reply:
        _reply(incoming, assignment, reply, at)
    return True


def _meant(incoming: IncomingMessage, at: datetime) -> Assignment | None:
    """The sender's committed assignment, else the newest offer; a missed one only within a day."""
    teams = Responder.objects.filter(phone=incoming.contact.phone, is_active=True).values("team_id")
    rows = Assignment.objects.filter(team_id__in=teams, stranding__isnull=False).select_related(
        "team", "stranding", "link"
    )
    newest = rows.order_by("-offered_at", "-pk")
    if offered := _newest_asked_first(newest, incoming.body.strip()):
        return offered
    missed = newest.filter(status__in=[S.EXPIRED, S.DECLINED], ended_at__gte=at - _LATE_YES)
    return missed.first()


def _newest_asked_first(rows, words: str) -> Assignment | None:
    """For a yes or a no the open offer is meant, for everything else the committed assignment, if there is one."""
    offered, committed = rows.offered().first(), rows.committed().first()
    if words[:1] in {"1", "2"} and offered:
        return offered
    return committed or offered


def _go(assignment: Assignment, at: datetime) -> str:
    if assignment.status in COMMITTED:
        en_route(assignment, at=at)
        return ""
    return _SAID[accept(assignment, eta_min=None, at=at).said]


def _come_in(assignment: Assignment, minutes: int, at: datetime) -> str:
    if assignment.status in COMMITTED:
        set_eta(assignment, eta_min=minutes, at=at)
        return ""
    return _SAID[accept(assignment, eta_min=minutes, at=at).said]


def _cannot(assignment: Assignment, at: datetime) -> str:
    if assignment.status in COMMITTED:
        give_up(assignment, why="", at=at)
    elif assignment.status in {S.OFFERED, S.EXPIRED}:
        decline(assignment, reason=DeclineReason.OTHER, at=at)
    return ""


def _arrived(assignment: Assignment, at: datetime) -> str:
    if assignment.status not in COMMITTED:
        return "team_unknown"
    arrive(assignment, at=at)
    return ""


def _with_outcome(outcome: Outcome) -> Callable[[Assignment, datetime], str]:
    """A digit tells one outcome of the case's only unfinished seal; with several the page must say which."""

    def tell(assignment: Assignment, at: datetime) -> str:
        if assignment.status not in COMMITTED:
            return "team_unknown"
        seals = list(assignment.stranding.animals.filter(outcome__in=["", Outcome.LOADED]))
        if len(seals) > 1 or (not seals and assignment.stranding.count_to > 1):
            return "team_which"
        number = seals[0].number if seals else None
        record_seal(assignment, number=number, findings={}, outcome=outcome, at=at)
        return ""

    return tell


def _help(assignment: Assignment, at: datetime) -> str:
    check_in(assignment, kind=CheckInKind.HELP, at=at)
    return "team_help_coming"


_DIGITS: dict[str, Callable[[Assignment, datetime], str]] = {
    "1": _go,
    "2": _cannot,
    "3": _arrived,
    "4": _with_outcome(Outcome.LOADED),
    "5": _with_outcome(Outcome.LEFT_IN_PEACE),
    "6": _with_outcome(Outcome.DIED_ON_SITE),
    "0": _help,
}


def _reply(incoming: IncomingMessage, assignment: Assignment, template: str, at: datetime) -> None:
    owe(
        contact=incoming.contact,
        template=template,
        context={"case": assignment.stranding.reference},
        dedupe_key=f"reply:{incoming.pk}",
        reference=next_message_reference(assignment.stranding),
        about=assignment.stranding.about,
        purpose=f"dispatch.reply:{assignment.pk}",
        at=at,
        useless_after=at + _REPLY_USEFUL,
        urgency=2,
        link=assignment.link,
        link_path=LINK_PATH if assignment.link else "",
    )
