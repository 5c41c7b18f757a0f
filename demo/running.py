"""Real browsers before a running system: what a played rescue needs of it."""

import time
from collections.abc import Callable

from django.conf import settings

from demo.visitor import Visitor

PATIENCE_S = 20
LOOK_EVERY_S = 0.02


class TookTooLong(Exception):
    """Something that should have happened did not."""


class RunningSystem:
    """Real browsers before a real system; time passes by itself."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.password = settings.DEMO_PASSWORD

    def browser(self, language: str) -> Visitor:
        """A browser of its own for one person."""
        return Visitor(self.address, language=language)

    def take_time(self, seconds: float) -> None:
        """A person reads and types."""
        time.sleep(seconds)

    def until(self, happens: Callable, what: str):
        """Look again until it is there; raises TookTooLong."""
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            if found := happens():
                return found
            time.sleep(LOOK_EVERY_S)
        raise TookTooLong(f"not within {PATIENCE_S} s: {what}")
