"""On the way, on scene, what was found, what became of it; and teams called off."""

from datetime import timedelta
from uuid import uuid4

import pytest

from dispatch.actions import (
    accept,
    arrive,
    check_in,
    en_route,
    finish,
    give_up,
    offer_to,
    record_seal,
    take_back,
    withdraw,
)
from dispatch.lifecycle import AssignmentStatus as S
from dispatch.sweeps import audit
from dispatch.words import CheckInKind
from messaging.models import Alarm, OutgoingMessage
from strandings.actions import admitted, close, watch
from strandings.words import Outcome, Resolution
from tests.dispatch.conftest import AT, CALLER, later, let_pass, texts


@pytest.fixture
def going(offered):
    OutgoingMessage.objects.filter(template="offer").update(status="sent")
    return accept(offered, eta_min=45, at=AT).assignment


def state(assignment):
    assignment.refresh_from_db()
    assignment.stranding.refresh_from_db()
    return assignment.status, assignment.stranding.status


def test_the_reporter_hears_that_the_team_is_on_its_way(going):
    en_route(going, at=later(minutes=5))
    (text,) = texts("enroute")
    assert text.contact.phone == CALLER
    assert "40" in text.body
    en_route(going, at=later(minutes=6))
    assert len(texts("enroute")) == 1


def test_arrival_is_kept_on_the_case(going):
    arrive(going, at=later(minutes=50), happened_at=later(minutes=44))
    assert state(going) == (S.ON_SCENE, "responding")
    assert going.on_scene_at == going.stranding.on_scene_at == later(minutes=44)
    assert going.en_route_at is None
    assert going.stranding.timeline.get(verb="team_arrived").details["skipped"] == ["en_route"]


def test_a_step_told_late_fills_in_its_time_and_moves_nothing(going):
    arrive(going, at=later(minutes=50))
    en_route(going, at=later(minutes=60), happened_at=later(minutes=7))
    assert state(going)[0] == S.ON_SCENE
    assert going.en_route_at == later(minutes=7)


def test_a_mistaken_tap_is_taken_back(going):
    arrive(going, at=later(minutes=1))
    take_back(going, at=later(minutes=2))
    assert state(going)[0] == S.EN_ROUTE
    assert going.on_scene_at is None


def test_a_seal_freed_on_the_spot_ends_the_case_and_the_team(going):
    arrive(going, at=later(minutes=45))
    record_seal(
        going,
        number=None,
        findings={"code_at_examination": "1", "signs": ["net"]},
        outcome=Outcome.RELEASED_ON_SITE,
        at=later(minutes=60),
        field_uuid=uuid4(),
    )
    assert state(going) == (S.DONE, "closed")
    assert going.link.expires_at == later(minutes=60) + timedelta(hours=24)
    assert texts("team_withdrawn") == []


def test_the_same_record_twice_is_once(going):
    again = uuid4()
    for minutes in (50, 51):
        record_seal(going, number=None, findings={}, outcome=None, at=later(minutes=minutes), field_uuid=again)
    assert going.stranding.animals.count() == 1


def test_several_seals_keep_the_case_open_until_each_has_an_end(going):
    record_seal(
        going, number=None, findings={}, outcome=Outcome.LEFT_IN_PEACE, more_seals=True, at=AT, field_uuid=uuid4()
    )
    assert state(going) == (S.ON_SCENE, "responding")
    record_seal(going, number=2, findings={}, outcome=Outcome.CARCASS_MARKED, at=AT, field_uuid=uuid4())
    assert state(going) == (S.DONE, "closed")


def test_a_seal_on_its_way_ends_the_team_when_the_centre_has_it(going, dispatcher):
    seal = record_seal(going, number=None, findings={}, outcome=Outcome.LOADED, at=AT, expected_min=70)
    assert state(going) == (S.TRANSPORTING, "responding")
    assert seal.expected_at == later(minutes=70)
    admitted(seal, care_number="CS-26-001", at=later(minutes=80), by=dispatcher)
    assert state(going) == (S.DONE, "closed")


def test_not_found_closes_the_case(going):
    finish(going, resolution=Resolution.NOT_FOUND, at=later(minutes=90))
    assert state(going) == (S.DONE, "closed")
    assert going.stranding.resolution == "not_found"


def test_giving_up_asks_the_next_team_and_a_person(going, teams):
    give_up(going, why="thin ice", unsafe=True, at=later(minutes=50))
    assert state(going) == (S.GAVE_UP, "awaiting_team")
    assert going.stranding.needs_person_because == "unsafe"
    assert [row.team for row in let_pass(going.stranding, later(minutes=50))] == [teams[1]]


def test_a_withdrawn_team_hears_it_and_is_not_asked_again(going, teams, dispatcher):
    withdraw(going, by=dispatcher, at=later(minutes=5), why="nearer team free")
    assert state(going) == (S.WITHDRAWN, "awaiting_team")
    assert len(texts("team_withdrawn")) == 1
    assert [row.team for row in let_pass(going.stranding, later(minutes=5))] == [teams[1]]


def test_an_extra_team_goes_beside_and_takes_the_lead_when_the_first_leaves(going, teams, dispatcher):
    extra = offer_to(going.stranding, teams[2], by=dispatcher, at=AT)
    extra = accept(extra, eta_min=90, at=AT).assignment
    assert extra.is_extra
    withdraw(going, by=dispatcher, at=later(minutes=5))
    extra.refresh_from_db()
    assert not extra.is_extra
    assert state(extra) == (S.ACCEPTED, "responding")
    assert audit(AT) == 0


def test_a_case_closed_under_way_calls_the_team_off(going, dispatcher):
    close(going.stranding, resolution=Resolution.FALSE_REPORT, by=dispatcher, at=later(minutes=5))
    assert state(going)[0] == S.WITHDRAWN
    assert len(texts("team_withdrawn")) == 1


def test_a_case_put_under_watch_stands_open_offers_down(offered, dispatcher):
    OutgoingMessage.objects.filter(template="offer").update(status="delivered")
    watch(offered.stranding, watcher=dispatcher, next_look_at=later(hours=3), why="rests", by=dispatcher, at=AT)
    assert state(offered) == (S.STOOD_DOWN, "watching")
    assert len(texts("team_stood_down")) == 1


def test_what_arrives_after_the_end_is_shown_and_moves_nothing(going, dispatcher):
    close(going.stranding, resolution=Resolution.FALSE_REPORT, by=dispatcher, at=later(minutes=5))
    arrive(going, at=later(minutes=6))
    assert state(going)[0] == S.WITHDRAWN
    assert going.stranding.timeline.filter(verb="team_told_late").exists()


def test_a_call_for_help_rings(going):
    check_in(going, kind=CheckInKind.HELP, at=AT, latitude=43.6, longitude=51.2)
    assert Alarm.objects.get().template == "alarm_team_help"
    assert going.team.position.latitude == 43.6


def test_the_audit_alarms_on_disagreement_and_lateness_and_clears_itself(going):
    type(going.stranding).objects.filter(pk=going.stranding_id).update(status="awaiting_team")
    assert audit(AT) == 1
    type(going.stranding).objects.filter(pk=going.stranding_id).update(status="responding")
    assert audit(AT) == 0
    assert Alarm.objects.get().cleared_at is not None
    assert audit(later(hours=3)) == 1
    assert Alarm.objects.filter(key__startswith="team-late").count() == 1
