"""From a report to the request at the phone company: one at a time, and 150 in one moment; none lost, none twice."""

import json
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier

from demo.bench.client import Client, form_tokens
from demo.bench.figures import Figure, middle, spread
from demo.bench.ground import place
from demo.bench.shapes import Running

BURST, PATIENCE_S = 150, 60
TEAM = "+7702000"  # how the numbers of team leaders begin (ground.py)
SERVICES_MS, BURST_S = 100, 3


@dataclass(frozen=True)
class Heard:
    """What the phone company heard: when each team was alerted, by the reporter's number, and what went wrong."""

    alerted_at: dict[str, float]
    lost: int
    twice: int
    last_text_at: float


def measure(running: Running, provider_url: str, *, delay_ms: int, one_by_one: int) -> Iterator[Figure]:
    """Reports by the public form against a phone company that takes `delay_ms` to answer."""
    company = Company(provider_url)
    beside = f"provider {delay_ms} ms"
    strict = running.shape == "services"
    running.run("-m", "demo.bench.fill", "calm")
    company.begin(delay_ms)
    sent = _one_by_one(running, one_by_one, pause_s=0.3 + delay_ms / 1000)
    heard = company.heard(sent)
    waits = [(heard.alerted_at[phone] - began) * 1000 for phone, began in sent.items() if phone in heard.alerted_at]
    yield Figure(
        running.shape,
        f"report -> alert at the provider, one at a time, {beside}",
        middle(waits),
        "ms",
        at_most=SERVICES_MS if strict else None,
        more=spread(waits),
    )
    yield Figure(running.shape, f"  lost or twice, {beside}", heard.lost + heard.twice, "texts", at_most=0)
    running.run("-m", "demo.bench.fill", "calm")
    company.begin(delay_ms)
    sent = _burst(running)
    heard = company.heard(sent)
    first = min(sent.values())
    waits = [at - first for at in heard.alerted_at.values()]
    yield Figure(
        running.shape,
        f"{BURST} reports in one moment, all teams alerted, {beside}",
        round(max(waits), 2),
        "s",
        at_most=BURST_S if strict else None,
        more=f"half after {middle(waits)} s, {len(waits) / max(waits):.0f}/s; "
        f"with the reporters' own texts {heard.last_text_at - first:.2f} s",
    )
    yield Figure(
        running.shape,
        f"  lost or twice, burst, {beside}",
        heard.lost + heard.twice,
        "texts",
        at_most=0,
        more=f"{2 * BURST} texts owed: {heard.lost} lost, {heard.twice} twice",
    )


_serial = iter(range(1000, 100_000))


def _fields(token: str) -> tuple[str, dict[str, str]]:
    """A seal in a net at a place of its own: urgent, so that a team is asked at once. The reporter's number first."""
    n = next(_serial)
    latitude, longitude = place(n)
    phone = f"+7705{n:07d}"
    where = {"latitude": str(latitude), "longitude": str(longitude), "accuracy": "15", "method": "gps"}
    words = {"alive": "yes", "place_words": "Тюлень запутался в сети, рядом собаки", "phone": phone}
    return phone, {"token": token, **where, **words}


def _one_by_one(running: Running, number: int, *, pause_s: float) -> dict[str, float]:
    """The reporter's number -> when the report began to be sent."""
    client, sent = Client(running.address), {}
    for token in form_tokens(running.address, number):
        phone, fields = _fields(token)
        sent[phone] = time.time()
        _taken(client.post("/report/", **fields))
        time.sleep(pause_s)
    return sent


def _burst(running: Running) -> dict[str, float]:
    tokens, gate, sent = form_tokens(running.address, BURST), Barrier(BURST), {}

    def one(token: str) -> None:
        phone, fields = _fields(token)
        client = Client(running.address)
        gate.wait()
        sent[phone] = time.time()
        _taken(client.post("/report/", **fields))

    with ThreadPoolExecutor(BURST) as pool:
        list(pool.map(one, tokens))
    return sent


def _taken(answer) -> None:
    if answer.status != 302:
        raise SystemExit(f"a report was answered with {answer.status}")


class Company:
    """The phone company's control door."""

    def __init__(self, url: str) -> None:
        self._url = url

    def begin(self, delay_ms: int) -> None:
        """An empty log, and so long before every answer."""
        self._told("POST", "forget", {})
        self._told("POST", "faults", {"delay_ms": delay_ms})

    def heard(self, sent: dict[str, float]) -> Heard:
        """Wait until every reporter and every team has its text, at most a minute; then look for what came twice.

        The confirmation to the reporter carries the case's number, and so does the alert to the team.
        """
        deadline = time.monotonic() + PATIENCE_S
        while True:
            texts = self._texts()
            case_of = {text["To"]: _case(text["Body"]) for text, _ in texts if text["To"] in sent}
            alerts = {_case(text["Body"]): at for text, at in reversed(texts) if text["To"].startswith(TEAM)}
            alerted = {phone: alerts[case] for phone, case in case_of.items() if case in alerts}
            if len(alerted) == len(sent) or time.monotonic() > deadline:
                break
            time.sleep(0.2)
        time.sleep(1)  # a second copy would come about now
        texts = self._texts()
        copies = Counter((text["To"], text["Body"]) for text, _ in texts)
        lost = 2 * len(sent) - len(case_of) - len(alerted)
        return Heard(alerted, lost, sum(copies.values()) - len(copies), max(at for _, at in texts))

    def _texts(self) -> list[tuple[dict, float]]:
        """What was handed over and when it arrived, oldest first."""
        requests = self._told("GET", "requests")
        return [(heard["params"], heard["at"]) for heard in requests if heard["method"] == "POST"]

    def _told(self, method: str, what: str, body: dict | None = None):
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(f"{self._url}/_control/{what}", data, method=method)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)


def _case(body: str) -> str:
    """K-26-0412 out of a text that carries K-26-0412-3."""
    return next((word.strip(".,:;").rpartition("-")[0] for word in body.split() if word.count("-") == 3), "")
