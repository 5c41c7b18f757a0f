"""No telephone number reaches a log, whoever wrote the line."""

import re

import pytest
from django.conf import settings

from config.log_lines import hidden


@pytest.mark.parametrize(
    "number",
    ["+77011234567", "+7 701 123 45 67", "8 (701) 123-45-67", "87011234567", "7-701-123-45-67", "%2B77011234567",
     "+99361123456", "+44 20 7946 0958"],
)  # fmt: skip
def test_a_number_is_hidden_however_it_is_written(number):
    assert hidden(f"could not send to {number}: busy") == "could not send to +…: busy"


@pytest.mark.parametrize(
    "line",
    ["2026-11-22 06:00:00,123 WARNING dispatch 12 teams", "K-26-0412-3 at 43.6512345, 51.1612345",
     "a9a3d2e87011234567bc0f", "took 0.123456789012 s", "/board/K-26-0412/number/17/",
     "8d0f7a1e-7123-4567-8901-123456789012"],
)  # fmt: skip
def test_what_is_no_number_stays(line):
    assert hidden(line) == line


def test_the_worker_keeps_our_handlers():
    from config import celery_settings

    assert celery_settings.worker_hijack_root_logger is False


def test_no_code_logs_an_address_that_could_hold_what_was_typed():
    """A line names ids, verbs and types; never a phone, a name, a body or a query string."""
    from pathlib import Path

    told = re.compile(r"logger\.\w+\([^)]*(?:\.(?:phone|full_name|body|words)|get_full_path|QUERY_STRING|\.POST)\b")
    folders = ("config", "common", "accounts", "messaging", "strandings", "dispatch", "rehab")
    found = [
        f"{path}: {line.strip()}"
        for folder in folders
        for path in (settings.BASE_DIR / folder).rglob("*.py")
        for line in Path(path).read_text().splitlines()
        if told.search(line)
    ]
    assert not found
