"""The embedded system with real processes: it answers, outlives a killed worker, and Ctrl-C ends all of it."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent.parent
PATIENCE_S = 60  # a loaded machine; usually three seconds


def health(port) -> dict:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/", timeout=3) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as refused:
        return json.load(refused)
    except OSError:
        return {}


def until(condition):
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        if found := condition():
            return found
        time.sleep(0.2)
    pytest.fail("it did not happen in time")


def worker_of(supervisor: int) -> int | None:
    """The number of the Celery process among the supervisor's children (Linux)."""
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            parent = (entry / "stat").read_text().rsplit(")", 1)[1].split()[1]
            if int(parent) == supervisor and b"celery" in (entry / "cmdline").read_bytes():
                return int(entry.name)
        except OSError:
            continue  # it ended while we looked
    return None


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for the worker in /proc")
def test_it_answers_outlives_a_killed_worker_and_ends_whole(tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = {"VAR_DIR": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}", "PORT": str(port)}
    environment = {**os.environ, **own, "DJANGO_SETTINGS_MODULE": "config.settings", "BROKER_URL": "filesystem://"}
    environment |= {"MESSAGE_GATEWAY": "simulator", "DEMO": "1", "PUBLIC_BASE_URL": f"http://127.0.0.1:{port}"}
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=PROJECT, env=environment, check=True)
    command = [sys.executable, "-m", "config.embedded"]
    with subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, text=True) as system:
        try:
            assert until(lambda: health(port).get("engine") == "runs")
            first = worker_of(system.pid)
            os.kill(first, signal.SIGKILL)
            assert until(lambda: worker_of(system.pid) not in (None, first))
            assert until(lambda: (health(port).get("last_sweep_age_s") or 99) < 3)
        finally:
            system.send_signal(signal.SIGINT)
            told = system.communicate(timeout=PATIENCE_S)[0]
    assert f"http://127.0.0.1:{port}/sim/" in told
    assert health(port) == {}
