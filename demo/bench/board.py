"""The board with 1,000 open cases, and again with 100,000 closed ones beside: time, processor time, bytes."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass

from demo.bench.client import Answer, Client
from demo.bench.figures import Figure, middle, spread
from demo.bench.processes import family, processor_s
from demo.bench.shapes import Running

OPEN, ROUNDS, WARM = 1000, 30, 8
TIME_MS, BYTES_KB, DRIFT = 40, 150, 20
LITTLE = 300  # bytes of an answer that says "nothing new"


@dataclass(frozen=True)
class Page:
    """An address with its targets: only the board and the map have one."""

    what: str
    path: str
    is_target: bool = False
    unchanged: bool = False  # asked with the token of the answer before


PAGES = [
    Page("board", "/board/", is_target=True),
    Page("map (GeoJSON)", "/board/cases.geojson", is_target=True),
    Page("map, unchanged", "/board/cases.geojson", unchanged=True),
    Page("feed, unchanged", "/board/feed", unchanged=True),
    Page("feed, changed", "/board/feed"),
    Page("closed cases", "/board/?f=closed"),
    Page("search in closed cases, nothing found", "/board/?f=closed&q=%D0%B6%D0%B8%D1%80%D0%B0%D1%84"),
]


def measure(running: Running, *, closed: int) -> Iterator[Figure]:
    """Every page with the open cases alone, then with the closed ones."""
    before = yield from _round(running, f"{OPEN} open")
    if not closed:
        return
    running.run("-m", "demo.bench.fill", "closed", str(closed))
    after = yield from _round(running, f"{OPEN} open, {closed} closed")
    for page in PAGES[:2]:
        drift = round((after[page.what] / before[page.what] - 1) * 100)
        strict = running.shape == "services"
        yield Figure(
            running.shape,
            f"  {page.what}: slower with {closed} closed",
            drift,
            "%",
            at_most=DRIFT if strict else None,
            more="by processor time",
        )


def _round(running: Running, beside: str) -> Iterator[Figure]:
    """Gives the figures; returns processor milliseconds of a request by page."""
    strict, spent = running.shape == "services", {}
    client = Client(running.address).log_in("aigerim")
    for page in PAGES:
        for _ in range(WARM):
            client.get(page.path)
        answers, ms = _asked(client, page, family(running.roots[:1]))
        spent[page.what] = max(ms, 0.1)
        last = answers[-1]
        whole = _plain(last)
        times = [answer.ms for answer in answers]
        goal = strict and page.is_target
        sizes = f"{len(whole) / 1000:.1f} kB, {len(last.body) / 1000:.1f} sent"
        yield Figure(
            running.shape,
            f"{page.what}, {beside}",
            middle(times),
            "ms",
            at_most=TIME_MS if goal else None,
            more=f"{sizes}; processor {spent[page.what]:.0f} ms; {spread(times)}",
        )
        if page.is_target:
            size = round(len(whole) / 1000, 1)
            yield Figure(running.shape, f"  {page.what}, size", size, "kB", at_most=BYTES_KB)
    return spent


def _asked(client: Client, page: Page, pids: list[int]) -> tuple[list[Answer], float]:
    """The answers that count, and processor milliseconds of each. The board may change meanwhile, each minute at least:
    an answer to "unchanged?" that brings news is left out.
    """
    answers, spent_s = [], 0.0
    for _ in range(3 * ROUNDS):
        headers, path = _known(client, page)
        began = processor_s(pids)
        answer = client.get(path, **headers)
        if page.unchanged and len(answer.body) > LITTLE:
            continue
        spent_s += processor_s(pids) - began
        answers.append(answer)
        if len(answers) == ROUNDS:
            break
    if not answers:
        raise SystemExit(f"{page.what}: every answer brought news")
    return answers, spent_s * 1000 / len(answers)


def _known(client: Client, page: Page) -> tuple[dict[str, str], str]:
    """What a browser sends that has seen the page before."""
    if not page.unchanged:
        return {}, page.path
    first = client.get(page.path)
    if "etag" in first.headers:
        return {"If-None-Match": first.headers["etag"]}, page.path
    return {}, f"{page.path}?since={json.loads(_plain(first))['token']}"


def _plain(answer: Answer) -> bytes:
    return gzip.decompress(answer.body) if answer.headers.get("content-encoding") == "gzip" else answer.body
