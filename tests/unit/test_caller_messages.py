"""Thirty invented messages with the reading people expect: the first reading gets all of them right."""

import csv
from pathlib import Path

import pytest

from strandings.understanding import understand
from strandings.words import Kind, Sign

FILE = Path(__file__).parents[1] / "data" / "caller_messages.csv"
ROWS = list(csv.DictReader(FILE.read_text(encoding="utf-8").splitlines()))
SIGN_OF = {
    "pup": Sign.PUP,
    "dogs": Sign.DOGS,
    "people": Sign.PEOPLE,
    "inland": Sign.INLAND,
    "entangled": Sign.NET,
    "injured": Sign.WOUND,
    "stale": Sign.STALE,
    "sick": Sign.SICK,
}


@pytest.mark.parametrize("row", ROWS, ids=[str(number) for number in range(1, len(ROWS) + 1)])
def test_row(row):
    read = understand(row["text"])
    assert read.state == (row["expected_state"] or "unknown")
    assert read.count_from == read.count_to == int(row["expected_count"])
    if row["expected_place_slug"]:
        assert read.place.slug == row["expected_place_slug"]
    if row["expected_lat_lon"]:
        latitude, longitude = map(float, row["expected_lat_lon"].split(","))
        assert (read.place.latitude, read.place.longitude) == pytest.approx((latitude, longitude), abs=1e-5)
    for flag in row["expected_flags"].split("|"):
        if flag in SIGN_OF:
            assert SIGN_OF[flag] in read.signs
    if not row["expected_state"]:
        assert read.kind in (Kind.OTHER, Kind.QUESTION)
    if row["expected_flags"] == "negated_injury":
        assert Sign.WOUND not in read.signs
