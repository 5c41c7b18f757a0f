"""What the move compares: the same table written by two databases is equal, one value changed is not."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from uuid import UUID

import pytest

from config.upkeep import moving
from config.upkeep.databases import tables
from strandings.models import YearCounter


def test_a_difference_after_the_move_keeps_nothing(monkeypatch):
    """The comparison is real: two tables that differ in one value are not the same."""
    found = iter([moving.Moved("t", 1, "a"), moving.Moved("t", 1, "b")])
    monkeypatch.setattr(moving, "fingerprint", lambda model, using: next(found))

    class Model:
        class _meta:
            db_table = "t"

    with pytest.raises(moving.CannotMove, match="not the same"):
        moving._same_on_both_sides(Model, "old", "new")


@pytest.mark.django_db
def test_one_value_changed_is_seen_and_the_order_of_rows_is_not():
    for year in (2024, 2025):
        YearCounter.objects.create(series="try", year=year, last=7)
    first = moving.fingerprint(YearCounter, "default")
    one, other = YearCounter.objects.filter(series="try")
    YearCounter.objects.filter(series="try").delete()
    other.save(force_insert=True)
    one.save(force_insert=True)
    assert moving.fingerprint(YearCounter, "default") == first
    YearCounter.objects.filter(pk=one.pk).update(last=8)
    assert moving.fingerprint(YearCounter, "default") != first


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (datetime(2026, 4, 12, 8, 0, 0, 1, UTC), datetime(2026, 4, 12, 13, 0, 0, 1, timezone(timedelta(hours=5)))),
        ({"a": 1, "b": [2]}, {"b": [2], "a": 1}),
        (memoryview(b"ab"), b"ab"),
    ],
)
def test_two_ways_of_one_value_are_written_alike(one, other):
    assert moving._written(one) == moving._written(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (datetime(2026, 4, 12, 8, 0, 0, 1, UTC), datetime(2026, 4, 12, 8, 0, 0, 2, UTC)),
        (Decimal("1.50"), Decimal("1.51")),
        (None, ""),
        (0.1, 0.1 + 2**-55),
        (UUID(int=1), UUID(int=2)),
    ],
)
def test_values_that_differ_are_written_differently(one, other):
    assert moving._written(one) != moving._written(other)


def test_every_table_is_there_once_after_those_it_refers_to():
    order = tables()
    assert len({model._meta.db_table for model in order}) == len(order) > 50
    place = {model: number for number, model in enumerate(order)}
    report = next(model for model in order if model._meta.label == "strandings.Report")
    contact = next(model for model in order if model._meta.label == "messaging.Contact")
    assert place[contact] < place[report]
