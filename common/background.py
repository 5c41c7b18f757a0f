"""Ask a worker to look sooner (lossy: the sweeps find what a lost nudge would have told), and say that it ends."""

import logging
import threading
import time

from celery import current_app
from django.conf import settings
from django.db import transaction

logger = logging.getLogger(__name__)
EXPIRES_S = 15  # a nudge older than this is worth nothing: a sweep has been there
SILENT_S = 5  # after a failed publish nobody tries for so long, so that a dead broker slows no page
_silent_until = 0.0
_ending = threading.Event()


def nudge(name: str) -> None:
    """After the transaction commits, send the task `name` (no arguments). Never raises and may get lost."""

    # an inner def: on_commit(functools.partial(...), robust=True) crashes on Django 5.2
    def send() -> None:
        publish(name)

    transaction.on_commit(send, robust=True)


def publish(name: str) -> bool:
    """Send the task now; False when nudges are off, the broker failed, or failed within the last 5 s."""
    global _silent_until  # noqa: PLW0603 - per process, only ever a hint
    if not settings.NUDGES or time.monotonic() < _silent_until:
        return False
    try:
        current_app.send_task(name, expires=EXPIRES_S, retry=False, ignore_result=True)
    except Exception as problem:  # whatever a broker's library raises: the sweeps do the work
        _silent_until = time.monotonic() + SILENT_S
        logger.warning("the broker did not take %s: %s", name, type(problem).__name__)
        return False
    return True


def end() -> None:
    """This process is about to end: whatever works in lots finishes the one it is at and begins no other."""
    _ending.set()


def is_ending() -> bool:
    """Whether end() was called in this process."""
    return _ending.is_set()
