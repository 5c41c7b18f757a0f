"""Safe text, text-message parts, folded letters, numbers and distances."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.folding import fold
from common.geo import distance_m
from common.phones import mask, normalise
from common.texts import clean_text, sms_parts


@pytest.mark.parametrize(
    ("text", "encoding", "units", "parts"),
    [
        ("", "GSM-7", 0, 1),
        ("a" * 160, "GSM-7", 160, 1),
        ("a" * 161, "GSM-7", 161, 2),
        ("[" * 80, "GSM-7", 160, 1),
        ("[" * 81, "GSM-7", 162, 2),
        ("a" * 152 + "[" + "a" * 152, "GSM-7", 306, 3),  # an escaped character is not cut at septet 153
        ("а" * 70, "UCS-2", 70, 1),
        ("а" * 71, "UCS-2", 71, 2),
        ("а" * 134, "UCS-2", 134, 2),
        ("а" * 135, "UCS-2", 135, 3),
        ("seal — here", "UCS-2", 11, 1),
        ("🦭" * 36, "UCS-2", 72, 2),
        ("price €", "GSM-7", 8, 1),
    ],
)
def test_parts_of_a_text(text, encoding, units, parts):
    assert sms_parts(text) == (encoding, units, parts)


def test_clean_text_takes_out_what_harms_and_keeps_the_rest():
    assert clean_text("тю\x00лень\u202e \ud83d конец\r\nүй\t1 ", 100) == "тюлень  конец\nүй 1"
    assert clean_text("👨‍👩‍👧 итбалық", 100) == "👨‍👩‍👧 итбалық"
    assert clean_text(None, 5) == ""
    assert clean_text("абвгд", 3) == "абв"


@given(st.text(alphabet=st.characters(), max_size=300))
def test_clean_text_can_always_be_stored(text):
    cleaned = clean_text(text, 120)
    assert "\x00" not in cleaned
    assert len(cleaned.encode("utf-8").decode("utf-8")) <= 120


def test_folded_letters_meet():
    assert fold("Ақтау ҚҰРЫҚ Өлі") == fold("Актау КУРЫК Оли")
    assert fold("Тёплый пляж, майка й") == "теплый пляж, майка й"
    assert fold("Aqtaū ıtbalyq") == "aqtau itbalyq"


@pytest.mark.parametrize(
    "text", ["8 701 123 45 67", "+7 (701) 123-45-67", "7011234567", "8-701-1234567", "+77011234567"]
)
def test_one_form_of_a_number(text):
    assert normalise(text) == "+77011234567"


@pytest.mark.parametrize("text", ["", "112", "abc", "+", "701 12", "1" * 40])
def test_no_number_is_none(text):
    assert normalise(text) is None


def test_mask_hides_the_middle():
    assert mask("+77011234567") == "+7 701 *** 45 67"
    assert mask("") == "***"
    assert mask("+123") == "***"


def test_distance_from_aktau_to_bautino():
    assert distance_m(43.6611, 51.1739, 44.5448, 50.2463) == pytest.approx(123_200, rel=0.01)
    assert distance_m(43.0, 51.0, 43.0, 51.0) == 0
