"""A lean browser for measuring: one kept connection, cookies, no page is read but for a token."""

import http.client
import re
import time
import urllib.parse
from dataclasses import dataclass

from django.conf import settings

TIMEOUT_S = 60
ASKED_S = 2.1  # a form sent sooner than a person can type is set aside


@dataclass(frozen=True)
class Answer:
    """What came back, and how long it took from the first byte sent to the last received."""

    status: int
    headers: dict[str, str]
    body: bytes
    ms: float


class Client:
    """One person with one connection. Not for several threads."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._connection = http.client.HTTPConnection(urllib.parse.urlsplit(address).netloc, timeout=TIMEOUT_S)
        self._cookies: dict[str, str] = {}

    def get(self, path: str, **headers: str) -> Answer:
        return self._ask("GET", path, None, headers)

    def post(self, path: str, **fields: str) -> Answer:
        """Send a form, with the protection token if there is one."""
        if "csrftoken" in self._cookies:
            fields["csrfmiddlewaretoken"] = self._cookies["csrftoken"]
        form = {"Content-Type": "application/x-www-form-urlencoded", "Origin": self._address}
        return self._ask("POST", path, urllib.parse.urlencode(fields).encode(), form)

    def log_in(self, name: str) -> "Client":
        """As one of the demonstration's people. Raises SystemExit when refused."""
        self.get("/login/")
        if self.post("/login/", username=name, password=settings.DEMO_PASSWORD).status != 302:
            raise SystemExit(f"{name} could not log in")
        return self

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        sent = {
            "Accept-Language": "ru",
            "Accept-Encoding": "gzip",
            **({"Cookie": cookies} if cookies else {}),
            **headers,
        }
        began = time.perf_counter()
        self._connection.request(method, path, body, sent)
        answer = self._connection.getresponse()
        content = answer.read()
        ms = (time.perf_counter() - began) * 1000
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self._cookies[key] = rest.partition(";")[0]
        return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, content, ms)


def form_tokens(address: str, number: int) -> list[str]:
    """So many report forms opened, each with its own token, and the time a person needs to fill one."""
    import gzip

    client, tokens = Client(address), []
    for _ in range(number):
        answer = client.get("/report/")
        page = gzip.decompress(answer.body) if answer.headers.get("content-encoding") == "gzip" else answer.body
        tokens.append(re.search(r'name="token"[^>]*value="([^"]+)"', page.decode())[1])
    time.sleep(ASKED_S)
    return tokens
