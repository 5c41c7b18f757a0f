"""Texts to people who report: in three languages, people's safety first, never more than two parts."""

from pathlib import Path

import pytest
from django.conf import settings

from accounts.models import CentreSetting
from common.texts import sms_parts
from messaging.actions.owing import render_text
from strandings.advice import acknowledgement, advice_text, net_advice
from strandings.words import Kind, Sign, State

FOLDER = Path(settings.BASE_DIR) / "templates" / "sms" / "ru"
NAMES = sorted(path.stem for path in FOLDER.glob("*.txt") if path.stem.startswith(("ack_", "advice_", "ask_")))
LONGEST_LINK = "https://seal.kaspika.org/s/fffff.abcdefghijklmnopqrstuvw/"
LONGEST_REFERENCE = "K-26-0412-12"
STAY_OUT = {
    "en": ("into the water", "out of the water"),
    "ru": ("лёд", "лёд"),
    "kk": ("мұзға түспеңіз", "мұзға түспеңіз"),
}


@pytest.fixture
def centre(db):
    centre = CentreSetting.load()
    centre.hotline, centre.safe_distance_m = "+7 775 101 11 22", 100
    centre.save()
    return centre


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_two_parts_at_most(centre, name, language):
    text = render_text(name, language, {"ref": LONGEST_REFERENCE, "place": "x" * 40}).replace("{link}", LONGEST_LINK)
    assert sms_parts(text).parts <= 2, (sms_parts(text), text)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("ask_place")])
def test_every_first_answer_keeps_people_out_of_the_water(centre, name, language):
    text = render_text(name, language, {"ref": "K-26-0001-1"})
    if name == "ack_bite":
        assert "112" in text
    else:
        assert any(words in text for words in STAY_OUT[language]), text


def test_every_report_has_an_acknowledgement_that_exists():
    for kind in Kind:
        for state in State:
            for sign in Sign:
                for has_place in (True, False):
                    name = acknowledgement(kind=kind, state=state, signs={sign}, has_place=has_place)
                    assert name in NAMES
                    second = advice_text(kind=kind, state=state, signs={sign})
                    assert second == "" or second in NAMES


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"state": State.ALIVE}, "ack_alive"),
        ({"state": State.DEAD}, "ack_dead"),
        ({"state": State.UNKNOWN}, "ack_look"),
        ({"state": State.ALIVE, "has_place": False}, "ack_place_unknown"),
        ({"state": State.ALIVE, "signs": {Sign.NET}}, "ack_net"),
        ({"state": State.DEAD, "signs": {Sign.NET}}, "ack_dead"),
        ({"state": State.ALIVE, "signs": {Sign.NET, Sign.IN_WATER}}, "ack_net_water"),
        ({"state": State.ALIVE, "signs": {Sign.BITE}, "has_place": False}, "ack_bite"),
        ({"kind": Kind.QUESTION, "has_place": False}, "ack_other"),
        ({"kind": Kind.THREAT}, "ack_threat"),
    ],
)
def test_which_acknowledgement(facts, name):
    assert (
        acknowledgement(**{"kind": Kind.SEAL, "state": State.UNKNOWN, "signs": set(), "has_place": True, **facts})
        == name
    )


def test_no_machine_ever_says_to_stand_between_a_seal_and_the_sea(centre):
    for language in ("kk", "ru", "en"):
        for name in NAMES:
            text = render_text(name, language, {"ref": "K-26-0001-1"}).lower()
            assert "между" not in text
            assert "between" not in text


def test_the_net_is_asked_about_before_any_advice():
    assert net_advice({Sign.NET}) == "ack_net"
    assert net_advice({Sign.NET}, on_land=True) == "ack_net_land"
