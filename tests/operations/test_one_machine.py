"""The small centre's installation, as deploy/seals.service starts it: SQLite, no broker, Twilio, no demo data."""

import configparser
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.operations.containers import ROOT, build, demolish, without_rights
from tests.operations.knocking import CENTRE, Visitor, until
from tests.operations.proxies import free_port
from tests.provider import ACCOUNT, TOKEN, Provider


def unit(name: str) -> configparser.ConfigParser:
    """A file of systemd, as far as its syntax is that of an ini file."""
    read = configparser.ConfigParser(interpolation=None, strict=False, delimiters=("=",))
    read.optionxform = str
    read.read(ROOT / "deploy" / name)
    return read


def command(name: str, key: str) -> list[str]:
    words = shlex.split(unit(name)["Service"][key])
    assert words[0] == "/srv/seals/.venv/bin/python"
    return [*without_rights(), sys.executable, *words[1:]]


def plain_environment() -> dict[str, str]:
    """What systemd gives: next to nothing. All settings come from .env."""
    return {"PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}


@pytest.fixture(scope="module")
def company():
    with Provider() as provider:
        yield provider


@pytest.fixture(scope="module")
def srv(company):
    """/srv/seals with .env.example answered as its part for one machine asks."""
    place = Path(tempfile.mkdtemp(prefix="seals-one-machine-"))
    try:
        app = build(place)
        for folder, _, files in os.walk(app):
            Path(folder).chmod(0o700)
            for name in files:
                Path(folder, name).chmod(0o600)
        shutil.rmtree(app / "staticfiles")
        port = free_port()
        answers = {
            "PUBLIC_BASE_URL": "https://seals.example.org",
            "ALLOWED_HOSTS": "seals.example.org",
            "BEHIND_PROXY": "1",
            "HOST": "127.0.0.1",
            "PORT": str(port),
            "TWILIO_ACCOUNT_SID": ACCOUNT,
            "TWILIO_AUTH_TOKEN": TOKEN,
            "TWILIO_FROM": company.company.number,
            "TWILIO_API_BASE_URL": company.url,
        }
        text = (ROOT / ".env.example").read_text()
        for name, value in answers.items():
            text, found = re.subn(rf"^(?:# )?{name}=.*$", f"{name}={value}", text, flags=re.M)
            assert found == 1, name
        (app / ".env").write_text(text)
        yield app, port
    finally:
        demolish(place)


@pytest.fixture(scope="module")
def _running(srv):
    app, port = srv
    prepared = subprocess.run(
        command("seals.service", "ExecStartPre"), check=False, cwd=app, env=plain_environment(), capture_output=True,
        text=True,
    )  # fmt: skip
    assert prepared.returncode == 0, prepared.stderr
    log = app / "start.log"
    with log.open("wb") as out:
        system = subprocess.Popen(
            command("seals.service", "ExecStart"), cwd=app, env=plain_environment(), stdout=out, stderr=out,
            start_new_session=True,
        )  # fmt: skip
    try:
        until(lambda: health(port).get("engine") == "runs", log.read_text)
        yield system
    finally:
        system.send_signal(signal.SIGTERM)
        try:
            ended = system.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(system.pid, signal.SIGKILL)
            ended = system.wait()
        assert ended == 0


def visitor(port) -> Visitor:
    return Visitor(port, public="https://seals.example.org")


def health(port) -> dict:
    try:
        return json.loads(visitor(port).ask("GET", "/health/")[2])
    except OSError:
        return {}


@pytest.mark.usefixtures("_running")
def test_the_first_evening_then_a_report_in_and_a_text_out(srv, company):
    _, port = srv
    somebody = visitor(port)
    status, _, body = somebody.send(somebody.page("/setup/"), "", **CENTRE)
    assert status == 302, body.decode()[:2000]
    resident = visitor(port)
    status, _, _ = resident.send(
        resident.page("/"), "/report/", place_words="Баутино, жағада, тірі", alive="yes", phone="8 702 555 09 01"
    )
    assert status == 302
    text = until(
        lambda: next((text for text in company.company.texts if text.to == "+77025550901"), None), "a text went out"
    )
    assert "https://seals.example.org/s/" in text.body


@pytest.mark.usefixtures("_running")
def test_it_is_no_demonstration(srv):
    app, port = srv
    told = health(port)
    assert (told["database"], told["broker"], told["gateway"]) == ("ok", "ok", "twilio")
    assert visitor(port).ask("GET", "/sim/")[0] == 404
    assert not (app / "var" / "demo-logins.txt").exists()


@pytest.mark.usefixtures("_running")
def test_the_nightly_back_up_is_made_while_it_runs(srv):
    app, _ = srv
    done = subprocess.run(
        command("seals-backup.service", "ExecStart"), check=False, cwd=app, env=plain_environment(),
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert len(list((app / "var" / "backups").glob("seals-*.tar.gz"))) == 1


def test_the_unit_files_agree_with_each_other_and_the_page():
    service, nightly = unit("seals.service")["Service"], unit("seals-backup.service")["Service"]
    page = (ROOT / "docs/operations.md").read_text()
    for key in ("User", "WorkingDirectory"):
        assert service[key] == nightly[key]
        assert service[key] in page
    assert service["ReadWritePaths"] == service["WorkingDirectory"]
    assert unit("seals-backup.timer")["Timer"]["OnCalendar"] == "*-*-* 03:30:00"


def test_systemd_itself_reads_the_unit_files(tmp_path):
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is not installed (apt install systemd)")
    names = ["seals.service", "seals-backup.service", "seals-backup.timer"]
    for name in names:
        text = (ROOT / "deploy" / name).read_text()
        text = text.replace("/srv/seals/.venv/bin/python", os.path.realpath(sys.executable))
        (tmp_path / name).write_text(text.replace("User=seals", "User=root").replace("/srv/seals", str(tmp_path)))
    verdict = subprocess.run(
        ["systemd-analyze", "verify", *(tmp_path / name for name in names)], check=False, capture_output=True, text=True
    )
    ours = [line for line in verdict.stderr.splitlines() if "seals" in line]
    assert not ours
