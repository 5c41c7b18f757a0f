"""make bench: measures both shapes of the system, prints a table, writes JSON. Linux; about seven minutes.

The services shape needs an empty place on running servers: BENCH_DATABASE_URL (a database of its own is made beside the
one named, and dropped) and BENCH_REDIS_URL (an empty number). Without them only the embedded system is measured.
"""

import argparse
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import django

PARTS = ("rest", "reports", "create", "board")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    asked = _asked()
    django.setup()
    from demo.bench import figures, shapes

    shapes_asked = [shape for shape in asked.shapes if shape == "embedded" or _has_services()]
    if not shapes_asked:
        sys.exit("nothing to measure")
    about = figures.machine(shapes.servers() if "services" in shapes_asked else ["no servers"])
    found: list[figures.Figure] = []
    began = time.monotonic()
    with shapes.provider() as provider_url:
        for shape in shapes_asked:
            for figure in _measure(shape, asked, provider_url):
                print(f"{figure.shape}: {figure.what}: {figure.value:g} {figure.unit} {figure.verdict}", flush=True)
                found.append(figure)
    print(f"\n{figures.table(found, about)}\n\nmeasured in {time.monotonic() - began:.0f} s")
    asked.json.parent.mkdir(parents=True, exist_ok=True)
    asked.json.write_text(figures.as_json(found, about))
    print(f"also written to {asked.json}")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--only", type=_words(PARTS), default=list(PARTS), help=f"parts: {','.join(PARTS)}")
    shapes = ("services", "embedded")
    parser.add_argument("--shapes", type=_words(shapes), default=list(shapes), help=f"of: {','.join(shapes)}")
    parser.add_argument("--closed", type=int, default=100_000, help="closed cases beside 1,000 open ones")
    parser.add_argument("--reports", type=int, default=100, help="reports one at a time")
    parser.add_argument("--json", type=Path, default=Path("var/bench.json"))
    return parser.parse_args()


def _words(known: tuple[str, ...]):
    def read(text: str) -> list[str]:
        words = text.split(",")
        if unknown := set(words) - set(known):
            raise argparse.ArgumentTypeError(f"{', '.join(sorted(unknown))}: choose of {', '.join(known)}")
        return words

    return read


def _has_services() -> bool:
    if os.environ.get("BENCH_DATABASE_URL") and os.environ.get("BENCH_REDIS_URL"):
        return True
    print("PostgreSQL and Redis are left out: BENCH_DATABASE_URL and BENCH_REDIS_URL are not set", file=sys.stderr)
    return False


def _measure(shape: str, asked: argparse.Namespace, provider_url: str) -> Iterator:
    """Two starts: one with an empty board, one with a full one."""
    from demo.bench import board, creating, reports, rest, shapes

    if set(asked.only) - {"board"}:
        with shapes.system(shape, provider_url, ["ground"]) as running:
            if "rest" in asked.only:
                yield from rest.measure(running)
            if "reports" in asked.only:
                yield from reports.measure(running, provider_url, delay_ms=0, one_by_one=asked.reports)
                few = max(10, asked.reports // 2)
                yield from reports.measure(running, provider_url, delay_ms=200, one_by_one=few)
            if "create" in asked.only:
                running.run("-m", "demo.bench.fill", "calm")
                yield from creating.measure(running)
    if "board" in asked.only:
        with shapes.system(shape, provider_url, ["ground", "open", str(board.OPEN)]) as running:
            yield from board.measure(running, closed=asked.closed)


if __name__ == "__main__":
    main()
