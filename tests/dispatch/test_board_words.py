"""What a row says: titles, ages, and a shape with a word for everything a dispatcher must tell apart."""

from datetime import timedelta

import pytest
from django.utils import translation

from dispatch.models import Assignment, ResponseTeam
from dispatch.presenters.board import age, channel_words, shown_status, title
from dispatch.presenters.board_case import exactness, head
from dispatch.queries.board_engine import engine_silent_for
from messaging.models import SweepLease
from strandings.models import Stranding
from tests.dispatch.conftest import AT


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"state": "alive", "signs": ["net"]}, "Alive, in a net"),
        ({"state": "alive", "signs": ["thin", "net", "dogs"]}, "Alive, in a net, dogs close"),
        ({"state": "dead", "signs": ["fresh"]}, "Died recently"),
        ({"state": "dead", "signs": ["net", "fresh"]}, "Dead, in a net, died recently"),
        ({"state": "dead", "count_from": 6, "count_to": 6}, "6 dead"),
        (
            {"state": "alive", "count_from": 10, "count_to": 15, "signs": ["resting_group"]},
            "10–15 alive, resting group",
        ),
        ({"kind": "carcasses", "state": "unknown", "count_from": 117, "count_to": 117}, "117 dead"),
        ({"kind": "question"}, "Question"),
        ({"kind": "threat", "state": "unknown"}, "Threat"),
        ({"state": "unknown"}, "Seal, state not known"),
    ],
)
def test_a_title_says_what_is_lying_there(facts, words):
    assert title(Stranding(**{"kind": "seal", **facts})) == words


@pytest.mark.parametrize(
    ("minutes", "words"), [(-5, "0 min"), (7, "7 min"), (80, "1 h 20"), (120, "2 h"), (300, "5 h"), (60 * 50, "2 d")]
)
def test_an_age_is_said_as_people_say_it(minutes, words):
    assert age(timedelta(minutes=minutes)) == words


_SOON = AT + timedelta(hours=1)


@pytest.mark.parametrize(
    ("facts", "team", "shape", "word"),
    [
        ({"status": "new"}, None, "new", "New"),
        ({"status": "awaiting_team"}, None, "wait", "Waiting for a team"),
        ({"status": "awaiting_team"}, "offered", "wait", "Asked: Aktau-1"),
        ({"status": "responding"}, "accepted", "go", "Accepted, there 15:00"),
        ({"status": "responding"}, "en_route", "go", "On the way, there 15:00"),
        ({"status": "responding"}, "on_scene", "here", "On scene 14:00"),
        ({"status": "responding"}, "transporting", "carry", "Bringing it in"),
        ({"status": "with_partner"}, None, "partner", "With a partner"),
        ({"status": "watching", "next_at": _SOON}, None, "watch", "Watching, next look 15:00"),
        ({"status": "new", "held_until": _SOON}, None, "held", "Held until 15:00"),
        ({"status": "new", "held_until": AT}, None, "new", "New"),
        ({"status": "closed", "resolution": "not_found"}, None, "done", "Not found"),
    ],
)
def test_each_status_has_its_shape_and_word(facts, team, shape, word):
    assignment = None
    if team:
        sent = ResponseTeam(name="Aktau-1")
        assignment = Assignment(team=sent, status=team, eta_at=_SOON, on_scene_at=AT)
    shown = shown_status(Stranding(**facts), assignment, AT)
    assert (shown.shape, shown.word) == (shape, word)


def test_channels_are_counted_and_photos_come_last():
    assert channel_words({"whatsapp": 2, "photo": 3, "sms": 1}) == "SMS, WhatsApp\u00a0×2, 3 photos"


@pytest.mark.parametrize(
    ("metres", "words"),
    [(18, "accurate to about 18 m, GPS"), (5200, "accurate to about 5 km, GPS"), (None, "GPS")],
)
def test_a_place_says_how_well_it_is_known(metres, words):
    assert exactness(metres, "gps") == words


def test_the_engine_is_late_when_no_sweep_ran(db):
    assert engine_silent_for(AT) is None
    SweepLease.objects.create(name="x", held_until=AT, last_ran_at=AT - timedelta(minutes=3))
    SweepLease.objects.create(name="y", held_until=AT, last_ran_at=AT - timedelta(minutes=2))
    assert engine_silent_for(AT) == 120


@pytest.mark.parametrize(
    ("status", "why", "words"),
    [
        ("new", "form", "the form was filled in faster than people can: speak to the sender first"),
        ("new", "outside_region", "the place lies outside the centre's region: ask where it is"),
        ("new", "", ""),
        ("responding", "form", ""),
    ],
)
def test_a_new_case_says_why_no_team_was_asked_by_itself(status, why, words):
    case = Stranding(reference="K-26-0009", status=status, set_aside_because=why, opened_at=AT, priority=2)
    assert head(case, None, at=AT).set_aside == words
