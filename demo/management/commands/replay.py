"""Sends each row's text of a CSV through the inbound door of a running system, and prints what became of it."""

import csv
import json
import secrets
import time
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from demo.inbound import DoorShut, door_of

WAIT_S = 10
POLL_S = 0.3
FIELDS = ("reference", "kind", "state", "count", "place", "latitude", "longitude", "flags", "team")


class Command(BaseCommand):
    help = (
        "Sends each row's `text` as a text message from a number of its own; prints one JSON line per row. With "
        "MESSAGE_GATEWAY=twilio as signed calls, else through the simulator's door."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="CSV with a column named text")
        parser.add_argument("--base-url", default=settings.PUBLIC_BASE_URL, help="a running system with these settings")

    def handle(self, *args, **options):
        texts = numbered(texts_of(options["file"]))
        try:
            door = door_of(options["base_url"].rstrip("/"))
            sent = [(door.send(phone, text), time.monotonic()) for phone, text in texts]
            for received, at in sent:
                line = read(door, received, until=at + WAIT_S)
                self.stdout.write(json.dumps({name: line.get(name) for name in FIELDS}, ensure_ascii=False))
        except DoorShut as problem:
            raise CommandError(str(problem)) from problem


def texts_of(file: Path) -> list[str]:
    """The texts of the file. Raises CommandError when it cannot be read or has no such column."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = csv.DictReader(lines)
            if "text" not in (rows.fieldnames or []):
                raise CommandError(f"{file} has no column named text")
            return [row["text"] or "" for row in rows]
    except (OSError, UnicodeDecodeError) as problem:
        raise CommandError(f"{file} cannot be read: {problem}") from problem


def numbered(texts: list[str]) -> list[tuple[str, str]]:
    """Each text with a telephone number that no other text of this or an earlier replay has (by chance)."""
    start = secrets.randbelow(10_000_000 - len(texts))
    return [(f"+7700{start + row:07d}", text) for row, text in enumerate(texts)]


def read(door, received: dict, *, until: float) -> dict:
    """What became of it, asked again until the team is known or `until` (on the monotonic clock)."""
    while True:
        line = door.read(received)
        if line.get("settled", True) or time.monotonic() >= until:
            return line
        time.sleep(POLL_S)
