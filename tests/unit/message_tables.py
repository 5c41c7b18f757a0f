"""Tables of callers' messages with the reading a careful dispatcher expects, and what a reading got wrong."""

import csv
import datetime as dt
from pathlib import Path

from strandings.understanding import Understood, understand

FOLDER = Path(__file__).parents[1] / "data"
TODAY = dt.date(2026, 11, 22)  # a Sunday
ABOUT_M = 20  # two decimals of a second of arc, and rounding


def table(name: str) -> list[dict[str, str]]:
    """The rows of tests/data/<name>.csv."""
    return list(csv.DictReader((FOLDER / f"{name}.csv").read_text(encoding="utf-8").splitlines()))


def misses(row: dict[str, str]) -> set[str]:
    """What was read otherwise than the row expects: state, count, place, flags, kind, tag, age."""
    read = understand(row["text"], today=TODAY)
    right = {
        "state": read.state in row["expected_state"].split("/"),
        "count": any(_counts(read, allowed) for allowed in row["expected_count"].split("/")),
        "place": _placed(read, row["expected_place_slug"], row["expected_lat_lon"]),
        "flags": _flagged(read, row["expected_flags"], row["unexpected_flags"]),
        "kind": not row["expected_kind"] or read.kind in row["expected_kind"].split("/"),
        "tag": read.tag == row["expected_tag"],
        "age": _aged(read, row["expected_days_ago"]),
    }
    return {what for what, holds in right.items() if not holds}


def _counts(read: Understood, allowed: str) -> bool:
    """ "7" is seven, "7-8" a range, "40+" about or more than forty (between is a matter of taste)."""
    if allowed.endswith("+"):
        return read.count_from == int(allowed[:-1])
    low, _, high = allowed.partition("-")
    return (read.count_from, read.count_to) == (int(low), int(high or low))


def _placed(read: Understood, slugs: str, lat_lon: str) -> bool:
    if lat_lon:
        latitude, longitude = map(float, lat_lon.split(","))
        near = ABOUT_M / 111_000
        return bool(read.place) and (
            abs(read.place.latitude - latitude) < near and abs(read.place.longitude - longitude) < near
        )
    return (read.place.slug if read.place else "-") in slugs.split("/")


def _flagged(read: Understood, has: str, lacks: str) -> bool:
    found = {str(sign) for sign in read.signs} | set(read.flags)
    return set(filter(None, has.split("|"))) <= found and not set(filter(None, lacks.split("|"))) & found


def _aged(read: Understood, days: str) -> bool:
    return ("" if read.seen_days_ago is None else str(read.seen_days_ago)) in days.split("/")
