"""Two strandings that are one event: reports move, assignments never; undoing is a new, opposite action."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from strandings.actions.record import change, lock, move, note
from strandings.deadlines import look_by
from strandings.lifecycle import StrandingStatus
from strandings.models import Report, Stranding, StrandingLink
from strandings.words import Resolution

S = StrandingStatus


class CannotMerge(Exception):
    """`why` is a code: same, both_have_teams, target_closed, not_last."""

    def __init__(self, why: str):
        super().__init__(why)
        self.why = why


@transaction.atomic
def merge(stranding: Stranding, *, into: Stranding, by: User, at: datetime) -> StrandingLink:
    """Move the reports of one stranding into the other and close it as merged; its reference stays.

    The stranding with the committed team stays: merging it away is refused, and so is a merge while both have one.
    """
    if stranding.pk == into.pk:
        raise CannotMerge("same")
    low, high = sorted((stranding, into), key=lambda row: row.pk)
    locked = {row.pk: row for row in (lock(low), lock(high))}
    stranding, into = locked[stranding.pk], locked[into.pk]
    if stranding.status == S.RESPONDING:
        raise CannotMerge("both_have_teams" if into.status == S.RESPONDING else "has_team")
    if S.CLOSED in {into.status, stranding.status}:
        raise CannotMerge("target_closed")
    moved = list(stranding.reports.values_list("pk", flat=True))
    Report.objects.filter(pk__in=moved).update(stranding=into)
    link = StrandingLink.objects.create(
        kind="merged",
        source=stranding,
        target=into,
        reports=moved,
        status_before=stranding.status,
        made_at=at,
        made_by=by,
    )
    move(
        stranding,
        S.CLOSED,
        verb="merged",
        by=by,
        at=at,
        details={"into": into.reference},
        resolution=Resolution.MERGED,
        merged_into=into,
    )
    note(into, verb="absorbed", by=by, at=at, details={"from_reference": stranding.reference, "reports": len(moved)})
    # A second voice about one seal often means that it got worse: a person looks again
    change(into, at=at, acknowledged_at=None, priority=min(into.priority, stranding.priority))
    return link


@transaction.atomic
def unmerge(link: StrandingLink, *, by: User, at: datetime) -> Stranding:
    """Take a merge back: the reports return and the stranding is NEW again."""
    low, high = sorted((link.source, link.target), key=lambda row: row.pk)
    locked = {row.pk: row for row in (lock(low), lock(high))}
    source, target = locked[link.source_id], locked[link.target_id]
    link = StrandingLink.objects.select_for_update().get(pk=link.pk)
    if link.undone_at or source.merged_into_id != target.pk:
        raise CannotMerge("not_last")
    Report.objects.filter(pk__in=link.reports, stranding=target).update(stranding=source)
    link.undone_at, link.undone_by = at, by
    link.save(update_fields=["undone_at", "undone_by"])
    move(
        source,
        S.NEW,
        verb="unmerged",
        by=by,
        at=at,
        details={"out_of": target.reference},
        next_at=at + look_by(source.priority),
        needs_person_because="unmerged",
    )
    note(target, verb="gave_back", by=by, at=at, details={"from_reference": source.reference})
    return source
