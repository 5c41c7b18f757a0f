"""The HTTP server: reads Twilio's requests, answers or misbehaves as told, and has a small control door."""

import base64
import contextlib
import json
import socket
import struct
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from tests.provider import api
from tests.provider.callbacks import Call, Caller, message_call
from tests.provider.company import ACCOUNT, TOKEN, Attachment, Company, Heard, Text
from tests.provider.control import control
from tests.provider.faults import Fault

LONGEST_SILENCE_S = 120


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 512
    allow_reuse_address = True
    provider: "Provider"

    def handle_error(self, request, client_address) -> None:
        """A caller that hangs up is what several faults are about."""


class Provider:
    """The phone company as a server of this process: start, stop (connection refused), start again on its port."""

    def __init__(
        self,
        port: int = 0,
        *,
        account: str = ACCOUNT,
        token: str = TOKEN,
        delay_ms: int = 0,
        callbacks: str = "never",
        callback_base: str = "",
    ) -> None:
        self.company = Company(account, token)
        self.company.delay_ms = delay_ms
        self.caller = Caller(callback_base, callbacks)
        self.woken = threading.Event()  # ends every silence
        self._port, self._server = port, None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> "Provider":
        self.woken.clear()
        self._server = _Server(("127.0.0.1", self._port), _Handler)
        self._server.provider = self
        self._port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True, name="provider").start()
        return self

    def stop(self) -> None:
        """From now on nobody listens; silent requests end."""
        self.woken.set()
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def __enter__(self) -> "Provider":
        return self.start()

    def __exit__(self, *_) -> None:
        self.stop()
        self.caller.close()

    def webhook(self, text: Text, base: str) -> Call:
        """The signed request that brings this incoming text to the system whose public address is `base`."""
        return message_call(self.company, text, f"{base}/hooks/twilio/message/", self.url)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server
    timeout = 300

    def setup(self) -> None:
        super().setup()
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.number = next(self.server.provider.company.connections)

    def log_message(self, *_) -> None:
        """Silent: what arrived is asked for at the control door."""

    def do_GET(self) -> None:
        self._handle()

    do_POST = do_DELETE = do_GET

    def _handle(self) -> None:
        provider, parts = self.server.provider, urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if parts.path.startswith("/_control/"):
            status, document = control(provider, self.command, parts.path.removeprefix("/_control/"), body)
            self._answer(status, document)
            return
        encoded = body.decode() if self.command == "POST" else parts.query
        params = dict(parse_qsl(encoded, keep_blank_values=True))
        heard = Heard(self.command, parts.path, params, dict(self.headers), time.time(), self.number)
        provider.company.note(heard)
        if parts.path.startswith("/cdn/"):
            self._media(parts.path.rpartition("/")[2], redirected=True)
        elif not self._authorised():
            self._answer(401, api.error(401, 20003))
        else:
            self._route(parts.path, params)

    def _authorised(self) -> bool:
        company = self.server.provider.company
        right = base64.b64encode(f"{company.account}:{company.token}".encode()).decode()
        return self.headers.get("Authorization") == f"Basic {right}"

    def _route(self, path: str, params: dict[str, str]) -> None:
        company = self.server.provider.company
        root = f"/2010-04-01/Accounts/{company.account}/Messages"
        if not path.startswith(root):
            self._answer(404, api.error(404, 20404))
        elif path == f"{root}.json" and self.command == "POST":
            self._hand_over(params)
        elif path == f"{root}.json":
            if not self._misbehaves(company.list_fault, params):
                self._answer(200, api.page_of(company, path, params))
        elif path.endswith("/Media.json"):
            text = company.get(path.removeprefix(f"{root}/").removesuffix("/Media.json"))
            self._answer(200, api.media_page(company, text, path)) if text else self._answer(404, api.error(404, 20404))
        elif "/Media/" in path and self.command == "DELETE":
            sid = path.rpartition("/")[2].removesuffix(".json")
            for text in company.log:
                text.media = [each for each in text.media if each.sid != sid]
            self._raw(204, b"")
        elif "/Media/" in path:
            self._media(path.rpartition("/")[2])
        else:
            self._one(path.removeprefix(f"{root}/").removesuffix(".json"))

    def _one(self, sid: str) -> None:
        company = self.server.provider.company
        text = company.get(sid)
        if self._misbehaves(company.list_fault, {}):
            return
        if text is None:
            self._answer(404, api.error(404, 20404))
        elif self.command == "DELETE":
            company.drop(sid)
            self._raw(204, b"")
        else:
            self._answer(200, text.resource(company.account))

    def _hand_over(self, params: dict[str, str]) -> None:
        """POST Messages.json: the fault decides first, then Twilio's own rules."""
        provider = self.server.provider
        company = provider.company
        if company.delay_ms:
            time.sleep(company.delay_ms / 1000)
        fault = company.fault_for(params.get("To", ""))
        if not fault.takes and self._misbehaves(fault, params):
            return
        if code := api.wrong_with(params):
            self._answer(400, api.error(400, code, params.get("To", "")))
            return
        failed = fault.name == "born-failed"
        text = company.take(params, status="failed" if failed else "queued", error_code=30005 if failed else None)
        document = text.resource(company.account)  # the first status, whatever a callback says before it is read
        provider.caller.before_answer(company, text)
        if not self._misbehaves(fault, params, document):
            self._answer(201, document)
        provider.caller.after_answer(company, text)

    def _misbehaves(self, fault: Fault, params: dict[str, str], taken: dict | None = None) -> bool:
        """Answer wrongly as the fault says; False when it says nothing of the kind."""
        name = fault.name.removeprefix("taken-")
        document = taken or {"messages": []}
        if name == "delay":
            time.sleep((fault.value or 0) / 1000)
            return False
        if name == "429":
            self._answer(429, api.error(429, 20429), {"Retry-After": str(fault.value)} if fault.value else {})
        elif name in ("400", "401", "403", "404"):
            self._answer(int(name), api.error(int(name), fault.code, params.get("To", "")))
        elif name == "500":
            self._answer(500, api.error(500, 20500))
        elif name == "503":
            self._raw(503, b"<html>upstream connect error</html>", {"Content-Type": "text/html"})
        elif name == "garbage":
            self._raw(201 if taken else 200, b"<html>Welcome to the hotel's network", {"Content-Type": "text/html"})
        elif name == "truncated":
            self._truncated(json.dumps(document).encode())
        elif name in ("reset", "closed"):
            self._hang_up(reset=name == "reset")
        elif name == "silent":
            self.server.provider.woken.wait(LONGEST_SILENCE_S)
            self._hang_up(reset=True)
        else:
            return False
        return True

    def _truncated(self, content: bytes) -> None:
        self.send_response(201)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content[: len(content) // 2])
        self._hang_up(reset=False)

    def _hang_up(self, *, reset: bool) -> None:
        self.close_connection = True
        if reset:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        with contextlib.suppress(OSError):
            if not reset:
                self.connection.shutdown(socket.SHUT_RDWR)
        self.connection.close()

    def _media(self, sid: str, *, redirected: bool = False) -> None:
        company = self.server.provider.company
        found = next((each for text in company.log for each in text.media if each.sid == sid), None)
        if found is None:
            self._answer(404, api.error(404, 20404))
        elif found.redirects_to and not redirected:
            here = f"{self.server.provider.url}/cdn/{sid}"
            to = here if found.redirects_to in ("cdn", "twice") else found.redirects_to
            self._raw(307, b"", {"Location": to})
        elif redirected and found.redirects_to == "twice":
            self._raw(307, b"", {"Location": f"{self.server.provider.url}/cdn/{sid}"})
        else:
            self._serve(found)

    def _serve(self, found: Attachment) -> None:
        if not found.pause_s:
            self._raw(found.status, found.content, {"Content-Type": found.content_type})
            return
        self.send_response(found.status)
        self.send_header("Content-Type", found.content_type)
        self.send_header("Content-Length", str(len(found.content)))
        self.end_headers()
        for position in range(len(found.content)):
            if self.server.provider.woken.wait(found.pause_s):
                break
            self.wfile.write(found.content[position : position + 1])
        self.close_connection = True

    def _answer(self, status: int, document: dict | list, headers: dict[str, str] | None = None) -> None:
        content = json.dumps(document).encode()
        self._raw(status, content, {"Content-Type": "application/json", **(headers or {})})

    def _raw(self, status: int, content: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self._headers_buffer.append(b"\r\n")
        self.wfile.write(b"".join(self._headers_buffer) + content)  # one packet: no waiting for an acknowledgement
        self._headers_buffer = []
