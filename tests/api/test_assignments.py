"""A team's way through the API: asked by the desk, told by its responder, seen by nobody else's."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.models import User
from dispatch.models import Assignment, CheckIn, Responder, ResponseTeam
from dispatch.sweeps import offer_waiting
from strandings.models import StrandedAnimal, Stranding, TimelineEntry
from tests.api.conftest import CALLER


@pytest.fixture
def asked(team, case):
    """The team has been asked by the engine."""
    offer_waiting(timezone.now())
    return Assignment.objects.get()


@pytest.fixture
def stranger(call, centre):
    """A responder of another team."""
    other = ResponseTeam.objects.create(name="Far", base_name="Far", latitude=41.0, longitude=52.0)
    user = User.objects.create(username="stranger", role="responder")
    Responder.objects.create(team=other, user=user, name="Stranger", phone="+77020009999")
    return user


def step(caller, assignment, name, body=None, **headers):
    return caller.post(f"assignments/{assignment.pk}/{name}/", body, **headers)


def test_a_responder_goes_the_whole_way(call, asked, case):
    beach = call("responder")
    seen = beach.get("assignments/", open="true").json()["results"]
    assert [(row["id"], row["status"], row["stranding"]) for row in seen] == [(asked.pk, "offered", case["reference"])]
    assert step(beach, asked, "accept", {"eta_min": 40}).json()["status"] == "accepted"
    assert step(beach, asked, "en-route").json()["status"] == "en_route"
    assert step(beach, asked, "eta", {"eta_min": 20}).json()["eta_at"] is not None
    assert step(beach, asked, "check-in", {"kind": "well", "latitude": 43.6, "longitude": 51.2}).status_code == 200
    earlier = (timezone.now() - timedelta(minutes=3)).isoformat()
    there = step(beach, asked, "arrive", {"happened_at": earlier}).json()
    assert there["status"] == "on_scene"
    assert there["on_scene_at"] < there["offered_at"]
    found = {"code": "1", "signs": ["net"], "weight_kg": "18.4", "outcome": "loaded", "to_centre_min": 50}
    loaded = step(beach, asked, "seal", found).json()
    assert loaded["status"] == "transporting"
    assert loaded["seals"][0]["weight_kg"] == "18.40"
    seal = StrandedAnimal.objects.get()
    assert (seal.outcome, seal.on_its_way_since is not None) == ("loaded", True)
    verbs = set(TimelineEntry.objects.filter(by__username="responder").values_list("verb", flat=True))
    assert {"team_accepted", "team_en_route", "team_eta", "team_well", "team_arrived"} <= verbs


def test_what_came_from_the_beach_twice_happened_once(call, asked):
    beach, key = call("responder"), str(uuid4())
    step(beach, asked, "accept")
    for _ in range(2):
        assert step(beach, asked, "check-in", {"kind": "help"}, Idempotency_Key=key).status_code == 200
    assert CheckIn.objects.count() == 1
    seal_key = str(uuid4())
    for _ in range(2):
        step(beach, asked, "seal", {"findings": "thin", "more_seals": False}, Idempotency_Key=seal_key)
    assert StrandedAnimal.objects.count() == 1


def test_the_team_sees_its_case_only_while_it_goes_there(call, asked, case):
    beach, desk = call("responder"), call("dispatcher")
    shown = beach.get(f"assignments/{asked.pk}/").json()
    assert shown["place"]["latitude"] == case["place"]["latitude"]
    assert shown["words"] == ["seal in a net"]
    assert shown["safety"]
    assert step(desk, asked, "withdraw", {"why": "another is nearer"}).json()["status"] == "withdrawn"
    over = beach.get(f"assignments/{asked.pk}/").json()
    assert over["place"] == {"precision": "none", "latitude": None, "longitude": None, "accuracy_m": None, "name": ""}
    assert (over["words"], over["seals"]) == ([], [])
    assert "43.6" not in beach.get("assignments/").content.decode()
    assert desk.get(f"assignments/{asked.pk}/").json()["place"]["precision"] == "exact"


def test_the_number_is_shown_to_a_team_that_goes_and_the_look_is_kept(call, asked, person):
    beach = call("responder")
    assert step(beach, asked, "number").status_code == 404
    step(beach, asked, "accept")
    assert CALLER not in beach.get(f"assignments/{asked.pk}/").content.decode()
    assert step(beach, asked, "number").json()["phone"] == CALLER
    assert TimelineEntry.objects.get(verb="number_seen").by == person("responder")


def test_another_teams_case_is_as_unknown_as_none(call, asked, stranger, client, at):
    from accounts.actions import make_token
    from tests.api.conftest import Caller

    other = Caller(client, make_token(label="x", by=stranger, at=at)[1])
    assert other.get("assignments/").json()["results"] == []
    for address in (f"assignments/{asked.pk}/", "assignments/99999/"):
        assert other.get(address).status_code == 404
    for name in ("accept", "number", "seal", "give-up"):
        assert step(other, asked, name, {"why": "x"}).status_code == 404
    assert step(other, asked, "withdraw").status_code == 403
    asked.refresh_from_db()
    assert asked.status == "offered"


def test_the_dispatcher_asks_and_writes_down_what_was_heard(call, team, case, person):
    desk = call("dispatcher")
    offer = desk.post(f"strandings/{case['reference']}/offer/", {"team": team.pk})
    assert (offer.status_code, offer.json()["mode"]) == (201, "chosen")
    made = Assignment.objects.get()
    assert step(desk, made, "accept", {"eta_min": 30}).json()["status"] == "accepted"
    assert step(desk, made, "take-back").json()["status"] == "accepted"
    done = step(desk, made, "finish", {"resolution": "not_found", "words": "gone"})
    assert done.json()["status"] == "done"
    assert (Stranding.objects.get().status, Stranding.objects.get().resolution) == ("closed", "not_found")
    closed = desk.post(f"strandings/{case['reference']}/offer/", {"team": team.pk})
    assert closed.status_code == 409
    assert step(desk, made, "accept").status_code == 409


def test_a_no_and_a_team_that_cannot_go_on(call, asked, team):
    beach = call("responder")
    assert step(beach, asked, "decline", {"reason": "vehicle"}).json()["decline_reason"] == "vehicle"
    step(beach, asked, "accept")
    assert step(beach, asked, "give-up", {"why": "ice", "unsafe": True}).json()["status"] == "gave_up"
    assert Stranding.objects.get().needs_person_because == "unsafe"


@pytest.mark.parametrize(("role", "status"), [("", 401), ("keeper", 403), ("vet", 403), ("director", 403)])
def test_nobody_else_tells_anything(call, asked, role, status):
    for name in ("accept", "arrive", "seal", "withdraw", "number"):
        assert step(call(role), asked, name).status_code == status
