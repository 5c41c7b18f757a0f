"""The containers without a container: each command of docker-compose.yml as a process of this machine.

The tree is what .dockerignore lets into the image, made ready by the Dockerfile's own line, read-only, and used by
somebody without rights; the environment is .env.example filled in and what compose adds to it.
"""

import fnmatch
import os
import re
import shutil
import signal
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
STOP_WITHIN_S = 20


def _let_in(name: str, patterns: list[str]) -> bool:
    parts = Path(name).parts
    for pattern in patterns:
        if pattern.startswith("**/"):
            if any(fnmatch.fnmatch(part, pattern[3:]) for part in parts):
                return False
        elif fnmatch.fnmatch(parts[0], pattern):
            return False
    return True


def build(place: Path) -> Path:
    """The /app of the image, in place/app."""
    app = place / "app"
    ignored = [line for line in (ROOT / ".dockerignore").read_text().split("\n") if line and not line.startswith("#")]
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], check=True, cwd=ROOT, capture_output=True, text=True
    ).stdout.splitlines()
    for name in filter(lambda name: _let_in(name, ignored) and (ROOT / name).is_file(), listed):
        (app / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, app / name)
    (made,) = re.findall(r"^RUN (/venv/bin/python .*)$", (ROOT / "Dockerfile").read_text(), re.M)
    subprocess.run(made.replace("/venv/bin/python", sys.executable), shell=True, check=True, cwd=app, env=_bare())
    for folder, _, files in os.walk(app, topdown=False):
        for name in files:
            Path(folder, name).chmod(0o444)
        Path(folder).chmod(0o555)
    return app


def demolish(place: Path) -> None:
    """Take a built tree away again."""
    for folder, _, _ in os.walk(place):
        Path(folder).chmod(0o700)
    shutil.rmtree(place, ignore_errors=True)


def _bare() -> dict[str, str]:
    return {"PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin", "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}


def without_rights() -> list[str]:
    """What takes root's power from a command, as cap_drop and no-new-privileges do; others have none to lose.

    Root may then write only what root owns and may write by its mode: the built tree is read-only to it too. It may
    still look into every folder, since the socket of a private PostgreSQL lies in one of somebody else's.
    """
    if os.geteuid() != 0:
        return []
    assert shutil.which("setpriv"), "setpriv (util-linux) is missing: run this as somebody who is not root"
    return ["setpriv", "--bounding-set=-all,+dac_read_search", "--inh-caps=-all", "--no-new-privs", "--"]


def substituted(value: str, names: dict[str, str]) -> str:
    """${NAME}, ${NAME:-other} and ${NAME:?why} as compose reads them."""

    def one(match: re.Match) -> str:
        name, how, other = match[1], match[2], match[3] or ""
        if names.get(name):
            return names[name]
        assert how != ":?", f"{name}: {other}"
        return other

    return re.sub(r"\$\{([A-Z_]+)(?:(:[-?])([^}]*))?\}", one, value)


def filled_in(**answers: str) -> dict[str, str]:
    """.env as somebody leaves it who copied .env.example and answered what it asks for."""
    lines = re.findall(r"^([A-Z_]+)=(.*)$", (ROOT / ".env.example").read_text(), re.M)
    return dict(lines) | answers


@dataclass
class Machine:
    """What all containers share here: the tree, the volume, the addresses of the servers, the public address."""

    app: Path
    place: Path
    env_file: dict[str, str]
    database: str
    broker: str
    web_port: int
    public: str
    running: dict[str, subprocess.Popen] = field(default_factory=dict)

    @property
    def files(self) -> Path:
        return self.place / "files"

    def environment(self, service: str) -> dict[str, str]:
        """The container's environment, with only the addresses of this machine put in."""
        given = COMPOSE["services"][service]["environment"]
        own = {name: substituted(str(value), self.env_file) for name, value in given.items()}
        assert own["DATABASE_URL"].endswith("@db:5432/seals")
        assert own["BROKER_URL"] == "redis://redis:6379/0"
        assert own["PUBLIC_BASE_URL"] == f"https://{self.env_file['SITE_HOST']}"
        here = {
            "DATABASE_URL": self.database,
            "BROKER_URL": self.broker,
            "PUBLIC_BASE_URL": self.public,
            "VAR_DIR": str(self.files),
            "MEDIA_ROOT": str(self.files / "media"),
            "TMPDIR": str(self.place / "tmp"),
            "PORT": str(self.web_port),
        }
        return _bare() | {"PYTHONUNBUFFERED": "1"} | self.env_file | own | here

    def command(self, service: str) -> list[str]:
        """The container's command, with only the port and /tmp of this machine put in."""
        words = [str(word) for word in COMPOSE["services"][service]["command"]]
        words = [word.replace("0.0.0.0:8000", f"127.0.0.1:{self.web_port}") for word in words]
        return [re.sub(r"^/tmp/", f"{self.place}/tmp/", word) for word in words]

    def options(self, service: str) -> dict:
        return {"cwd": self.app, "env": self.environment(service)}

    def run(self, service: str, *command: str) -> subprocess.CompletedProcess:
        """One command to its end in that container."""
        words = [*without_rights(), *(command or self.command(service))]
        return subprocess.run(words, check=False, capture_output=True, text=True, **self.options(service))

    def start(self, service: str) -> subprocess.Popen:
        words = [*without_rights(), *self.command(service)]
        with (self.place / f"{service}.log").open("ab") as log:
            self.running[service] = subprocess.Popen(
                words, stdout=log, stderr=subprocess.STDOUT, start_new_session=True, **self.options(service)
            )
        return self.running[service]

    def log(self, service: str) -> str:
        return (self.place / f"{service}.log").read_text(errors="replace")

    def stop(self, service: str) -> int:
        """SIGTERM as `docker stop` sends it; its exit code."""
        process = self.running.pop(service)
        process.send_signal(signal.SIGTERM)
        try:
            return process.wait(STOP_WITHIN_S)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            return -signal.SIGKILL

    def memory_mb(self, service: str) -> float:
        """Proportional set size of the container's processes (Linux)."""
        leader, kilobytes = self.running[service].pid, 0
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                if os.getpgid(int(entry.name)) == leader:
                    found = re.search(r"^Pss:\s+(\d+)", (entry / "smaps_rollup").read_text(), re.M)
                    kilobytes += int(found[1]) if found else 0
            except (OSError, ProcessLookupError):
                continue  # it ended while we looked
        return kilobytes / 1024


@contextmanager
def machine(place: Path, **known):
    """A built tree with a volume of its own; every process ends with it."""
    for name in ("files", "tmp"):
        (place / name).mkdir()
    found = Machine(app=build(place), place=place, **known)
    with ExitStack() as stack:
        stack.callback(lambda: [found.stop(name) for name in list(found.running)])
        yield found


def server(variable: str) -> str:
    """The address of a real server, or the test is skipped."""
    if not os.environ.get(variable):
        pytest.skip(f"{variable} names no server")
    return os.environ[variable]
