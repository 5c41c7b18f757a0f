"""The board with 1,000 open cases, and again with 100,000 closed ones beside: time, processor time, bytes."""

import gzip
from collections.abc import Iterator
from dataclasses import dataclass

from demo.bench.client import Client
from demo.bench.figures import Figure, middle, spread
from demo.bench.processes import family, processor_s
from demo.bench.shapes import Running

OPEN, ROUNDS, WARM = 1000, 30, 8
TIME_MS, BYTES_KB, DRIFT = 40, 150, 20


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
            more="of processor time and, for the server's time, as above",
        )


def _round(running: Running, beside: str) -> Iterator[Figure]:
    """Gives the figures; returns processor milliseconds of a request by page."""
    strict, spent = running.shape == "services", {}
    client = Client(running.address).log_in("aigerim")
    for page in PAGES:
        headers, path = _known(client, page)
        for _ in range(WARM):
            client.get(path, **headers)
        pids = family(running.roots[:1])
        began = processor_s(pids)
        answers = [client.get(path, **headers) for _ in range(ROUNDS)]
        spent[page.what] = max((processor_s(pids) - began) * 1000 / ROUNDS, 0.1)
        last = answers[-1]
        whole = gzip.decompress(last.body) if last.headers.get("content-encoding") == "gzip" else last.body
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


def _known(client: Client, page: Page) -> tuple[dict[str, str], str]:
    """What a browser sends that has seen the page before."""
    if not page.unchanged:
        return {}, page.path
    first = client.get(page.path)
    if "etag" in first.headers:
        return {"If-None-Match": first.headers["etag"]}, page.path
    import json

    body = gzip.decompress(first.body) if first.headers.get("content-encoding") == "gzip" else first.body
    return {}, f"{page.path}?since={json.loads(body)['token']}"
