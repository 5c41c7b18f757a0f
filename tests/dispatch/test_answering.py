"""A team's yes or no, in time, late, twice, or after another's."""

from datetime import timedelta

import pytest

from dispatch.actions import Said, accept, decline, record_phone_accept
from dispatch.lifecycle import AssignmentStatus as S
from dispatch.sweeps import audit
from dispatch.words import DeclineReason
from messaging.models import Alarm, OutgoingMessage
from strandings.actions import close
from strandings.words import Resolution
from tests.dispatch.conftest import AT, later, let_pass, phone_of, report, texts


@pytest.fixture
def called(offered):
    """All three teams have an open offer, and their leaders have been alerted."""
    for minutes in (3, 6, 9):
        offers = let_pass(offered.stranding, later(minutes=minutes))
    OutgoingMessage.objects.filter(template="offer_all").update(status="sent")
    return offers


def test_yes_commits_the_team_and_the_stranding(offered):
    answer = accept(offered, eta_min=45, at=later(seconds=30))
    assert answer.said == Said.YOURS
    offered.refresh_from_db()
    assert offered.status == S.ACCEPTED
    assert offered.eta_at == later(seconds=30) + timedelta(minutes=45)
    offered.stranding.refresh_from_db()
    assert offered.stranding.status == "responding"
    assert audit(AT) == 0


def test_yes_twice_is_once(offered):
    accept(offered, eta_min=45, at=AT)
    assert accept(offered, eta_min=15, at=later(minutes=1)).said == Said.YOURS
    assert offered.stranding.timeline.filter(verb="team_accepted").count() == 1


def test_the_others_hear_once_that_we_have_who_we_need(called, teams):
    accept(called[1], eta_min=30, at=later(minutes=10))
    told = texts("team_stood_down")
    assert sorted(text.contact.phone for text in told) == sorted([phone_of(teams[0]), phone_of(teams[2])])
    assert {row.status for row in type(called[0]).objects.filter(pk__in=[called[0].pk, called[2].pk])} == {S.STOOD_DOWN}
    accept(called[1], eta_min=30, at=later(minutes=11))
    assert len(texts("team_stood_down")) == 2


def test_an_alert_that_has_not_left_is_taken_back_instead(offered, teams):
    for minutes in (3, 6, 9):
        called = let_pass(offered.stranding, later(minutes=minutes))
    accept(called[0], eta_min=30, at=later(minutes=9))
    assert texts("team_stood_down") == []
    assert {text.status for text in texts("offer_all")} == {"cancelled"}


def test_the_second_yes_hears_that_another_team_has_it(called):
    accept(called[0], eta_min=30, at=later(minutes=10))
    assert accept(called[1], eta_min=20, at=later(minutes=10)).said == Said.TAKEN


def test_a_late_yes_through_the_old_link_takes_the_newer_offer(offered, teams):
    for minutes in (3, 6, 9):
        called = let_pass(offered.stranding, later(minutes=minutes))
    answer = accept(offered, eta_min=30, at=later(minutes=10))
    assert answer.said == Said.YOURS
    assert answer.assignment == called[0]
    offered.refresh_from_db()
    assert offered.status == S.EXPIRED


def test_a_late_yes_counts_while_the_case_is_free_and_stands_the_next_team_down(offered, teams):
    (second,) = let_pass(offered.stranding, later(minutes=3))
    assert accept(offered, eta_min=30, at=later(minutes=4)).said == Said.YOURS
    second.refresh_from_db()
    assert second.status == S.STOOD_DOWN


def test_a_changed_mind_counts(offered):
    decline(offered, reason=DeclineReason.BUSY, at=AT)
    assert accept(offered, eta_min=30, at=later(minutes=1)).said == Said.YOURS


def test_yes_to_a_closed_case_is_told_politely(offered, dispatcher):
    close(offered.stranding, resolution=Resolution.NOT_A_SEAL, by=dispatcher, at=AT)
    assert accept(offered, eta_min=30, at=later(minutes=1)).said == Said.OVER


def test_a_team_on_another_case_is_busy_and_its_offers_move_on(offered, teams):
    other = report(phone="+77015550104").stranding
    (elsewhere,) = let_pass(other, AT)
    assert elsewhere.team == teams[0]
    accept(offered, eta_min=30, at=AT)
    assert accept(elsewhere, eta_min=30, at=AT).said == Said.BUSY
    (following,) = let_pass(other, later(seconds=5))
    assert following.team == teams[1]
    elsewhere.refresh_from_db()
    assert (elsewhere.status, elsewhere.decline_reason) == (S.DECLINED, "busy")


def test_a_yes_by_telephone_names_the_dispatcher_and_texts_the_leader(offered, teams, dispatcher):
    record_phone_accept(offered, eta_min=40, by=dispatcher, at=AT)
    entry = offered.stranding.timeline.get(verb="team_accepted")
    assert entry.by == dispatcher
    assert [text.contact.phone for text in texts("team_ok")] == [phone_of(teams[0])]


def test_a_no_after_silence_moves_nothing_but_spares_the_team_the_call_to_all(offered, teams):
    let_pass(offered.stranding, later(minutes=3))
    decline(offered, reason=DeclineReason.OTHER, at=later(minutes=4))
    offered.refresh_from_db()
    assert offered.status == S.EXPIRED
    for minutes in (6, 9):
        called = let_pass(offered.stranding, later(minutes=minutes))
    assert teams[0] not in [row.team for row in called]


def test_unsafe_is_kept(offered):
    decline(offered, reason=DeclineReason.UNSAFE, at=AT)
    offered.refresh_from_db()
    assert offered.unsafe


def test_yes_clears_the_alarm(called):
    stranding = called[0].stranding
    let_pass(stranding, later(minutes=12))
    assert Alarm.objects.get().cleared_at is None
    accept(called[0], eta_min=30, at=later(minutes=14))
    assert Alarm.objects.get().cleared_at is not None
    stranding.refresh_from_db()
    assert stranding.needs_person_because == ""
