"""Teams called off: by a dispatcher, or because the case itself left dispatch's hands."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from common.background import nudge
from dispatch.actions.answering import stand_down
from dispatch.actions.moving import lock, lock_stranding, move
from dispatch.actions.telling import tell_team
from dispatch.lifecycle import COMMITTED, AssignmentStatus
from dispatch.models import Assignment
from messaging.actions import clear_alarm
from strandings.actions import note, team_left
from strandings.lifecycle import StrandingStatus
from strandings.models import Stranding
from strandings.words import Resolution

S = AssignmentStatus
_AT_THE_ANIMAL = {S.ON_SCENE, S.TRANSPORTING}


@transaction.atomic
def withdraw(assignment: Assignment, *, by: User, at: datetime, why: str = "") -> Assignment:
    """A dispatcher takes an offer or a commitment back; the team hears it, the case goes on without it."""
    assignment = lock(assignment)
    was_committed = assignment.status in COMMITTED
    if not was_committed and assignment.status != S.OFFERED:
        return assignment
    move(assignment, S.WITHDRAWN, verb="team_withdrawn", at=at, by=by, end_note=why[:300], details={"why": why})
    tell_team(assignment, "team_withdrawn", at=at, key="off", even_untold=was_committed)
    if was_committed:
        release_case(assignment, at=at, by=by, why=why)
    nudge("dispatch.offer_waiting")
    return assignment


def release_case(assignment: Assignment, *, at: datetime, by: User | None, why: str) -> None:
    """After a team left: a team sent beside it takes the lead, else the case waits for a team again."""
    stranding = lock_stranding(assignment.stranding_id)
    still = Assignment.objects.committed().of_case(assignment).select_related("team").order_by("accepted_at", "pk")
    if any(not other.is_extra for other in still):
        return
    if next_lead := still.first():
        next_lead.is_extra = False
        next_lead.save(update_fields=["is_extra"])
        note(stranding, verb="team_leads", at=at, by_words="system", details={"team": next_lead.team.name})
    elif stranding.status == StrandingStatus.RESPONDING:
        team = assignment.team.name
        team_left(stranding, by=by, by_words="" if by else team, at=at, why=why)


@transaction.atomic
def case_left(stranding: Stranding, *, at: datetime, by: User | None) -> None:
    """The case was closed, merged, watched, given away or put back: nobody should be going there any more.

    Open offers are stood down; a team not yet there is withdrawn; a team at the animal is done when the case closed.
    """
    closed = stranding.status == StrandingStatus.CLOSED
    by_outcomes = closed and stranding.resolution == Resolution.OUTCOMES
    clear_alarm(key=f"no-team:{stranding.about}", at=at)
    for row in stranding.assignments.open().order_by("pk"):
        if row.status == S.OFFERED:
            stand_down(row, at=at, by=by)
            continue
        assignment = lock(row)
        there = assignment.status in _AT_THE_ANIMAL
        if closed and there:
            move(assignment, S.DONE, verb="team_done", at=at, by=by)
        else:
            move(assignment, S.WITHDRAWN, verb="team_withdrawn", at=at, by=by)
        # A team that itself wrote the outcomes, or whose seal has been admitted, knows that it is over
        if not (there and by_outcomes):
            tell_team(assignment, "team_withdrawn", at=at, key="left", even_untold=True)
