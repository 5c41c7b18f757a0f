"""A small demonstration centre on a spring morning, with simulated telephones."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.utils import timezone

from demo.seed import lay_demo
from tests.journeys.people import World

MORNING = datetime(2026, 4, 8, 5, 10, tzinfo=UTC)  # ten past ten in Aktau


@pytest.fixture
def world(db, settings, tmp_path):
    """The centre, its people and six teams on duty; nobody has reported anything."""
    settings.DEMO, settings.MESSAGE_GATEWAY, settings.VAR_DIR = True, "simulator", tmp_path
    with time_machine.travel(MORNING, tick=False) as clock:
        lay_demo(now=timezone.now(), small=True)
        yield World(clock)
