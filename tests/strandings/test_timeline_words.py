"""A timeline row as its reader would write it."""

import pytest
from django.utils import translation

from strandings.models import TimelineEntry
from strandings.presenters.timeline import describe


@pytest.mark.parametrize(("language", "number"), [("kk", "10,8 кг"), ("ru", "10,8 кг"), ("en", "10.8 kg")])
def test_numbers_have_the_readers_decimal_sign(language, number):
    with translation.override(language):
        assert number in describe(TimelineEntry(verb="care_weighed", details={"weight_kg": "10.80"}))


def test_a_dose_has_the_readers_unit_too():
    details = {"drug": "Мелоксикам", "dose": "0.1", "unit": "mg/kg", "route": "PO", "frequency": "ONCE"}
    with translation.override("ru"):
        assert "Мелоксикам 0,1 мг/кг," in describe(TimelineEntry(verb="care_prescribed", details=details))


def test_words_of_people_stay_as_they_were_written():
    with translation.override("ru"):
        written = describe(TimelineEntry(verb="note", details={"why": "в 10.30 у маяка"}))
    assert written == "в 10.30 у маяка"
