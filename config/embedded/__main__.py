"""Starts the embedded system in the foreground; Ctrl-C stops all of it.

Environment: PORT (8000), HOST (127.0.0.1), and every setting of config/settings.py.
"""

import os
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import environ

from config.embedded import host_and_port, own_address

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
READY_WITHIN_S = 60


def main() -> None:
    """Write the supervisor's configuration, tell the addresses once they answer, become the supervisor."""
    environ.Env.read_env(PROJECT / ".env")
    host, port = host_and_port()
    address = own_address()
    os.environ.setdefault("PUBLIC_BASE_URL", address)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ["BEAT_IN_WORKER"] = "1"
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(PROJECT), os.environ.get("PYTHONPATH")]))
    _refuse_a_taken_port(host, port)
    var = Path(os.environ.get("VAR_DIR", PROJECT / "var")).resolve()
    configuration = _write_configuration(var, host, port)
    sys.stdout.flush()
    if os.fork() == 0:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C while waiting: end without a word
        _tell_when_ready(address, var)
        os._exit(0)
    os.chdir(PROJECT)
    arguments = [sys.executable, "-m", "supervisor.supervisord", "--nodaemon", "--silent", "-c", str(configuration)]
    os.execv(sys.executable, arguments)  # noqa: S606


def _refuse_a_taken_port(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            sys.exit(f"Port {port} of {host} cannot be used ({problem.strerror}). Mend: make run PORT={port + 1}")


def _write_configuration(var: Path, host: str, port: int) -> Path:
    """supervisord.conf with this machine's paths, in var/."""
    (var / "log").mkdir(parents=True, exist_ok=True)
    text = (HERE / "supervisord.conf").read_text()
    values = {"@PYTHON@": sys.executable, "@VAR@": str(var), "@PROJECT@": str(PROJECT), "@BIND@": f"{host}:{port}"}
    for name, value in values.items():
        text = text.replace(name, value.replace("%", "%%"))
    path = var / "supervisord.conf"
    path.write_text(text)
    return path


def _tell_when_ready(address: str, var: Path) -> None:
    """Wait until the system answers, then say where it is; or say where to look."""
    deadline = time.monotonic() + READY_WITHIN_S
    while not _answers(address):
        if time.monotonic() > deadline or os.getppid() == 1:
            print(f"\nNothing answers at {address} yet. What went wrong stands in {var / 'log'}\n", flush=True)
            return
        time.sleep(0.2)
    logins = var / "demo-logins.txt"
    lines = ["", f"  Residents      {address}/", f"  Staff          {address}/login/"]
    if os.environ.get("MESSAGE_GATEWAY", "simulator") == "simulator":
        lines.append(f"  Telephones     {address}/sim/   (simulated: nothing leaves this machine)")
    lines += [f"  Health         {address}/health/", f"  Logs           {var / 'log'}", ""]
    if logins.exists():
        lines += [f"  {line}" for line in logins.read_text().splitlines()] + [""]
    print("\n".join([*lines, "  Ctrl-C stops everything.", ""]), flush=True)


def _answers(address: str) -> bool:
    """Whether /health/ says 200: web, database and sweeper are there."""
    try:
        with urllib.request.urlopen(f"{address}/health/", timeout=3) as answer:  # noqa: S310
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


if __name__ == "__main__":
    main()
