"""A team's yes or no: the first yes wins, the others hear that we have who we need."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import IntegrityError, transaction

from accounts.models import User
from common.background import nudge
from dispatch.actions.moving import lock, move
from dispatch.actions.telling import purpose_of, tell_team
from dispatch.lifecycle import COMMITTED, MOVES, AssignmentStatus
from dispatch.models import Assignment
from dispatch.words import DeclineReason
from messaging.actions import cancel, clear_alarm
from strandings.actions import mark_responding, note
from strandings.lifecycle import StrandingStatus

S = AssignmentStatus


class Said(StrEnum):
    """What the team hears to its yes."""

    YOURS = "yours"
    TAKEN = "taken"  # another team has it
    BUSY = "busy"  # this team is on another case
    OVER = "over"  # closed, withdrawn, given to a partner


@dataclass(frozen=True)
class Answer:
    """The answer to a yes, and the assignment it now concerns (a late yes may take a newer offer)."""

    said: Said
    assignment: Assignment


@transaction.atomic
def accept(
    assignment: Assignment, *, eta_min: int | None, at: datetime, by: User | None = None, happened_at=None
) -> Answer:
    """The team goes: eta_min minutes from now to the place. Twice is once; who comes too late is told so politely.

    A yes through an old link takes the team's newer offer of the case; the others' open offers are stood down.
    by: the dispatcher who recorded the yes by telephone, or the responder who is logged in.
    """
    assignment = _newest(lock(assignment))
    if assignment.status in COMMITTED:
        return Answer(Said.YOURS, assignment)
    stranding = assignment.stranding
    open_to = {StrandingStatus.AWAITING_TEAM} | ({StrandingStatus.RESPONDING} if assignment.is_extra else set())
    if stranding.status not in open_to or S.ACCEPTED not in MOVES[S(assignment.status)]:
        return Answer(_why_not(assignment), assignment)
    eta_min = eta_min or assignment.estimated_min
    columns = {
        "eta_at": at + timedelta(minutes=eta_min) if eta_min else None,
        "accepted_at": happened_at or at,
        "decline_reason": "",
        "is_extra": stranding.status == StrandingStatus.RESPONDING,
        "details": {"minutes": eta_min, "by_phone": by is not None},
    }
    try:
        with transaction.atomic():
            move(assignment, S.ACCEPTED, verb="team_accepted", at=at, by=by, happened_at=happened_at, **columns)
    except IntegrityError:
        assignment.refresh_from_db()
        return Answer(_why_not(assignment), assignment)
    if stranding.status == StrandingStatus.AWAITING_TEAM:
        mark_responding(stranding, by=by, by_words=assignment.team.name, at=at)
        _stand_down_others(assignment, at)
    clear_alarm(key=f"no-team:{stranding.about}", at=at)
    tell_team(assignment, "team_ok", at=at, key="yes", even_untold=by is not None, with_link=True)
    nudge("dispatch.expire_offers")
    return Answer(Said.YOURS, assignment)


def record_phone_accept(assignment: Assignment, *, eta_min: int | None, by: User, at: datetime) -> Answer:
    """The dispatcher heard the team's yes on the telephone."""
    return accept(assignment, eta_min=eta_min, at=at, by=by)


@transaction.atomic
def decline(
    assignment: Assignment,
    *,
    reason: DeclineReason,
    at: datetime,
    unsafe: bool = False,
    by: User | None = None,
) -> Assignment:
    """The team cannot: the next one is asked at once. A no after a yes is giving up (field.give_up)."""
    assignment = _newest(lock(assignment))
    if assignment.status == S.DECLINED:
        return assignment
    if assignment.status == S.EXPIRED:  # a no after silence moves nothing, but the all-call leaves the team in peace
        assignment.decline_reason = reason
        assignment.save(update_fields=["decline_reason"])
        note(
            assignment.stranding,
            verb="team_declined",
            at=at,
            by=by,
            by_words="" if by else assignment.team.name,
            details={"team": assignment.team.name, "reason": reason.value},
        )
        return assignment
    cancel(purpose=purpose_of(assignment), at=at, why="declined")
    move(
        assignment,
        S.DECLINED,
        verb="team_declined",
        at=at,
        by=by,
        decline_reason=reason,
        unsafe=unsafe or reason == DeclineReason.UNSAFE,
        details={"reason": reason.value},
    )
    nudge("dispatch.offer_waiting")
    return assignment


@transaction.atomic
def stand_down(assignment: Assignment, *, at: datetime, by: User | None = None) -> Assignment:
    """An open offer is not needed any more: whoever was alerted hears that we have who we need."""
    assignment = lock(assignment)
    if assignment.status != S.OFFERED:
        return assignment
    move(assignment, S.STOOD_DOWN, verb="team_stood_down", at=at, by=by)
    tell_team(assignment, "team_stood_down", at=at, key="down")
    return assignment


def _stand_down_others(accepted: Assignment, at: datetime) -> None:
    others = accepted.stranding.assignments.offered().exclude(pk=accepted.pk).filter(is_extra=False)
    for other in others.order_by("pk"):
        stand_down(other, at=at)


def _newest(assignment: Assignment) -> Assignment:
    """The team's open assignment of the same case, else this one: an old link speaks for the newest offer."""
    if assignment.status in COMMITTED | {S.OFFERED}:
        return assignment
    newer = Assignment.objects.open().of_case(assignment).filter(team_id=assignment.team_id).first()
    return lock(newer) if newer else assignment


def _why_not(assignment: Assignment) -> Said:
    others = Assignment.objects.committed().exclude(pk=assignment.pk)
    if others.of_case(assignment).exists():
        return Said.TAKEN
    if others.filter(team_id=assignment.team_id).exists():
        return Said.BUSY
    return Said.OVER
