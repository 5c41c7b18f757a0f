"""What a team answers by text, and what is left to other conversations."""

from itertools import count

import pytest

from dispatch.actions import accept
from dispatch.lifecycle import AssignmentStatus as S
from dispatch.models import Responder
from messaging.actions import take_in
from messaging.models import Alarm
from strandings.actions import close
from strandings.words import Resolution
from tests.dispatch.conftest import AT, later, let_pass, phone_of, texts

_ids = count(1)


@pytest.fixture(autouse=True)
def _only_dispatch(settings):
    settings.CONVERSATIONS = ["dispatch.replies.answer"]


def write(phone, body, at=AT):
    return take_in(gateway="memory", provider_id=f"in-{next(_ids)}", phone=phone, body=body, at=at)


def state(assignment):
    assignment.refresh_from_db()
    return assignment.status


@pytest.fixture
def leader(offered, teams):
    return phone_of(teams[0])


@pytest.fixture
def going(offered):
    accept(offered, eta_min=30, at=AT)
    return offered


@pytest.mark.parametrize("body", ["1", " 1 ", "1.", "1)"])
def test_one_means_going(offered, leader, body):
    assert write(leader, body).answered_by == "dispatch.replies.answer"
    assert state(offered) == S.ACCEPTED


def test_any_member_may_answer(offered, teams):
    write(phone_of(teams[0], 2), "1")
    assert state(offered) == S.ACCEPTED


def test_two_means_cannot_and_the_next_team_is_asked(offered, leader, teams):
    write(leader, "2")
    assert state(offered) == S.DECLINED
    assert [row.team for row in let_pass(offered.stranding, AT)] == [teams[1]]


@pytest.mark.parametrize("body", ["ETA 12", "eta 12", "ETA:12 min", "ета 12 мин"])
def test_eta_is_a_yes_with_a_time_and_later_a_new_time(offered, leader, body):
    write(leader, body)
    assert state(offered) == S.ACCEPTED
    assert offered.eta_at == later(minutes=12)
    write(leader, "ETA 40", at=later(minutes=5))
    state(offered)
    assert offered.eta_at == later(minutes=45)


def test_the_way_in_digits(going, leader):
    write(leader, "1", at=later(minutes=1))
    assert state(going) == S.EN_ROUTE
    write(leader, "3", at=later(minutes=30))
    assert state(going) == S.ON_SCENE
    write(leader, "4", at=later(minutes=50))
    assert state(going) == S.TRANSPORTING
    assert going.stranding.animals.get().outcome == "loaded"


@pytest.mark.parametrize(("digit", "outcome"), [("5", "left_in_peace"), ("6", "died_on_site")])
def test_an_end_in_one_digit(going, leader, digit, outcome):
    write(leader, digit, at=later(minutes=50))
    assert going.stranding.animals.get().outcome == outcome
    assert state(going) == S.DONE


def test_with_several_seals_a_digit_is_not_enough(going, leader):
    type(going.stranding).objects.filter(pk=going.stranding_id).update(count_to=3)
    write(leader, "5")
    assert not going.stranding.animals.exists()
    assert len(texts("team_which")) == 1


def test_zero_calls_for_help(going, leader):
    write(leader, "0")
    assert Alarm.objects.get().template == "alarm_team_help"
    assert len(texts("team_help_coming")) == 1


def test_other_words_are_kept_on_the_case_and_answered_with_the_digits(going, leader):
    incoming = write(leader, "gate is locked, whom do we call?")
    assert incoming.about == going.stranding.about
    assert going.stranding.timeline.get(verb="team_wrote").details["incoming"] == incoming.pk
    assert len(texts("team_unknown")) == 1


def test_a_late_yes_by_text_counts(offered, leader):
    let_pass(offered.stranding, later(minutes=3))
    write(leader, "1", at=later(minutes=4))
    assert state(offered) == S.ACCEPTED


def test_a_yes_too_late_is_answered_politely(offered, leader, teams):
    (second,) = let_pass(offered.stranding, later(minutes=3))
    accept(second, eta_min=20, at=later(minutes=4))
    write(leader, "1", at=later(minutes=5))
    assert [text.contact.phone for text in texts("team_taken")] == [leader]


@pytest.mark.parametrize("body", ["1", "5", "ETA 12"])
def test_a_strangers_digit_is_not_taken(offered, body):
    assert write("+77019999999", body).answered_by == ""
    assert state(offered) == S.OFFERED


def test_a_member_without_an_assignment_is_not_taken(offered, teams):
    assert write(phone_of(teams[2]), "1").answered_by == ""


def test_a_former_member_is_not_taken(offered, leader):
    Responder.objects.filter(phone=leader).update(is_active=False)
    assert write(leader, "1").answered_by == ""


def test_after_the_end_a_text_belongs_to_others(going, leader, dispatcher):
    close(going.stranding, resolution=Resolution.FALSE_REPORT, by=dispatcher, at=AT)
    assert write(leader, "I see another seal at the pier").answered_by == ""
