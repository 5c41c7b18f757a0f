"""The sweeper threads inside every Celery worker: they start before the broker is reached and need none."""

import logging
import threading
import time

from django.db import close_old_connections

from config.sweeping import run
from config.sweeps import SWEEPS

logger = logging.getLogger(__name__)
TICK_S = 0.5


class Sweeper(threading.Thread):
    """Runs each sweep of one lane when its period has passed; a failing sweep is logged and tried again."""

    def __init__(self, lane: str = "") -> None:
        super().__init__(name=f"sweeper {lane}".strip(), daemon=True)
        self._sweeps = {name: sweep for name, sweep in SWEEPS.items() if sweep.lane == lane}
        self._stopped = threading.Event()

    def run(self) -> None:
        due = dict.fromkeys(self._sweeps, 0.0)
        while not self._stopped.wait(TICK_S):
            for name, sweep in self._sweeps.items():
                if time.monotonic() >= due[name] and not self._stopped.is_set():
                    due[name] = time.monotonic() + sweep.period_s
                    _run_one(name)

    def stop(self) -> None:
        """Ends the thread after the sweep it is at."""
        self._stopped.set()


def _run_one(name: str) -> None:
    close_old_connections()
    try:
        run(name)
    except Exception:  # tried again after its period; /health/ tells when nothing runs any more
        logger.exception("sweep %s failed", name)
    finally:
        close_old_connections()
