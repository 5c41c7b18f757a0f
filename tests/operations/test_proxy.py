"""The proxy as it is configured: TLS, the true address of the visitor, a limit, a plain word when web is away."""

import http.client
import shutil
import socket
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.operations.containers import ROOT
from tests.operations.knocking import Visitor
from tests.operations.proxies import proxy

MEGABYTE = 1024 * 1024


class Web(BaseHTTPRequestHandler):
    """Remembers what the proxy handed on."""

    protocol_version = "HTTP/1.1"
    heard: list = []

    def do_GET(self):
        length = int(self.headers.get("Content-Length") or 0)
        while length > 0 and (piece := self.rfile.read(min(length, MEGABYTE))):
            length -= len(piece)
        self.heard.append(self.headers)
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.send_header("X-Content-Type-Options", "from web")
        self.end_headers()
        self.wfile.write(b"ok")

    do_POST = do_GET

    def log_message(self, *_):
        """Silent."""


@pytest.fixture(scope="module")
def web():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Web)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # the proxy hangs up on what is too large
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def front(web, tmp_path_factory):
    with proxy(tmp_path_factory.mktemp("proxy"), f"127.0.0.1:{web}") as found:
        yield found


def visitor(front, source="127.0.0.1"):
    return Visitor(front.https_port, public=front.public, certificate=front.certificate, source=source)


def test_web_hears_the_true_address_whatever_the_visitor_claims(front):
    lies = {"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "http", "X-Forwarded-Host": "evil.example"}
    assert visitor(front, "127.0.0.5").ask("GET", "/", headers=lies)[0] == 200
    heard = Web.heard[-1]
    assert heard.get_all("X-Forwarded-For") == ["127.0.0.5"]
    assert heard.get_all("X-Forwarded-Proto") == ["https"]
    assert heard["Host"] == f"localhost:{front.https_port}"
    assert heard["X-Forwarded-Host"] == heard["Host"]


def test_http_is_sent_on_to_https(front):
    line = http.client.HTTPConnection("127.0.0.1", front.http_port, timeout=10)
    line.request("GET", "/s/x/?a=1", headers={"Host": f"localhost:{front.http_port}"})
    answer = line.getresponse()
    line.close()
    assert answer.status in {301, 308}
    assert answer.headers["Location"] in {f"{front.public}/s/x/?a=1", "https://localhost/s/x/?a=1"}


def test_headers_say_nothing_about_the_server_and_those_of_web_stay(front):
    _, headers, _ = visitor(front).ask("GET", "/")
    assert not {"Server", "Via"} & set(headers)
    assert headers.get_all("X-Content-Type-Options") == ["from web"]


def test_six_photos_pass_and_more_does_not(front):
    status, _, _ = visitor(front).ask("POST", "/report/", b"x" * (98 * MEGABYTE))
    assert status == 200
    try:
        status, _, _ = visitor(front).ask("POST", "/report/", b"x" * (110 * MEGABYTE))
    except (ConnectionError, OSError):  # hung up while we were still sending: refused as well
        status = 413
    assert status == 413


def test_while_web_is_away_people_read_what_to_do_and_no_address_is_logged(tmp_path):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        with proxy(tmp_path, f"127.0.0.1:{nobody.getsockname()[1]}") as found:
            status, headers, body = visitor(found).ask(
                "GET", "/s/secret-word-of-a-link/", headers={"Referer": f"{found.public}/go/secret-word-too/"}
            )
        said = found.log.read_text()
    assert (status, headers["Retry-After"]) == (502, "15")
    assert "call the hotline" in body.decode()
    assert "secret-word" not in said


@pytest.mark.parametrize("tls", ["", "tls internal"])
def test_the_other_ways_to_a_certificate_are_sound(tmp_path, tls):
    if not shutil.which("caddy"):
        pytest.skip("caddy is not installed (apt install caddy)")
    environment = {
        "PATH": "/usr/bin:/bin",
        "HOME": str(tmp_path),
        "SITE_ADDRESS": "seals.example.org",
        "PROXY_TLS": tls,
    }
    done = subprocess.run(
        [shutil.which("caddy"), "validate", "--adapter", "caddyfile", "--config", ROOT / "deploy/Caddyfile"],
        check=False, env=environment | {"PROXY_TLS": tls}, cwd=tmp_path, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Valid configuration" in done.stdout + done.stderr
