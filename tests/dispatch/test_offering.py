"""Asking teams: the nearest first, the next on a no or silence, then all, then an alarm."""

from datetime import timedelta

import pytest

from dispatch import sweeps
from dispatch.actions import decline, go_off_duty, offer_next, offer_to, offering
from dispatch.lifecycle import AssignmentStatus as S
from dispatch.models import Assignment, DutyShift
from dispatch.words import DeclineReason, Mode
from messaging.models import Alarm
from strandings.actions import hold
from tests.dispatch.conftest import AT, later, let_pass, make_team, phone_of, report, texts


def test_the_nearest_team_is_asked_with_the_reasons_stored(offered, teams):
    assert offered.team == teams[0]
    assert offered.mode == Mode.IN_TURN
    assert offered.answer_by == AT + timedelta(seconds=180)
    assert [row["name"] for row in offered.ranking] == ["Aktau-1", "Aktau-2", "Bautino-1"]
    assert offered.ranking[0]["reasons"][0]["code"] == "way"
    assert offered.stranding.timeline.filter(verb="team_offered").count() == 1


def test_the_leader_is_alerted_once_however_often_the_sweep_runs(offered, teams):
    for _ in range(3):
        let_pass(offered.stranding, AT)
    assert [text.contact.phone for text in texts("offer")] == [phone_of(teams[0])]


def test_halfway_through_the_window_the_next_member_is_alerted_too(offered, teams):
    let_pass(offered.stranding, later(seconds=91))
    assert [text.contact.phone for text in texts("offer")] == [phone_of(teams[0]), phone_of(teams[0], 2)]


def test_a_no_moves_to_the_next_team_at_once(offered, teams):
    decline(offered, reason=DeclineReason.VEHICLE, at=AT)
    assert [row.team for row in let_pass(offered.stranding, AT)] == [teams[1]]


def test_silence_then_all_then_an_alarm(offered, teams):
    stranding = offered.stranding
    assert [row.team for row in let_pass(stranding, later(minutes=3))] == [teams[1]]
    assert [row.team for row in let_pass(stranding, later(minutes=6))] == [teams[2]]
    called = let_pass(stranding, later(minutes=9))
    assert [row.team for row in called] == teams
    assert {row.mode for row in called} == {Mode.TO_ALL}
    assert let_pass(stranding, later(minutes=12)) == []
    assert stranding.needs_person_because == "no_team"
    assert Alarm.objects.get().key == f"no-team:{stranding.about}"
    assert let_pass(stranding, later(minutes=60)) == []
    assert Alarm.objects.count() == 1


def test_a_team_that_said_no_is_left_in_peace_by_the_call_to_all(offered, teams):
    decline(offered, reason=DeclineReason.BUSY, at=AT)
    for minutes in (3, 6):
        called = let_pass(offered.stranding, later(minutes=minutes))
    assert teams[0] not in [row.team for row in called]
    assert {row.mode for row in called} == {Mode.TO_ALL} or len(called) == 1


def test_a_team_that_comes_on_duty_after_the_alarm_is_asked(offered, teams):
    for minutes in (3, 6, 9, 12):
        let_pass(offered.stranding, later(minutes=minutes))
    fresh = make_team("Kuryk-1", 43.19, 51.69, 9)
    assert [row.team for row in let_pass(offered.stranding, later(minutes=13))] == [fresh]


def test_off_duty_teams_are_woken_for_the_most_urgent_only(teams):
    DutyShift.objects.all().delete()
    urgent, tomorrow = report().stranding, report(signs=frozenset(), phone="+77015550102").stranding
    assert len(let_pass(urgent, AT)) == 3
    assert tomorrow.priority > 1
    assert not tomorrow.assignments.exists()


def test_a_held_stranding_waits(stranding, dispatcher):
    hold(stranding, until=later(hours=1), because="storm", by=dispatcher, at=AT)
    assert let_pass(stranding, AT) == []
    assert len(let_pass(stranding, later(hours=1, minutes=1))) == 1


def test_a_committed_team_is_not_asked(offered, teams):
    Assignment.objects.filter(pk=offered.pk).update(status=S.ACCEPTED, accepted_at=AT)
    other = report(phone="+77015550103").stranding
    assert [row.team for row in let_pass(other, AT)] == [teams[1]]


def test_a_dispatcher_picks_a_team_twice_and_it_is_asked_once(offered, teams, dispatcher):
    first = offer_to(offered.stranding, teams[2], by=dispatcher, at=AT)
    again = offer_to(offered.stranding, teams[2], by=dispatcher, at=AT)
    assert first == again
    assert first.mode == Mode.CHOSEN
    assert first.offered_by == dispatcher


def test_a_dispatcher_may_send_a_team_to_a_new_case(teams, dispatcher, settings):
    settings.AUTO_DISPATCH = "off"
    stranding = report().stranding
    assert stranding.status == "new"
    offer_to(stranding, teams[1], by=dispatcher, at=AT)
    stranding.refresh_from_db()
    assert stranding.status == "awaiting_team"


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_an_offer_speaks_the_members_language(teams, language):
    teams[0].members.update(language=language)
    stranding = report().stranding
    let_pass(stranding, AT)
    assert texts("offer")[0].language == language


def test_a_team_that_went_off_duty_while_it_was_chosen_is_passed_over(stranding, teams, dispatcher, monkeypatch):
    """Between the ranking and the offer the roster changes: the alert goes to the next team."""
    ranked = offering.candidates

    def rank_and_lose(stranding, *, at, crews=None):
        ranking = ranked(stranding, at=at)
        go_off_duty(teams[0], by=dispatcher, at=at)
        return ranking

    monkeypatch.setattr(offering, "candidates", rank_and_lose)
    assert [row.team for row in offer_next(stranding, at=AT)] == [teams[1]]


def test_one_run_asks_for_every_waiting_case_however_many_cannot_be_served(teams, monkeypatch):
    monkeypatch.setattr(sweeps, "BATCH", 2)
    far = {"latitude": 36.9, "longitude": 54.0, "place_name": "far away"}
    cases = [report(phone=f"+770155502{n:02d}", **(far if n < 5 else {})).stranding for n in range(8)]
    assert sweeps.offer_waiting(AT) == 3
    asked = set(Assignment.objects.offered().values_list("stranding_id", flat=True))
    assert asked == {case.pk for case in cases[5:]}
    assert sweeps.offer_waiting(AT) == 0
