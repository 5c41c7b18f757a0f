"""How a sweep of the table runs: alone, guarded by a lease on the database's clock."""

import os
import time
import uuid
from datetime import UTC, datetime, timedelta

from django.db.models.functions import Now
from django.utils.module_loading import import_string

from common.clock import database_now
from config.sweeps import SWEEPS
from messaging.models import SweepLease

LEASE_S = 15  # sweeps are bounded work; a process that died while sweeping holds the others up only so long
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def run(name: str, *, wait_s: float = 0.0) -> int | None:
    """Run one sweep now; None when another process is at it (after waiting up to wait_s for its end)."""
    sweep, deadline = SWEEPS[name], time.monotonic() + wait_s
    holder = "" if sweep.guards_itself else f"{os.getpid()}:{uuid.uuid4().hex[:12]}"
    while holder and not _claim(name, holder):
        if time.monotonic() >= deadline:
            return None
        time.sleep(0.05)
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
