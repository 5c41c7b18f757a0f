"""The one place where a stranding's row changes: locked, checked against the life cycle, told on the timeline."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from accounts.models import User
from common.lifecycle import check_move
from strandings.lifecycle import STRANDING_MOVES, StrandingStatus
from strandings.models import Animal, Stranding, TimelineEntry

# Statuses in which no team of ours should be on its way
_OUT_OF_DISPATCH = {
    StrandingStatus.NEW,
    StrandingStatus.WITH_PARTNER,
    StrandingStatus.WATCHING,
    StrandingStatus.CLOSED,
}


class Changed(Exception):
    """Somebody else changed the stranding since this person saw it; `now` is the row as it stands."""

    def __init__(self, now: Stranding):
        super().__init__(now.reference)
        self.now = now


def lock(stranding: Stranding) -> Stranding:
    """The row as it stands now, locked until the transaction ends."""
    return Stranding.objects.select_for_update().get(pk=stranding.pk)


@contextmanager
def unchanged(stranding: Stranding, *, version: int) -> Iterator[Stranding]:
    """Run actions inside only if the row still has this version, else raise Changed (invariant 10)."""
    with transaction.atomic():
        now = lock(stranding)
        if now.version != version:
            raise Changed(now)
        yield now


def note(
    stranding: Stranding,
    *,
    verb: str,
    at: datetime,
    by: User | None = None,
    by_words: str = "",
    details: dict | None = None,
    happened_at: datetime | None = None,
) -> TimelineEntry:
    """Write one timeline row; details never hold personal data. Bumps changed_at so that the board notices."""
    if stranding.changed_at != at:  # else this moment's change has written it
        Stranding.objects.filter(pk=stranding.pk).update(changed_at=at)
        stranding.changed_at = at
    return TimelineEntry.objects.create(
        stranding=stranding,
        verb=verb,
        details=details or {},
        by=by,
        by_words=by_words,
        happened_at=happened_at or at,
        recorded_at=at,
    )


def note_animal(
    animal: Animal,
    *,
    verb: str,
    at: datetime,
    by: User | None = None,
    by_words: str = "",
    details: dict | None = None,
    happened_at: datetime | None = None,
) -> TimelineEntry:
    """Write one timeline row of an individual seal; details never hold personal data."""
    return TimelineEntry.objects.create(
        animal=animal,
        verb=verb,
        details=details or {},
        by=by,
        by_words=by_words,
        happened_at=happened_at or at,
        recorded_at=at,
    )


def change(stranding: Stranding, *, at: datetime, **columns) -> Stranding:
    """Set columns of a locked stranding, with its version and changed_at. Never status: that is move()."""
    for name, value in columns.items():
        setattr(stranding, name, value)
    stranding.version += 1
    stranding.changed_at = at
    stranding.save(update_fields=[*columns, "version", "changed_at"])
    return stranding


def move(
    stranding: Stranding,
    to: StrandingStatus,
    *,
    verb: str,
    at: datetime,
    by: User | None,
    by_words: str = "",
    details: dict | None = None,
    **columns,
) -> Stranding:
    """The only writer of Stranding.status: checks the arrow, writes status and timeline together, sends the news.

    The caller holds the lock and the transaction. Raises NotAllowed when the life cycle has no such arrow.
    """
    from strandings.signals import stranding_awaits_team, stranding_left

    was = StrandingStatus(stranding.status)
    check_move(STRANDING_MOVES, was, to)
    if to == StrandingStatus.CLOSED:
        columns = {"closed_at": at, "next_at": None, "needs_person_because": "", "held_until": None, **columns}
    elif was == StrandingStatus.CLOSED:
        columns = {"closed_at": None, "resolution": "", "merged_into": None, **columns}
    change(stranding, at=at, status=to, **columns)
    note(
        stranding,
        verb=verb,
        at=at,
        by=by,
        by_words=by_words,
        details={"from": was.value, "to": to.value, **(details or {})},
    )
    if to in _OUT_OF_DISPATCH and was in {StrandingStatus.AWAITING_TEAM, StrandingStatus.RESPONDING}:
        stranding_left.send(sender=Stranding, stranding=stranding, at=at, by=by)
    if to == StrandingStatus.AWAITING_TEAM:
        pk = stranding.pk
        transaction.on_commit(lambda: stranding_awaits_team.send_robust(sender=Stranding, stranding_id=pk), robust=True)
    return stranding
