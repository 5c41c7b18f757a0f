"""The two shapes of the system, each with a database of its own: started, found healthy, always stopped by number."""

import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import redis

from demo.system import PROJECT, DidNotStart, free_port
from tests.provider import ACCOUNT, TOKEN

START_WITHIN_S, STOP_WITHIN_S = 90, 20
# As in docker-compose.yml
WEB = ["-m", "gunicorn", "config.wsgi", "--workers", "2", "--worker-class", "gthread", "--threads", "24"]
WEB += ["--keep-alive", "75", "--graceful-timeout", "20", "--worker-tmp-dir", "/dev/shm", "--no-control-socket"]
WORKER = ["-m", "celery", "-A", "config", "worker", "--pool", "threads", "--concurrency", "8", "--without-gossip"]
WORKER += ["--without-mingle", "--loglevel", "WARNING"]
BEAT = ["-m", "celery", "-A", "config", "beat", "--pidfile", "", "--loglevel", "WARNING"]


@dataclass
class Running:
    """A system that answers: its address, its environment for commands, and the processes it began with."""

    shape: str
    address: str
    environment: dict[str, str]
    roots: list[subprocess.Popen] = field(default_factory=list)

    def run(self, *arguments: str) -> None:
        """A command of the project in this system's environment; raises when it fails."""
        subprocess.run([sys.executable, *arguments], cwd=PROJECT, env=self.environment, check=True)


@contextmanager
def system(shape: str, provider_url: str, fill: list[str]) -> Iterator[Running]:
    """`embedded` or `services` with an empty database, filled by demo.bench.fill, then started."""
    with ExitStack() as stack:
        folder = Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="seals-bench-", ignore_cleanup_errors=True))
        )
        port = free_port()
        address = f"http://127.0.0.1:{port}"
        if shape == "embedded":
            own = {"DATABASE_URL": f"sqlite:///{folder}/seals.sqlite3", "BROKER_URL": "filesystem://"}
            commands = [["-m", "config.embedded"]]
        else:
            own = {
                "DATABASE_URL": stack.enter_context(_own_database(os.environ["BENCH_DATABASE_URL"])),
                "BROKER_URL": stack.enter_context(_empty_redis(os.environ["BENCH_REDIS_URL"])),
                "SEND_THREADS": "24",
            }
            commands = [[*WEB, "--bind", f"127.0.0.1:{port}"], WORKER, [*BEAT, "--schedule", str(folder / "beat")]]
        running = Running(shape, address, _environment(folder, address, port, provider_url) | own)
        running.run("manage.py", "migrate", "-v0")
        running.run("-m", "demo.bench.fill", *fill)
        stack.callback(_stop, running)
        for number, command in enumerate(commands):
            log = stack.enter_context((folder / f"{number}.log").open("wb"))
            running.roots.append(_start(command, running.environment, log))
        _wait_until_healthy(running, folder)
        yield running


def _environment(folder: Path, address: str, port: int, provider_url: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "VIRTUAL_ENV") if name in os.environ}
    return {
        **kept,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "VAR_DIR": str(folder),
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "PUBLIC_BASE_URL": address,
        "SECRET_KEY": secrets.token_urlsafe(50),
        "DEMO": "1",  # people of the demonstration log in without a telephone
        "LOG_LEVEL": "WARNING",
        "AUTO_DISPATCH": "P2",
        "MESSAGE_GATEWAY": "twilio",
        "TWILIO_ACCOUNT_SID": ACCOUNT,
        "TWILIO_AUTH_TOKEN": TOKEN,
        "TWILIO_FROM": "+15005550006",
        "TWILIO_API_BASE_URL": provider_url,
    }


# Servers: a database made and dropped, a Redis number found empty and left empty -----------------------------------
@contextmanager
def _own_database(url: str) -> Iterator[str]:
    name = f"seals_bench_{os.getpid()}"
    _as_administrator(url, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    _as_administrator(url, f'CREATE DATABASE "{name}"')
    try:
        yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
    finally:
        _as_administrator(url, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _as_administrator(url: str, statement: str) -> None:
    connection = psycopg2.connect(urlunsplit(urlsplit(url)._replace(scheme="postgresql")))
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(statement)
    connection.close()


@contextmanager
def _empty_redis(url: str) -> Iterator[str]:
    client = redis.Redis.from_url(url)
    if client.dbsize():
        raise SystemExit("BENCH_REDIS_URL holds keys of somebody. Mend: name an empty number, such as redis://host/15")
    try:
        yield url
    finally:
        for key in client.scan_iter():
            client.delete(key)
        client.close()


def servers() -> list[str]:
    """Names and versions of the servers the services shape stands on."""
    connection = psycopg2.connect(urlunsplit(urlsplit(os.environ["BENCH_DATABASE_URL"])._replace(scheme="postgresql")))
    number = str(connection.server_version)
    connection.close()
    client = redis.Redis.from_url(os.environ["BENCH_REDIS_URL"])
    found = f"Redis {client.info('server')['redis_version']}"
    client.close()
    return [f"PostgreSQL {number[:-4]}.{int(number[-4:])}", found]


# Processes -----------------------------------------------------------------------------------------------------------
def _start(command: list[str], environment: dict[str, str], log) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, *command],
        cwd=PROJECT,
        env=environment,
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def _wait_until_healthy(running: Running, folder: Path) -> None:
    deadline = time.monotonic() + START_WITHIN_S
    while time.monotonic() < deadline and all(process.poll() is None for process in running.roots):
        try:
            with urllib.request.urlopen(f"{running.address}/health/", timeout=3) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            pass
        time.sleep(0.2)
    logs = [path.read_text(errors="replace")[-2000:] for path in sorted(folder.rglob("*.log"))]
    raise DidNotStart("\n".join([f"{running.shape} at {running.address} did not answer", *logs]))


def _stop(running: Running) -> None:
    for process in running.roots:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
    deadline = time.monotonic() + STOP_WITHIN_S
    for process in running.roots:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@contextmanager
def provider() -> Iterator[str]:
    """The phone company of the tests as a process of its own; gives its address."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.provider", "--port", str(port)], cwd=PROJECT, stdout=subprocess.DEVNULL
    )
    try:
        deadline = time.monotonic() + START_WITHIN_S
        while time.monotonic() < deadline:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/_control/texts", timeout=3).close()
                break
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(STOP_WITHIN_S)
