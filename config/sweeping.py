"""How a sweep of the table runs: alone, guarded by a lease on the database's clock."""

import os
import threading
import time
import uuid
from datetime import UTC, datetime, timedelta

from django.db.models.functions import Now
from django.utils.module_loading import import_string

from common.clock import database_now
from config.sweeps import SWEEPS
from messaging.models import SweepLease

LEASE_S = 15  # sweeps are bounded work; a process that died while sweeping holds the others up only so long
_turns = {name: threading.Lock() for name in SWEEPS}
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def run(name: str, *, wait_s: float = 0.0) -> int | None:
    """Run one sweep now; None when another process is at it (after waiting up to wait_s for its end).

    In one process only one waits for a sweep: it begins later than whatever the others came to tell, so they leave.
    """
    sweep = SWEEPS[name]
    holder = "" if sweep.guards_itself else f"{os.getpid()}:{uuid.uuid4().hex[:12]}"
    if holder and not _claim(name, holder) and not (wait_s and _wait_for(name, holder, wait_s)):
        return None
    freed = {"held_until": LONG_AGO, "held_by": ""} if holder else {}
    try:
        count = import_string(sweep.function)(database_now())
    except Exception:
        if holder:
            _lease(name).filter(held_by=holder).update(**freed)
        raise
    if holder or _is_worth_noting(name):
        _lease(name).filter(held_by=holder).update(last_ran_at=Now(), **freed)
    return count


def _wait_for(name: str, holder: str, wait_s: float) -> bool:
    """Claim the sweep as soon as it is free; False at once while another thread of this process waits for the same."""
    turn, deadline = _turns[name], time.monotonic() + wait_s
    if not turn.acquire(blocking=False):
        return False
    try:
        while not (claimed := _claim(name, holder)) and time.monotonic() < deadline:
            time.sleep(0.05)
        return claimed
    finally:
        turn.release()


def _claim(name: str, holder: str) -> bool:
    """One conditional update: of two processes one succeeds."""
    free = _lease(name).filter(held_until__lt=Now())
    return bool(free.update(held_until=Now() + timedelta(seconds=LEASE_S), held_by=holder))


def _is_worth_noting(name: str) -> bool:
    """Once in two seconds is enough for /health/, since each note is a write."""
    recent = Now() - timedelta(seconds=2)
    return not _lease(name).filter(last_ran_at__gt=recent).exists()


def _lease(name: str):
    """The sweep's row, made at first use."""
    rows = SweepLease.objects.filter(name=name)
    if not rows.exists():
        SweepLease.objects.get_or_create(name=name, defaults={"held_until": LONG_AGO})
    return rows
