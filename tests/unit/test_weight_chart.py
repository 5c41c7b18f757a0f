"""The weight curve: points inside the paper, losses seen, gain a day as on paper."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal as D

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from rehab.presenters.chart import charts, daily_gain_kg

DAY = timedelta(days=1)
START = datetime(2026, 11, 5, 6, tzinfo=UTC)


def weighings(*kilos):
    return [(START + DAY * n, D(kg), False) for n, kg in enumerate(kilos)]


def test_one_weighing_draws_nothing():
    assert charts(weighings("14.2"), None) == []
    assert daily_gain_kg(weighings("14.2")) is None


def test_a_loss_is_seen_and_a_goal_stands_on_its_line():
    wide, slim = charts(weighings("14.2", "14.0", "14.4"), D(24))
    assert [d.is_loss for d in wide.dots] == [False, True, False]
    assert (wide.css, slim.css) == ("full", "slim")
    assert wide.goal_y < min(d.y for d in wide.dots)


def test_the_gain_is_of_the_last_seven_days():
    kilos = ["10"] * 7 + ["10.5", "11", "11.5", "12", "12.5", "13", "13.5", "14"]
    assert daily_gain_kg(weighings(*kilos)) == D("0.50")
    assert daily_gain_kg([(START, D(10), False), (START + 30 * DAY, D(13), False)]) == D("0.10")
    assert daily_gain_kg([(START, D(10), False), (START, D(11), False)]) is None


def test_meals_and_guesses_make_no_gain():
    minutes = timedelta(minutes=3)
    assert daily_gain_kg([(START, D("20.8"), False), (START + minutes, D("21.4"), False)]) is None
    assert daily_gain_kg([(START, D("20"), True), (START + DAY, D("22"), False)]) is None
    evening = [(START, D("20"), False), (START + DAY, D("20.4"), False), (START + DAY + minutes, D("21"), False)]
    assert daily_gain_kg(evening) == D("1.00")


@given(
    kilos=st.lists(st.decimals(D("0.5"), D(200), places=2), min_size=2, max_size=40),
    goal=st.none() | st.decimals(D(5), D(100), places=1),
)
def test_every_point_lies_on_the_paper(kilos, goal):
    for chart in charts(weighings(*kilos), goal):
        assert all(40 <= d.x <= chart.right and 15 <= d.y <= chart.bottom + 1 for d in chart.dots)
        assert len(chart.lines) <= 7


@pytest.mark.parametrize(("language", "day"), [("ru", "4 ноября"), ("kk", "4 қараша"), ("en", "4 November")])
def test_days_are_written_as_in_a_sentence(language, day):
    at = datetime(2026, 11, 4, 12, tzinfo=UTC)
    with translation.override(language):
        drawn = charts([(at, D(10), False), (at + 4 * DAY, D(11), False)], None)[0]
    assert drawn.days[0][1] == day
