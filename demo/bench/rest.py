"""The system at rest: memory of all its processes, and how much processor time it takes to do nothing."""

import time
from collections.abc import Iterator

from demo.bench.client import Client
from demo.bench.figures import Figure
from demo.bench.processes import family, memory_mb, processor_s
from demo.bench.shapes import Running

SETTLE_S, IDLE_S = 5, 30
EMBEDDED_MB = 250


def measure(running: Running) -> Iterator[Figure]:
    """After a few pages were looked at, as on any morning."""
    client = Client(running.address).log_in("aigerim")
    for path in ("/", "/report/", "/board/", "/board/cases.geojson", "/board/feed", "/call/", "/roster/", "/rehab/"):
        client.get(path)
    time.sleep(SETTLE_S)
    pids = family(running.roots)
    each = memory_mb(pids)
    is_embedded = running.shape == "embedded"
    yield Figure(
        running.shape,
        "memory at rest, all processes" + ("" if is_embedded else " but the servers"),
        round(sum(each.values())),
        "MB",
        at_most=EMBEDDED_MB if is_embedded else None,
        more=" + ".join(f"{mb:.0f}" for mb in sorted(each.values(), reverse=True)),
    )
    before = processor_s(pids)
    time.sleep(IDLE_S)
    spent = (processor_s(pids) - before) * 60 / IDLE_S
    yield Figure(running.shape, "processor time at rest", round(spent, 1), "s/min", more=f"measured for {IDLE_S} s")
