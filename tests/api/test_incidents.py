"""Incidents: opened over cases, joined, left; each with its row on the case's timeline."""

import pytest

from strandings.models import Incident, TimelineEntry
from strandings.presenters.timeline import describe
from tests.api.conftest import A_SEAL


def test_an_incident_is_opened_over_cases(call, case, person):
    desk = call("dispatcher")
    made = desk.post("incidents/", {"title": "Storm of 22 November", "strandings": [case["reference"].lower()]})
    assert made.status_code == 201
    assert (made.json()["cases"], made.json()["open_cases"], made.json()["opened_by"]["name"]) == (1, 1, "Dispatcher")
    shown = desk.get(f"strandings/{case['reference']}/").json()
    assert (shown["incident"], shown["version"]) == (made.json()["id"], case["version"] + 1)
    row = TimelineEntry.objects.get(verb="incident_joined")
    assert (row.by, row.details["incident"]) == (person("dispatcher"), made.json()["id"])
    assert "Storm of 22 November" in describe(row)


def test_an_unknown_case_opens_no_incident(call, case):
    body = {"title": "Storm", "strandings": [case["reference"], "K-26-9999"]}
    answer = call("dispatcher").post("incidents/", body)
    assert answer.status_code == 422
    assert "K-26-9999" in answer.json()["errors"]["strandings"][0]
    assert not Incident.objects.exists()
    assert not TimelineEntry.objects.filter(verb="incident_joined").exists()


def test_cases_join_and_leave_by_who_has_seen_them(call, case):
    desk = call("dispatcher")
    incident = desk.post("incidents/", {"title": "Oil"}).json()
    address, seen = f"strandings/{case['reference']}", case["version"]
    joined = desk.post(f"{address}/join-incident/", {"incident": incident["id"], "version": seen})
    assert joined.json()["incident"] == incident["id"]
    assert desk.post(f"{address}/leave-incident/", {"version": seen}).status_code == 409
    again = desk.post(f"{address}/join-incident/", {"incident": incident["id"]}, If_Match=joined["ETag"])
    assert again["ETag"] == joined["ETag"]  # twice is once
    assert desk.get("strandings/", incident=incident["id"]).json()["results"][0]["reference"] == case["reference"]
    left = desk.post(f"{address}/leave-incident/", If_Match=joined["ETag"])
    assert left.json()["incident"] is None
    verbs = [row["verb"] for row in desk.get(f"{address}/timeline/").json()["results"]]
    assert (verbs.count("incident_joined"), verbs.count("incident_left")) == (1, 1)
    unknown = desk.post(f"{address}/join-incident/", {"incident": 999}, If_Match=left["ETag"])
    assert unknown.status_code == 422


def test_closed_cases_are_counted_apart(call, case):
    desk = call("dispatcher")
    other = desk.post("strandings/", A_SEAL).json()
    made = desk.post("incidents/", {"title": "Oil", "strandings": [case["reference"], other["reference"]]}).json()
    body = {"resolution": "nothing_to_do", "version": other["version"] + 1}
    assert desk.post(f"strandings/{other['reference']}/close/", body).status_code == 200
    shown = call("director").get(f"incidents/{made['id']}/").json()
    assert (shown["cases"], shown["open_cases"]) == (2, 1)
    assert [row["id"] for row in desk.get("incidents/").json()["results"]] == [made["id"]]
    assert desk.get("incidents/999/").status_code == 404


@pytest.mark.parametrize(("role", "sees", "opens"), [
    ("", 401, 401), ("responder", 403, 403), ("keeper", 403, 403), ("vet", 200, 403), ("dispatcher", 200, 201),
])  # fmt: skip
def test_who_sees_and_who_opens(call, role, sees, opens):
    assert call(role).get("incidents/").status_code == sees
    assert call(role).post("incidents/", {"title": "Storm"}).status_code == opens
