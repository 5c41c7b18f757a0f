"""/health/: is the database there, the broker, and does the engine move? Answers within two seconds, always."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime

from celery import current_app
from django.conf import settings
from django.db import connection
from django.db.models import Min
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.doors import public
from common.clock import database_now
from config.sweeps import SWEEPS
from messaging.models import SweepLease
from messaging.queries import oldest_owed_since, open_alarms
from strandings.lifecycle import StrandingStatus
from strandings.models import Stranding

logger = logging.getLogger(__name__)
PATIENCE_S = 1.5
STANDS_STILL_S = 60
LATE_PERIODS = 3


class Probe:
    """Asks one thing in a thread of its own, so that a frozen server holds nobody; one question at a time."""

    def __init__(self, ask: Callable[[], dict]) -> None:
        self._ask = ask
        self._busy = threading.Lock()

    def begin(self) -> Callable[[], dict | None]:
        """Ask now; call what comes back for the answer: None when it failed, takes too long, or still hangs."""
        if not self._busy.acquire(blocking=False):
            return lambda: None
        found: dict = {}
        thread = threading.Thread(target=self._run, args=(found,), daemon=True, name="health")
        thread.start()
        until = time.monotonic() + PATIENCE_S

        def answer() -> dict | None:
            thread.join(max(0.0, until - time.monotonic()))
            return found.get("answer")

        return answer

    def answer(self) -> dict | None:
        """Ask and wait."""
        return self.begin()()

    def _run(self, found: dict) -> None:
        try:
            found["answer"] = self._ask()
        except Exception as problem:  # any failure means: away
            logger.warning("health: %s: %s", type(problem).__name__, problem)
        finally:
            connection.close()
            self._busy.release()


def _ask_database() -> dict:
    now = database_now()
    ran = dict(SweepLease.objects.exclude(last_ran_at=None).values_list("name", "last_ran_at"))
    waiting = Stranding.objects.open().filter(status__in=[StrandingStatus.NEW, StrandingStatus.AWAITING_TEAM])
    late = [name for name, sweep in SWEEPS.items() if _is_late(ran.get(name), now, sweep.period_s)]
    return {
        "last_sweep_age_s": _age_s(max(ran.values(), default=None), now),
        "oldest_owed_message_s": _age_s(oldest_owed_since(), now),
        "oldest_waiting_stranding_s": _age_s(waiting.aggregate(at=Min("opened_at"))["at"], now),
        "open_alarms": open_alarms().count(),
        "late_sweeps": late,
    }


def _is_late(last: datetime | None, now: datetime, period_s: float) -> bool:
    return last is None or (now - last).total_seconds() > max(STANDS_STILL_S, LATE_PERIODS * period_s)


def _age_s(since: datetime | None, now: datetime) -> float | None:
    return None if since is None else round(max(0.0, (now - since).total_seconds()), 1)


def _ask_broker() -> dict:
    with current_app.connection_for_write() as broker:
        broker.ensure_connection(max_retries=1, timeout=1)
    return {}


database, broker = Probe(_ask_database), Probe(_ask_broker)
NOTHING = dict.fromkeys(("last_sweep_age_s", "oldest_owed_message_s", "oldest_waiting_stranding_s"))


@public
@never_cache
@require_safe
def health(request):
    """200, or 503 when the database is away or no sweep ran for a minute; a broker down alone stays 200.

    `database` and `broker` are "ok" or "away"; ages are seconds, null when there is nothing that waits.
    """
    of_broker = broker.begin()  # both at once: two frozen servers together take no longer than one
    facts = database.answer()
    body = {
        "database": "ok" if facts is not None else "away",
        "broker": "ok" if of_broker() is not None else "away",
        "gateway": settings.MESSAGE_GATEWAY,
        **(facts or NOTHING),
    }
    age = body["last_sweep_age_s"]
    stands = age is None or age > STANDS_STILL_S
    return JsonResponse(body | {"engine": "stands still" if stands else "runs"}, status=503 if stands else 200)
