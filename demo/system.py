"""A whole system of its own: fresh folder, database and port, started as `make run` starts it, always stopped."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
START_WITHIN_S = 60
STOP_WITHIN_S = 15
# What a developer's shell may hold and this system must not see
_NOT_INHERITED = ("DATABASE_URL", "BROKER_URL", "ALLOWED_HOSTS", "AUTO_DISPATCH", "PUBLIC_BASE_URL", "MEDIA_ROOT")


class DidNotStart(Exception):
    """The system did not answer in time; its logs are in the message."""


@dataclass(frozen=True)
class System:
    """Where it answers and where its files are."""

    address: str
    var: Path


@contextmanager
def own_system(*, small: bool) -> Iterator[System]:
    """Start a demonstration system with its own data and stop it at the end, whatever happens.

    small: the centre, people, teams and rooms, without a history. Raises DidNotStart.
    """
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory(prefix="seals-", ignore_cleanup_errors=True) as folder:
        environment = _environment(folder, port, address)
        for command in (["migrate", "-v0"], ["seed_demo", *(["--small"] if small else [])]):
            manage = [sys.executable, "manage.py", *command]
            subprocess.run(manage, cwd=PROJECT, env=environment, check=True, stdout=subprocess.DEVNULL)
        process = _start(Path(folder), environment)
        try:
            _wait_until_healthy(process, address, Path(folder))
            yield System(address, Path(folder))
        finally:
            _stop(process)


def free_port() -> int:
    """A port nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _environment(folder: str, port: int, address: str) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if name not in _NOT_INHERITED}
    return {
        **inherited,
        "VAR_DIR": folder,
        "STATIC_ROOT": f"{folder}/static",  # not made: style and scripts come from where they are written
        "PORT": str(port),
        "HOST": "127.0.0.1",
        "PUBLIC_BASE_URL": address,
        "DATABASE_URL": f"sqlite:///{folder}/seals.sqlite3",
        "BROKER_URL": "filesystem://",
        "MESSAGE_GATEWAY": "simulator",
        "AUTO_DISPATCH": "P2",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DEMO": "1",
        "DEBUG": "0",
    }


def _start(folder: Path, environment: dict[str, str]) -> subprocess.Popen:
    """The supervisor with web and worker, in a session of its own, so that all of it can be ended."""
    with (folder / "start.log").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "config.embedded"],
            cwd=PROJECT,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def _wait_until_healthy(process: subprocess.Popen, address: str, folder: Path) -> None:
    deadline = time.monotonic() + START_WITHIN_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/health/", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            pass
        time.sleep(0.1)
    logs = [path.read_text(errors="replace")[-2000:] for path in sorted(folder.rglob("*.log"))]
    how = f"ended with {process.poll()}" if process.poll() is not None else f"silent for {START_WITHIN_S} s"
    raise DidNotStart("\n".join([f"{address}: {how}", *logs]))


def _stop(process: subprocess.Popen) -> None:
    """The supervisor ends its processes; a session of its own, so that no child outlives a hard end."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_WITHIN_S)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
