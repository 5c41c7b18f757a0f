"""Teams and duty through the API: kept by who keeps the roster, numbers seen by nobody else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from dispatch.models import DutyShift, Responder, ResponseTeam, RosterEvent

NEW = {"name": "Bautino-1", "base_name": "Bautino", "latitude": 44.54, "longitude": 50.25}


@pytest.mark.parametrize(("role", "status"), [("", 401), ("responder", 403), ("vet", 403), ("director", 403),
                                              ("dispatcher", 200), ("coordinator", 200)])  # fmt: skip
def test_the_roster_is_open_to_who_keeps_it(call, team, role, status):
    for address in ("teams/", f"teams/{team.pk}/", "duty/"):
        answer = call(role).get(address)
        assert answer.status_code == status
        assert ("+77020000101" in answer.content.decode()) == (status == 200 and address != "duty/")


def test_a_team_is_made_and_changed_by_who_has_seen_it(call):
    desk = call("coordinator")
    made = desk.post("teams/", {**NEW, "equipment": [{"kind": "crate", "quantity": 2}]})
    assert made.status_code == 201
    assert made.json()["equipment"] == [{"kind": "crate", "quantity": 2}]
    assert desk.post("teams/", NEW).status_code == 422

    def change(body, **headers):
        return desk.client.patch(f"/api/v1/teams/{made.json()['id']}/", body, content_type="application/json",
                                 headers={**desk.headers, **headers})  # fmt: skip

    changed = change({"range_km": 90}, **{"If-Match": made["ETag"]})
    assert (changed.status_code, changed.json()["range_km"], changed.json()["name"]) == (200, 90, "Bautino-1")
    late = change({"range_km": 80}, **{"If-Match": made["ETag"]})
    assert (late.status_code, late.json()["current"]["range_km"], late.json()["sent"]["range_km"]) == (412, 90, 80)
    assert change({"range_km": 80}).status_code == 428
    assert ResponseTeam.objects.get().range_km == 90


def test_members_come_and_change(call, team):
    desk = call("dispatcher")
    made = desk.post(f"teams/{team.pk}/members/", {"name": "Ayan", "phone": "8 702 000 02 02", "is_leader": True})
    assert made.json()["phone"] == "+77020000202"
    assert [member.name for member in Responder.objects.filter(is_leader=True)] == ["Ayan"]
    assert desk.post(f"teams/{team.pk}/members/", {"name": "X", "phone": "+77020000202"}).status_code == 422
    assert desk.post(f"teams/{team.pk}/members/", {"name": "X", "phone": "12"}).status_code == 422
    body = {"name": "Ayan", "phone": "+77020000202", "is_active": False}
    address = f"/api/v1/teams/{team.pk}/members/{made.json()['id']}/"
    gone = desk.client.put(address, body, content_type="application/json", headers=desk.headers)
    assert gone.json()["is_active"] is False
    assert RosterEvent.objects.filter(verb="member_saved").count() == 2


def test_shifts_are_added_seen_repeated_and_taken_away(call, team, person):
    desk, today = call("dispatcher"), timezone.localdate() + timedelta(days=30)
    body = {"kind": "team", "who": team.pk, "first": today.isoformat(), "starts": "20:00", "ends": "08:00"}
    assert desk.post("duty/", body).json() == {"number": 1}
    assert desk.post("duty/", body).json() == {"number": 0}
    assert desk.post("duty/", {**body, "kind": "desk", "who": person("dispatcher").pk}).json() == {"number": 1}
    assert desk.post("duty/", {**body, "who": 999}).status_code == 422
    assert desk.post("duty/", {**body, "last": (today - timedelta(days=1)).isoformat()}).status_code == 422
    week = desk.get("duty/", week=today.isoformat()).json()
    assert {(shift["kind"], shift["name"]) for shift in week["shifts"]} == {("team", "Aktau-1"), ("desk", "Dispatcher")}
    assert week["team_gaps"]
    assert desk.post("duty/copy/", {"week": today.isoformat()}).json() == {"number": 2}
    shift = next(shift for shift in week["shifts"] if shift["kind"] == "team")
    for status in (204, 404):
        gone = desk.client.delete(f"/api/v1/duty/team/{shift['id']}/", headers=desk.headers)
        assert gone.status_code == status
    assert desk.get("duty/", week="nonsense").status_code == 400


def test_a_team_goes_off_duty(call, team):
    desk = call("dispatcher")
    assert desk.get(f"teams/{team.pk}/").json()["on_duty"] is True
    assert desk.post(f"teams/{team.pk}/off-duty/").json()["on_duty"] is False
    assert DutyShift.objects.get().ends_at <= timezone.now()
