"""Residents' messages are understood: every row of the first table but those listed, most of what was not tuned to."""

import pytest

from strandings.understanding import understand
from strandings.words import State
from tests.unit.message_tables import misses, table

TUNED = table("resident_messages")
LATER = table("resident_messages_later")
UNSEEN = table("resident_messages_unseen")

# Row in the file -> what is still read otherwise; docs/understanding.md says why.
STILL_WRONG = {
    16: {"flags"},  # "last year a dead one lay here, this one lives": an old date, yet not of this seal
    63: {"place"},  # "у Дамбы" alone: a village, or any dam
    144: {"flags"},  # "almost dead seal pup": "almost" doubts the pup too
}
LEAST = {"state": 97, "count": 97, "place": 92, "flags": 90, "kind": 92, "tag": 97, "age": 92}
LEAST_UNSEEN = {"state": 90, "count": 93, "place": 95, "flags": 95, "kind": 95, "tag": 97, "age": 95}


def _percent_right(rows: list[dict[str, str]]) -> dict[str, float]:
    wrong = [misses(row) for row in rows]
    return {what: 100 - 100 * sum(what in missed for missed in wrong) / len(rows) for what in LEAST}


@pytest.mark.parametrize("number", range(2, len(TUNED) + 2))
def test_row(number):
    assert misses(TUNED[number - 2]) == STILL_WRONG.get(number, set())


@pytest.mark.parametrize(
    ("rows", "least"), [(TUNED, LEAST), (LATER, LEAST), (UNSEEN, LEAST_UNSEEN)], ids=["tuned", "later", "unseen"]
)
def test_enough_is_right(rows, least):
    right = _percent_right(rows)
    assert {what: percent for what, percent in right.items() if percent < least[what]} == {}


def test_the_tables_are_large_and_of_every_language():
    assert len(TUNED) >= 150
    assert len(UNSEEN) >= 60
    assert {row["lang"] for row in TUNED} >= {"kk", "ru", "en", "kk-latn", "ru-latn"}
    assert len({row["text"] for row in TUNED + LATER + UNSEEN}) == len(TUNED) + len(LATER) + len(UNSEEN)


@pytest.mark.parametrize("row", TUNED + LATER + UNSEEN, ids=lambda row: row["text"][:40])
def test_no_row_that_is_not_dead_is_read_as_dead(row):
    if not {"dead", "mixed"} & set(row["expected_state"].split("/")):
        assert understand(row["text"]).state not in (State.DEAD, State.MIXED)
