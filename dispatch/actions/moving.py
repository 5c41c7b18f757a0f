"""The one place where an assignment's status changes: locked in the agreed order, checked, told on the timeline."""

from datetime import datetime, timedelta

from accounts.models import User
from common.lifecycle import check_move
from dispatch.lifecycle import COMMITTED, ENDED, FORWARD, MOVES, AssignmentStatus
from dispatch.models import Assignment
from strandings.actions import note
from strandings.models import Stranding

S = AssignmentStatus
LINK_LIVES_ON = timedelta(hours=24)
_TIME_OF = {
    S.ACCEPTED: "accepted_at",
    S.EN_ROUTE: "en_route_at",
    S.ON_SCENE: "on_scene_at",
    S.TRANSPORTING: "transporting_at",
}


def lock_stranding(pk: int) -> Stranding:
    """The stranding's row, locked until the transaction ends: always before any of its assignments."""
    return Stranding.objects.select_for_update().get(pk=pk)


def lock(assignment: Assignment) -> Assignment:
    """The assignment as it stands now, locked after its stranding (one lock order for all)."""
    lock_stranding(assignment.stranding_id)
    return (
        Assignment.objects.select_for_update(of=("self",))
        .select_related("team", "stranding", "link")
        .get(pk=assignment.pk)
    )


def move(
    assignment: Assignment,
    to: AssignmentStatus,
    *,
    verb: str,
    at: datetime,
    by: User | None = None,
    happened_at: datetime | None = None,
    details: dict | None = None,
    **columns,
) -> Assignment:
    """The only writer of Assignment.status. The caller holds the locks and the transaction.

    Raises NotAllowed; IntegrityError when an index of invariant 2 refuses (wrap in an inner atomic).
    """
    check_move(MOVES, AssignmentStatus(assignment.status), to)
    when = happened_at or at
    skipped = _skipped(assignment.status, to)
    if to in ENDED:
        columns.setdefault("ended_at", when)
    elif assignment.ended_at:
        columns["ended_at"] = None
    if to in _TIME_OF and not _is_backward(assignment.status, to):
        columns.setdefault(_TIME_OF[to], when)
    assignment.status = to
    for name, value in columns.items():
        setattr(assignment, name, value)
    assignment.save(update_fields=["status", *columns])
    _mind_link(assignment, at)
    told = {"team": assignment.team.name, **({"skipped": skipped} if skipped else {}), **(details or {})}
    note(
        assignment.stranding,
        verb=verb,
        by=by,
        by_words="" if by else assignment.team.name,
        at=at,
        happened_at=happened_at,
        details=told,
    )
    return assignment


def is_past(status: str, step: AssignmentStatus) -> bool:
    """Whether a team of this status has already gone further than the step."""
    return status in FORWARD and FORWARD.index(AssignmentStatus(status)) > FORWARD.index(step)


def fill_in(assignment: Assignment, step: AssignmentStatus, when: datetime) -> None:
    """A step told after a later one: only its time is kept, if it was not known."""
    column = _TIME_OF[step]
    if getattr(assignment, column) is None:
        setattr(assignment, column, when)
        assignment.save(update_fields=[column])


def _skipped(was: str, to: AssignmentStatus) -> list[str]:
    """Steps between two statuses that nobody told us of; setting out and loading are no must before an end."""
    if was not in COMMITTED or to not in {S.ON_SCENE, S.TRANSPORTING}:
        return []
    return [step.value for step in FORWARD[FORWARD.index(AssignmentStatus(was)) + 1 : FORWARD.index(to)]]


def _is_backward(was: str, to: AssignmentStatus) -> bool:
    return is_past(was, to)


def _mind_link(assignment: Assignment, at: datetime) -> None:
    """A link outlives its assignment by a day, so that a late yes and late facts still arrive."""
    link = assignment.link
    if link is None:
        return
    expires_at = at + LINK_LIVES_ON if assignment.status in ENDED else None
    if link.expires_at != expires_at:
        link.expires_at = expires_at
        link.save(update_fields=["expires_at"])
