"""A dispatcher's call sheet over HTTP: one after the other, and eight at once; every number is another."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from demo.bench.client import Client
from demo.bench.figures import Figure, middle, spread
from demo.bench.ground import place
from demo.bench.shapes import Running

SEQUENTIAL, CLIENTS, EACH = 150, 8, 50


def measure(running: Running) -> Iterator[Figure]:
    """POST /call/ by people who are logged in, until the address of the new case comes back."""
    strict = running.shape == "services"
    clients = [Client(running.address).log_in("aigerim") for _ in range(CLIENTS)]
    numbers, times = [], []
    for n in range(SEQUENTIAL + 10):
        reference, ms = _create(clients[0], n)
        numbers.append(reference)
        if n >= 10:
            times.append(ms)
    yield Figure(
        running.shape,
        "staff creates a case over HTTP",
        middle(times),
        "ms",
        at_most=15 if strict else None,
        more=spread(times),
    )
    began = time.monotonic()
    with ThreadPoolExecutor(CLIENTS) as pool:
        shares = list(
            pool.map(lambda k: [_create(clients[k], 1000 * (k + 1) + n) for n in range(EACH)], range(CLIENTS))
        )
    took_s = time.monotonic() - began
    together = [ms for share in shares for _, ms in share]
    numbers += [reference for share in shares for reference, _ in share]
    yield Figure(
        running.shape,
        f"staff creates cases, {CLIENTS} clients",
        round(CLIENTS * EACH / took_s, 1),
        "/s",
        at_least=100 if strict else None,
        more=f"each {middle(together)} ms; {spread(together)}",
    )
    twice = len(numbers) - len(set(numbers))
    yield Figure(running.shape, "  numbers given twice", twice, "numbers", at_most=0, more=f"of {len(numbers)}")


def _create(client: Client, n: int) -> tuple[str, float]:
    """The new case's number and the milliseconds it took."""
    latitude, longitude = place(n)
    words = {"words": "Тюлень лежит на берегу", "place_words": f"{latitude}, {longitude}", "state": "alive"}
    answer = client.post("/call/", about="seal", language="ru", count="1", **words)
    if answer.status != 302:
        raise SystemExit(f"the call sheet was answered with {answer.status}")
    return answer.headers["location"].rstrip("/").rpartition("/")[2], answer.ms
