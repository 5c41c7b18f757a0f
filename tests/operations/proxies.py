"""The proxy of docker-compose.yml as a process of this machine, with a certificate made for the moment."""

import shutil
import socket
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.operations.containers import ROOT, STOP_WITHIN_S
from tests.operations.knocking import until


@dataclass(frozen=True)
class Proxy:
    """Where it listens, the certificate to trust, and what it wrote."""

    https_port: int
    http_port: int
    certificate: Path
    log: Path

    @property
    def public(self) -> str:
        return f"https://localhost:{self.https_port}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def proxy(place: Path, upstream: str, *, https_port: int = 0):
    """Caddy with deploy/Caddyfile in front of `upstream`; skipped where Caddy or openssl is not installed."""
    for tool in ("caddy", "openssl"):
        if not shutil.which(tool):
            pytest.skip(f"{tool} is not installed (apt install {tool})")
    key, certificate = place / "key.pem", place / "full.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    found = Proxy(https_port or free_port(), free_port(), certificate, place / "proxy.log")
    environment = {
        "PATH": "/usr/bin:/bin",
        "HOME": str(place),
        "SITE_ADDRESS": "localhost",
        "PROXY_TLS": f"tls {certificate} {key}",
        "UPSTREAM": upstream,
        "HTTP_PORT": str(found.http_port),
        "HTTPS_PORT": str(found.https_port),
    }
    command = [shutil.which("caddy"), "run", "--adapter", "caddyfile", "--config", str(ROOT / "deploy/Caddyfile")]
    with found.log.open("wb") as log:
        process = subprocess.Popen(command, env=environment, cwd=place, stdout=log, stderr=subprocess.STDOUT)
    try:
        until(lambda: process.poll() is not None or _answers(found.https_port), found.log.read_text)
        assert process.poll() is None, found.log.read_text()
        yield found
    finally:
        process.terminate()
        try:
            process.wait(STOP_WITHIN_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
