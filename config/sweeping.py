"""How a sweep of the table runs: alone, guarded by a lease on the database's clock."""

import os
import threading
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.db.models.functions import Now
from django.utils.module_loading import import_string

from common.clock import database_now
from config.sweeps import SWEEPS
from messaging.models import SweepLease

LEASE_S = 15  # sweeps are bounded work; a process that died while sweeping holds the others up only so long
AT_ONCE = 2  # runs that tasks of one process begin of a sweep that guards itself
_turns = {name: threading.Lock() for name in SWEEPS}
_slots = {name: threading.Semaphore(AT_ONCE) for name, sweep in SWEEPS.items() if sweep.guards_itself}
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def run(name: str, *, wait_s: float = 0.0) -> int | None:
    """Run one sweep now; None when another is at it (after waiting up to wait_s for its end).

    In one process only one waits for a sweep: it begins later than whatever the others came to tell, so they leave.
    """
    if SWEEPS[name].guards_itself:
        return _with_others(name, wait_s)
    holder = f"{os.getpid()}:{uuid.uuid4().hex[:12]}"
    if not _claim(name, holder) and not (wait_s and _wait_for(name, lambda: _claim(name, holder), wait_s)):
        return None
    return _work(name, holder)


def _with_others(name: str, wait_s: float) -> int | None:
    """A sweep that may run beside itself; of many tasks at once two do, and one waits. The sweeper's own run always."""
    slot = _slots[name]
    if not wait_s:
        return _work(name, "")
    if not slot.acquire(blocking=False) and not _wait_for(name, lambda: slot.acquire(blocking=False), wait_s):
        return None
    try:
        return _work(name, "")
    finally:
        slot.release()


def _work(name: str, holder: str) -> int:
    freed = {"held_until": LONG_AGO, "held_by": ""} if holder else {}
    try:
        count = import_string(SWEEPS[name].function)(database_now())
    except Exception:
        if holder:
            _lease(name).filter(held_by=holder).update(**freed)
        raise
    if holder or _is_worth_noting(name):
        _lease(name).filter(held_by=holder).update(last_ran_at=Now(), **freed)
    return count


def _wait_for(name: str, claim: Callable[[], bool], wait_s: float) -> bool:
    """Claim the sweep as soon as it is free; False at once while another thread of this process waits for the same."""
    turn, deadline = _turns[name], time.monotonic() + wait_s
    if not turn.acquire(blocking=False):
        return False
    try:
        while not (claimed := claim()) and time.monotonic() < deadline:
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
