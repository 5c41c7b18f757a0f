"""What a team found and what became of each seal, written to the spine and to the team's own progress."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from accounts.models import User
from dispatch.actions.field import be_there, remember, transport
from dispatch.lifecycle import COMMITTED
from dispatch.models import Assignment
from strandings.actions import load, note, record_animal, record_outcome
from strandings.models import StrandedAnimal
from strandings.words import Outcome


@transaction.atomic
def record_seal(
    assignment: Assignment,
    *,
    number: int | None,
    findings: dict,
    outcome: Outcome | None,
    at: datetime,
    expected_min: int | None = None,
    outcome_note: str = "",
    more_seals: bool = False,
    field_uuid: UUID | None = None,
    happened_at: datetime | None = None,
    by: User | None = None,
) -> StrandedAnimal:
    """One seal as the team found it, and what became of it; repeating a field_uuid is harmless.

    findings: columns of strandings.actions.record_animal. expected_min: to the centre, for a seal taken there.
    more_seals opens the next seal for writing, so that this one's outcome does not close the case.
    """
    assignment = be_there(assignment, at=at, by=by)
    known = assignment.stranding.animals.filter(field_uuid=field_uuid).first() if field_uuid else None
    if known or not remember(assignment, field_uuid=field_uuid, verb="seal", at=at, happened_at=happened_at):
        return known or assignment.stranding.animals.order_by("-number").first()
    who = {"at": at, "by": by, "by_words": "" if by else assignment.team.name}
    of_form = None if number else field_uuid
    seal = record_animal(
        assignment.stranding, number=number, field_uuid=of_form, happened_at=happened_at, **who, **findings
    )
    if more_seals and not _unfinished(assignment, but=seal):
        record_animal(assignment.stranding, **who)
    if outcome == Outcome.LOADED:
        expected_at = at + timedelta(minutes=expected_min or assignment.estimated_min or 60)
        seal = _take_along(assignment, seal, expected_at, at=at, happened_at=happened_at, by=by)
    elif outcome:
        seal = record_outcome(seal, outcome=outcome, note_text=outcome_note, happened_at=happened_at, **who)
    if assignment.status not in COMMITTED:
        note(assignment.stranding, verb="team_told_late", details={"team": assignment.team.name, "step": "seal"}, **who)
    return seal


def _take_along(
    assignment: Assignment,
    seal: StrandedAnimal,
    expected_at: datetime,
    *,
    at: datetime,
    happened_at: datetime | None,
    by: User | None,
) -> StrandedAnimal:
    seal = load(seal, expected_at=expected_at, at=at, by_words=assignment.team.name, happened_at=happened_at)
    transport(assignment, at=at, happened_at=happened_at, by=by)
    return seal


def _unfinished(assignment: Assignment, *, but: StrandedAnimal) -> bool:
    return assignment.stranding.animals.filter(outcome="").exclude(pk=but.pk).exists()
