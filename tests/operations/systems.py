"""A system of its own in a folder: its environment, its commands, what is in it."""

import hashlib
import json
import os
import secrets
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest

PROJECT = Path(__file__).resolve().parents[2]
FORGOTTEN = ("DATABASE_URL", "BROKER_URL", "MEDIA_ROOT", "BACKUPS", "PUBLIC_BASE_URL", "ALLOWED_HOSTS", "SECRET_KEY")


@dataclass
class Installed:
    """One installation: a folder, perhaps a database elsewhere. Commands run as processes of their own."""

    var: Path
    database: str = ""
    more: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return self.database or f"sqlite:///{self.var / 'seals.sqlite3'}"

    @property
    def environment(self) -> dict[str, str]:
        plain = {name: value for name, value in os.environ.items() if name not in FORGOTTEN}
        own = {"VAR_DIR": str(self.var), "DATABASE_URL": self.url, "DEMO": "1", "DEBUG": "0", "NUDGES": "0"}
        return plain | own | {"MESSAGE_GATEWAY": "simulator", "DJANGO_SETTINGS_MODULE": "config.settings"} | self.more

    def run(self, *arguments: str, fails: bool = False) -> str:
        """The words of a command of python; it must succeed, or with `fails` must not."""
        done = subprocess.run(
            [sys.executable, *arguments], check=False, cwd=PROJECT, env=self.environment, capture_output=True, text=True
        )
        assert bool(done.returncode) == fails, done.stdout + done.stderr
        return done.stdout + done.stderr

    def manage(self, *arguments: str, fails: bool = False) -> str:
        return self.run("manage.py", *arguments, fails=fails)

    def fill(self, *, small: bool) -> "Installed":
        self.run("-m", "tests.operations.fill", *(["--small"] if small else []))
        return self

    def rows(self) -> dict[str, list]:
        return json.loads(self.run("-m", "tests.operations.fingerprints"))

    def photos(self) -> dict[str, str]:
        root = self.var / "media"
        return {
            path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in root.rglob("*")
            if path.is_file()
        }

    def secret(self) -> str:
        return (self.var / "secrets.json").read_text()


@contextmanager
def own_postgres():
    """The address of an empty database on the server of TEST_DATABASE_URL, dropped at the end."""
    import psycopg2

    server = os.environ.get("TEST_DATABASE_URL")
    if not server:
        pytest.skip("TEST_DATABASE_URL names no PostgreSQL server")
    name = f"seals_try_{secrets.token_hex(6)}"
    connection = psycopg2.connect(urlsplit(server)._replace(path="/postgres").geturl())
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name}")
            try:
                yield urlsplit(server)._replace(path=f"/{name}", scheme="postgres").geturl()
            finally:
                cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    finally:
        connection.close()
