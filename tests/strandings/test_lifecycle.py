"""Every pair of a stranding's statuses: the arrows of the table move it, all others are refused."""

from datetime import timedelta

import pytest

from common.lifecycle import NotAllowed
from strandings.actions.record import lock, move
from strandings.lifecycle import REFERRAL_MOVES, SECTOR_MOVES, STRANDING_MOVES, StrandingStatus
from strandings.models import Stranding

PAIRS = [(was, to) for was in StrandingStatus for to in StrandingStatus]


def stranding_in(status, at, dispatcher):
    closed = status == StrandingStatus.CLOSED
    return Stranding.objects.create(
        reference=f"K-26-{status}"[:16],
        status=status,
        first_reported_at=at,
        opened_at=at,
        changed_at=at,
        next_at=None if closed else at,
        closed_at=at if closed else None,
        resolution="answered" if closed else "",
        watcher=dispatcher if status == StrandingStatus.WATCHING else None,
    )


@pytest.mark.django_db
@pytest.mark.parametrize(("was", "to"), PAIRS)
def test_every_pair(was, to, at, dispatcher, django_capture_on_commit_callbacks):
    stranding = stranding_in(was, at, dispatcher)
    extra = {"resolution": "answered"} if to == StrandingStatus.CLOSED else {"next_at": at + timedelta(hours=1)}
    if to == StrandingStatus.WATCHING:
        extra["watcher"] = dispatcher

    if to in STRANDING_MOVES[was]:
        move(lock(stranding), to, verb="note", by=dispatcher, at=at, **extra)
        stranding.refresh_from_db()
        assert stranding.status == to
        entry = stranding.timeline.get()
        assert (entry.details["from"], entry.details["to"]) == (was, to)
    else:
        with pytest.raises(NotAllowed):
            move(lock(stranding), to, verb="note", by=dispatcher, at=at, **extra)
        stranding.refresh_from_db()
        assert stranding.status == was
        assert not stranding.timeline.exists()


def test_tables_name_every_status():
    for table in (STRANDING_MOVES, REFERRAL_MOVES, SECTOR_MOVES):
        kind = type(next(iter(table)))
        assert set(table) == set(kind)
        assert all(was not in targets for was, targets in table.items())
