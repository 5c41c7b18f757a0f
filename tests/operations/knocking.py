"""A visitor who knocks at web or at the proxy and says exactly what is wanted: address, headers, certificate."""

import http.client
import ssl
import time
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

import pytest

from demo.visitor import Page, read_page

PATIENCE_S = 60  # a loaded machine; usually seconds
# What somebody writes on the first-run page
CENTRE = {
    "name_ru": "Центр", "hotline": "8 775 101 11 22", "country": "kz", "reference_prefix": "K", "patient_prefix": "CS",
    "safe_distance_m": "50", "duty_from": "08:00", "duty_until": "20:00", "emergency_phone": "112",
    "latitude": "43.65", "longitude": "51.16", "south": "36", "north": "48", "west": "45", "east": "56",
    "retention_days": "365", "me-full_name": "Ainur", "me-username": "ainur", "me-password": "grey-waves-at-dawn",
    "me-phone": "+77011234567", "me-language": "kk",
}  # fmt: skip


class Visitor:
    """Keeps cookies and the public host. `via`: http (as the proxy speaks to web) or https (as people do)."""

    def __init__(self, port: int, *, public: str, certificate: Path | None = None, source: str = "127.0.0.1") -> None:
        self.port, self.public, self.source = port, public, source
        self.host = public.removeprefix("https://")
        self.certificate, self.cookies = certificate, {}

    def ask(self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None):
        """(status, headers, body); redirects are not followed."""
        if self.certificate:
            trust = ssl.create_default_context(cafile=str(self.certificate))
            line = http.client.HTTPSConnection(
                "localhost", self.port, timeout=60, context=trust, source_address=(self.source, 0)
            )
            said = {}
        else:
            line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60, source_address=(self.source, 0))
            said = {"X-Forwarded-Proto": "https", "X-Forwarded-For": self.source}
        said |= {"Host": self.host, "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        try:
            line.request(method, path, body, said | (headers or {}))
            answer = line.getresponse()
            content = answer.read()
        finally:
            line.close()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(cookie).items()}
        return answer.status, answer.headers, content

    def page(self, path: str) -> Page:
        status, _, content = self.ask("GET", path)
        assert status == 200, content.decode()[:500]
        return read_page(f"{self.public}{path}", status, content.decode())

    def send(self, page: Page, action: str, **filled: str):
        """The page's form with its own hidden fields; (status, headers, body)."""
        form = page.form(action=action)
        values = dict(form.fields) | filled
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Referer": page.url, "Origin": self.public}
        return self.ask("POST", form.action or page.url.removeprefix(self.public), urlencode(values).encode(), headers)


def until(happens, what: str):
    """Asks again and again; fails with what it waited for."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        if found := happens():
            return found
        time.sleep(0.2)
    pytest.fail(f"it did not happen in time: {what() if callable(what) else what}")
