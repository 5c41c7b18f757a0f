"""Reports through the API: from anybody, once; numbers only to who may see them, and every look is kept."""

from uuid import uuid4

import pytest

from messaging.models import OutgoingMessage
from strandings.models import Report, Stranding, TimelineEntry
from tests.api.conftest import A_SEAL, CALLER

SECRETS = ("43.61", "51.20", CALLER, "Canaryev")


def test_anybody_reports_and_a_person_looks_before_a_team_goes(call, client):
    answer = call().post("reports/", A_SEAL)
    assert answer.status_code == 201
    case = Stranding.objects.get()
    assert (answer.json()["stranding"], case.set_aside_because, case.status) == (case.reference, "api", "new")
    assert case.next_at is not None
    assert not any(secret in answer.content.decode() for secret in SECRETS)
    page = client.get(answer.json()["status_page"].partition("8000")[2])
    assert page.status_code == 200
    assert case.reference in page.content.decode()
    assert OutgoingMessage.objects.filter(contact__phone=CALLER).count() == 1


def test_a_dispatchers_program_is_believed(call, person):
    call("dispatcher").post("reports/", A_SEAL)
    report = Report.objects.get()
    assert (report.channel, report.taken_by) == ("api", person("dispatcher"))
    assert report.stranding.status == "awaiting_team"


def test_a_responders_program_is_not_more_than_a_person_on_the_beach(call):
    assert call("responder").post("reports/", A_SEAL).status_code == 201
    assert Report.objects.get().taken_by is None


@pytest.mark.parametrize("role", ["", "dispatcher"])
def test_the_same_key_is_one_report_and_one_answer(call, role):
    key = str(uuid4())
    first, second = (call(role).post("reports/", A_SEAL, Idempotency_Key=key) for _ in range(2))
    assert (first.status_code, first.json()) == (second.status_code, second.json())
    assert Report.objects.count() == 1
    other = call(role).post("reports/", {**A_SEAL, "words": "another seal"}, Idempotency_Key=key)
    assert other.status_code == 422
    assert "status_page" not in other.json()
    assert Report.objects.count() == 1


def test_without_a_key_every_request_is_a_report(call):
    for _ in range(2):
        assert call().post("reports/", A_SEAL).status_code == 201
    assert Report.objects.count() == 2


def test_texts_are_cleaned_and_cut(call):
    words = "seal\x00 \u202ehere\ud800 " + "y" * 5000
    assert call().post("reports/", {"words": words, "name": "\x00"}).status_code == 201
    stored = Report.objects.get().words
    assert stored.startswith("seal here yyy")
    assert len(stored) == 4000


def test_numbers_are_masked_in_lists_and_shown_to_who_may_with_a_record(call, case, person):
    report = Report.objects.get()
    for role in ("dispatcher", "vet", "director"):
        seen = call(role).get("reports/", stranding=case["reference"])
        assert seen.json()["results"][0]["phone"] == "+7 701 *** 01 01"
        assert CALLER not in seen.content.decode()
        assert CALLER not in call(role).get(f"reports/{report.pk}/").content.decode()
    assert call("vet").post(f"reports/{report.pk}/number/").status_code == 403
    assert not TimelineEntry.objects.filter(verb="number_seen").exists()
    shown = call("dispatcher").post(f"reports/{report.pk}/number/")
    assert shown.json() == {"phone": CALLER, "name": "Nurlan Canaryev"}
    looked = TimelineEntry.objects.get(verb="number_seen")
    assert (looked.by, looked.stranding.reference) == (person("dispatcher"), case["reference"])


def test_lists_page_from_the_newest(call):
    desk = call("dispatcher")
    for _ in range(5):
        desk.post("reports/", A_SEAL)
    first = desk.get("reports/", limit=2).json()
    newest = Report.objects.order_by("-pk").values_list("pk", flat=True)
    assert [row["id"] for row in first["results"]] == list(newest[:2])
    rest = desk.client.get(first["next"], headers=desk.headers).json()
    assert [row["id"] for row in rest["results"]] == list(newest[2:4])
    assert desk.get("reports/", channel="api").json()["results"]
    assert desk.get("reports/", channel="phone").json()["results"] == []
