"""Sends each row's text of a CSV through the inbound door of a running system, and prints what became of it."""

import csv
import json
import secrets
import time
import urllib.error
import urllib.request
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from messaging.gateways.simulator import KEY_HEADER, door_key

WAIT_S = 10
POLL_S = 0.3
TIMEOUT_S = 30
FIELDS = ("reference", "kind", "state", "count", "place", "latitude", "longitude", "flags", "team")


class Command(BaseCommand):
    help = "Sends each row's `text` as a text message from a number of its own; prints one JSON line per row."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="CSV with a column named text")
        parser.add_argument("--base-url", default=settings.PUBLIC_BASE_URL, help="a running system with the simulator")

    def handle(self, *args, **options):
        base = options["base_url"].rstrip("/")
        sent = [(send(base, phone, text), time.monotonic()) for phone, text in numbered(texts_of(options["file"]))]
        for received, at in sent:
            line = read(base, received, until=at + WAIT_S)
            self.stdout.write(json.dumps({name: line.get(name) for name in FIELDS}, ensure_ascii=False))


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


def send(base: str, phone: str, text: str) -> dict:
    """What the inbound door answered: {"received": id}, or {"error": ...} for a text it refuses."""
    body = json.dumps({"phone": phone, "body": text}).encode()
    return ask(urllib.request.Request(f"{base}/sim/send/", body, headers()))


def read(base: str, received: dict, *, until: float) -> dict:
    """What became of it, asked again until the team is known or `until` (on the monotonic clock)."""
    if "received" not in received:
        return {"flags": ["refused"], "team": "no team needed"}
    while True:
        line = ask(urllib.request.Request(f"{base}/sim/heard/{received['received']}/", headers=headers()))
        if line.get("settled", True) or time.monotonic() >= until:
            return line
        time.sleep(POLL_S)


def headers() -> dict[str, str]:
    """JSON, and the key that says we may."""
    return {"Content-Type": "application/json", KEY_HEADER: door_key()}


def ask(request: urllib.request.Request) -> dict:
    """The JSON answer. Raises CommandError when nobody answers or the door is shut; a refused text is an answer."""
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_S) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as problem:
        if problem.code == 400:
            return json.load(problem)
        raise CommandError(f"{request.full_url} answered {problem.code}: {_why(problem.code)}") from problem
    except OSError as problem:
        raise CommandError(f"nobody answers at {request.full_url}: {problem}. Start it with: make run") from problem


def _why(code: int) -> str:
    return {
        403: "the system has another SECRET_KEY than this command",
        404: "the simulator does not run there (it needs DEMO=1 and MESSAGE_GATEWAY=simulator)",
    }.get(code, "see its log")
