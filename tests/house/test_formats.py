"""Dates and numbers as Kazakh, Russian and English readers write them."""

from datetime import UTC, date, datetime

import pytest
from django.utils import formats, translation

DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("language", "written"), [("kk", "2026 ж. 22 қараша"), ("ru", "22 ноября 2026 г."), ("en", "22 November 2026")]
)
def test_a_date(language, written):
    with translation.override(language):
        assert formats.date_format(DAY) == written


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_clock_has_24_hours(language):
    with translation.override(language):
        assert formats.time_format(datetime(2026, 11, 22, 17, 5, tzinfo=UTC), "TIME_FORMAT") == "17:05"


def test_kazakh_numbers_have_a_comma_and_dates_can_be_typed():
    with translation.override("kk"):
        assert formats.number_format(18.4) == "18,4"
        assert formats.get_format("DATE_INPUT_FORMATS")[0] == "%d.%m.%Y"
