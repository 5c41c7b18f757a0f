"""Is the engine alive: when a sweep last ran, on the database's own record."""

from datetime import datetime

from django.db.models import Max

from messaging.models import SweepLease


def engine_silent_for(at: datetime) -> int | None:
    """Seconds since any sweep last ran, or None when none ever did."""
    last = SweepLease.objects.aggregate(at=Max("last_ran_at"))["at"]
    return None if last is None else max(int((at - last).total_seconds()), 0)
