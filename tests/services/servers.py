"""Private PostgreSQL and Redis for tests: in a folder of their own, stopped by number, nobody else's touched.

As root PostgreSQL runs as an unprivileged user, which it insists on. Its socket lies in a folder that only that user
(and root) can enter; Redis listens on a free port of the loopback behind a password.
"""

import contextlib
import getpass
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

READY_WITHIN_S = 60
# A test's database may be lost with the power, and gives no more connections than tests ask for
POSTGRES = """
listen_addresses = ''
max_connections = 400
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum_naptime = 10min
jit = off
"""


class Lacking(Exception):
    """A server's program is not on this machine; the text says the mend."""


def program(name: str) -> str:
    """Where a program of PostgreSQL or Redis is; Debian keeps those of PostgreSQL out of PATH. Raises Lacking."""
    newest_first = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    found = next((str(path) for path in newest_first), None) or shutil.which(name)
    if found is None:
        package = "redis-server" if name.startswith("redis") else "postgresql"
        raise Lacking(f"{name} is not on this machine. Mend: apt install {package}")
    return found


def unprivileged() -> str:
    """The user PostgreSQL runs as: ourselves, unless we are root."""
    if os.geteuid() != 0:
        return getpass.getuser()
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


class Server:
    """A process that can be stopped, killed, frozen and started again on the same address."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        """Start and wait until it answers; raises RuntimeError with its log when it does not."""
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(self._command(), stdout=log, stderr=log, cwd=self.folder, **self._as())
        deadline = time.monotonic() + READY_WITHIN_S
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise RuntimeError((self.folder / "log").read_text(errors="replace")[-2000:])
            time.sleep(0.05)

    def stop(self, by: signal.Signals = signal.SIGINT) -> None:
        """End the process we started, by its number, and wait for it."""
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.process.send_signal(by)
        try:
            self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    def freeze(self) -> None:
        """It keeps its connections and answers nothing."""
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """It goes on where it stood."""
        self.process.send_signal(signal.SIGCONT)

    def _as(self) -> dict:
        return {}

    def _command(self) -> list[str]:
        raise NotImplementedError

    def answers(self) -> bool:
        """Whether it serves now."""
        raise NotImplementedError


class Postgres(Server):
    """PostgreSQL in a folder, reached through a socket in it; user postgres, no password."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.user = unprivileged()
        if os.geteuid() == 0:
            shutil.chown(folder, self.user)
        folder.chmod(0o700)
        options = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        command = [program("initdb"), "-D", str(folder / "data"), *options]
        made = subprocess.run(command, check=False, cwd=folder, capture_output=True, text=True, **self._as())
        if made.returncode:
            raise RuntimeError(made.stderr[-2000:])
        with (folder / "data" / "postgresql.conf").open("a") as conf:
            conf.write(f"{POSTGRES}unix_socket_directories = '{folder}'\n")

    def url(self, database: str) -> str:
        """Its address, as DATABASE_URL takes it."""
        return f"postgres://postgres@/{database}?host={self.folder}"

    def answers(self) -> bool:
        command = [program("pg_isready"), "-q", "-h", str(self.folder), "-U", "postgres"]
        return subprocess.run(command, check=False).returncode == 0

    def _command(self) -> list[str]:
        return [program("postgres"), "-D", str(self.folder / "data")]

    def _as(self) -> dict:
        if os.geteuid() != 0:
            return {}
        entry = pwd.getpwnam(self.user)
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


class Redis(Server):
    """Redis that keeps nothing on disk: stopped and started again it is empty."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.password = secrets.token_hex(16)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        lines = ["bind 127.0.0.1", f"port {self.port}", f"requirepass {self.password}", 'save ""', "appendonly no"]
        configuration = folder / "redis.conf"
        configuration.touch(mode=0o600)
        configuration.write_text("\n".join(lines))

    @property
    def url(self) -> str:
        """Its address, as BROKER_URL takes it."""
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as line:
                line.sendall(f"AUTH {self.password}\r\nPING\r\n".encode())
                said = b""
                while b"PONG" not in said and (part := line.recv(100)):
                    said += part
                return b"PONG" in said
        except OSError:
            return False

    def _command(self) -> list[str]:
        return [program("redis-server"), str(self.folder / "redis.conf")]


@contextlib.contextmanager
def private(kind: type[Server]) -> Iterator[Server]:
    """A server of our own for the length of the block; its folder goes with it."""
    with tempfile.TemporaryDirectory(prefix="seals-") as name:
        server = kind(Path(name))
        server.start()
        try:
            yield server
        finally:
            server.stop()
