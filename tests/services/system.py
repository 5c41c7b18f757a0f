"""A whole centre in real processes: web, workers and beat started with compose's own commands, and a phone company."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

import yaml
from django.core import signing
from django.db.models import F
from django.utils import timezone

from messaging.models import OutgoingMessage
from strandings.forms.token import SALT as FORM_SALT
from tests.provider import ACCOUNT, TOKEN, Provider
from tests.provider.company import NUMBER

PROJECT = Path(__file__).resolve().parent.parent.parent
COMPOSE = yaml.safe_load((PROJECT / "docker-compose.yml").read_text())
PATIENCE_S = 90  # a loaded machine; usually one to three seconds
OVER = ("sent", "delivered", "undelivered", "failed", "cancelled", "stale")


def until(condition: Callable, within_s: float = PATIENCE_S, what: str = ""):
    """Ask again and again until it is true; returns what it gave, fails when it does not come."""
    deadline = time.monotonic() + within_s
    while not (found := condition()):
        assert time.monotonic() < deadline, f"not within {within_s} s: {what or condition}"
        time.sleep(0.1)
    return found


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@dataclass(frozen=True)
class Answer:
    """What the web said, and after how many seconds."""

    status: int
    headers: dict
    body: str
    took_s: float


@dataclass
class System:
    """Starts and ends processes of one centre; everything it starts it ends, by number."""

    folder: Path
    database_url: str
    broker_url: str
    provider: Provider
    more: dict = field(default_factory=dict)  # of the environment
    port: int = field(default_factory=free_port)
    running: list[subprocess.Popen] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """As compose's env file would give it, with the phone company of this machine."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return {
            **kept,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "PYTHONPATH": str(PROJECT),
            "SECRET_KEY": "only-for-tests-" + "x" * 50,
            "VAR_DIR": str(self.folder),
            "DATABASE_URL": self.database_url,
            "BROKER_URL": self.broker_url,
            "PUBLIC_BASE_URL": self.address,
            "DEMO": "1",
            "MESSAGE_GATEWAY": "twilio",
            "TWILIO_ACCOUNT_SID": ACCOUNT,
            "TWILIO_AUTH_TOKEN": TOKEN,
            "TWILIO_FROM": NUMBER,
            "TWILIO_API_BASE_URL": self.provider.url,
            **self.more,
        }

    # Processes ---------------------------------------------------------------------------------------------------
    def start(self, name: str, command: list[str], **more: str) -> subprocess.Popen:
        """Start one process with its log in the folder."""
        known = {"celery": [sys.executable, "-m", "celery"], "gunicorn": [sys.executable, "-m", "gunicorn"]}
        command = known.get(command[0], [command[0]]) + [str(word) for word in command[1:]]
        with (self.folder / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                command, cwd=PROJECT, env=self.environment | more, stdout=log, stderr=log, start_new_session=True
            )
        self.running.append(process)
        return process

    def web(self) -> subprocess.Popen:
        """Gunicorn; returns when it answers."""
        words = list(COMPOSE["services"]["web"]["command"])
        words[words.index("--bind") + 1] = f"127.0.0.1:{self.port}"
        words[words.index("--worker-tmp-dir") + 1] = str(self.folder)
        process = self.start("web", words)
        until(lambda: self.get("/health/").status, what="the web answers")
        return process

    def worker(self, name: str = "worker", *, ready: bool = True, pool: str = "", **more: str) -> subprocess.Popen:
        """A Celery worker with its sweeper; returns when it is ready, unless told otherwise."""
        words = list(COMPOSE["services"]["worker"]["command"])
        if pool:
            words[words.index("--pool") + 1] = pool
            words[words.index("--concurrency") + 1] = "2"
        before = self.log(name).count(" ready.")
        process = self.start(name, [*words, "--hostname", f"{name}@{self.port}"], **more)
        if ready:
            until(lambda: self.log(name).count(" ready.") > before, what="the worker is ready")
        return process

    def beat(self, name: str = "beat") -> subprocess.Popen:
        words = list(COMPOSE["services"]["beat"]["command"])
        words[words.index("--schedule") + 1] = str(self.folder / f"{name}-schedule")
        return self.start(name, words)

    def log(self, name: str) -> str:
        path = self.folder / f"{name}.log"
        return path.read_text(errors="replace") if path.exists() else ""

    def end(self, process: subprocess.Popen, by: signal.Signals = signal.SIGTERM, within_s: float = 60) -> int:
        """End it and its children; returns its exit code."""
        if by == signal.SIGKILL:
            os.killpg(process.pid, by)
        elif process.poll() is None:
            process.send_signal(by)
        try:
            return process.wait(timeout=within_s)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
            if process in self.running:
                self.running.remove(process)

    def stop(self) -> None:
        """End all that still runs, at once."""
        for process in list(self.running):
            self.end(process, signal.SIGKILL)
        shutil.rmtree(self.folder, ignore_errors=True)

    # Over HTTP ---------------------------------------------------------------------------------------------------
    def get(self, path: str) -> Answer:
        return self._ask(urllib.request.Request(self.address + path))

    def post(self, path: str, told: dict, headers: dict | None = None) -> Answer:
        return self._ask(urllib.request.Request(self.address + path, urlencode(told).encode(), headers or {}))

    def report(self, phone: str, words: str = "тюлень в сети, тёплый пляж", **more: str) -> Answer:
        """A resident sends the form: a living seal with a place, so that a team is looked for."""
        told = {"place_words": words, "alive": "yes", "phone": phone, "latitude": "43.612", "longitude": "51.201"}
        opened = [str(uuid.uuid4()), (timezone.now() - timedelta(minutes=1)).isoformat()]
        key = self.environment["SECRET_KEY"]
        token = signing.dumps(opened, key=key, salt=FORM_SALT, compress=True)  # as the page gave it a minute ago
        return self.post("/report/", told | {"token": token} | more)

    def health(self) -> dict:
        answer = self.get("/health/")
        return {"code": answer.status, **json.loads(answer.body)} if answer.body.startswith("{") else {"code": 0}

    def _ask(self, request: urllib.request.Request) -> Answer:
        """Without following where it leads; status 0 when nobody answers."""
        began = time.monotonic()
        opener = urllib.request.build_opener(_Stays)
        try:
            with opener.open(request, timeout=30) as answer:
                body = answer.read().decode(errors="replace")
                return Answer(answer.status, dict(answer.headers), body, time.monotonic() - began)
        except urllib.error.HTTPError as refused:
            body = refused.read().decode(errors="replace")
            return Answer(refused.code, dict(refused.headers), body, time.monotonic() - began)
        except OSError as problem:
            return Answer(0, {}, str(problem), time.monotonic() - began)

    # What must be true afterwards --------------------------------------------------------------------------------
    def let_pass(self, seconds: float) -> None:
        """The time of everything that waits comes so much sooner: leases, next tries."""
        waiting = OutgoingMessage.objects.exclude(status__in=OVER)
        waiting.update(lease_until=F("lease_until") - timedelta(seconds=seconds))
        waiting.update(next_try_at=F("next_try_at") - timedelta(seconds=seconds))

    def settle(self) -> None:
        """Let leases and waits end, as often as it takes, until every text has come to its end."""

        def done() -> bool:
            self.let_pass(30)
            return not OutgoingMessage.objects.exclude(status__in=OVER).exists()

        until(done, what="every text has come to an end")

    def unhandled(self) -> list[str]:
        """Lines of any log that tell of an error nobody caught."""
        logs = "\n".join(path.read_text(errors="replace") for path in self.folder.glob("*.log"))
        return re.findall(r".*(?:Internal Server Error|Traceback|raised unexpected|Unrecoverable error).*", logs)

    def twice(self) -> list[str]:
        """Texts that reached the company more than once; each holds a reference of its own."""
        counted = Counter((text.to, text.body) for text in self.provider.company.texts)
        return [f"{number} x {body}" for (_to, body), number in counted.items() if number > 1]

    def lost(self) -> list[str]:
        """Texts that count as sent and never reached the company, or that wait for ever."""
        there = {text.body for text in self.provider.company.texts}
        rows = OutgoingMessage.objects.exclude(status__in=["cancelled", "stale", "failed"])
        return [row.reference for row in rows if not any(_names(body, row.reference) for body in there)]


def _names(body: str, reference: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(reference)}(?![\w-])", body) is not None


class _Stays(urllib.request.HTTPRedirectHandler):
    """A redirect is an answer."""

    def redirect_request(self, *_arguments):
        return None
