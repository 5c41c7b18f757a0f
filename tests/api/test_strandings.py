"""Cases through the API: taken down, followed, changed by who has seen them, shown only to whom they concern."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from strandings.models import Report, Stranding, TimelineEntry
from tests.api.conftest import A_SEAL, CALLER


def verb(caller, case, name, body=None, **headers):
    return caller.post(f"strandings/{case['reference']}/{name}/", body, **headers)


def test_a_dispatcher_takes_down_a_call(call, person):
    answer = call("dispatcher").post("strandings/", {**A_SEAL, "priority": 3, "why": "the net is loose"})
    case = answer.json()
    assert answer.status_code == 201
    assert answer["ETag"] == f'"v{case["version"]}"'
    assert (case["status"], case["priority"], case["place"]["precision"]) == ("awaiting_team", 3, "exact")
    report = Report.objects.get()
    assert (report.channel, report.taken_by, report.contact.phone) == ("phone", person("dispatcher"), CALLER)
    assert report.consent_at is not None
    assert set(TimelineEntry.objects.values_list("verb", flat=True)) >= {"reported", "team_asked", "priority_set"}


def test_what_is_left_out_is_read_from_the_words(call):
    case = call("dispatcher").post("strandings/", {"words": "two dead seals near Bautino"}).json()
    assert (case["state"], case["kind"], case["count_to"]) == ("dead", "carcasses", 2)
    assert case["place"]["latitude"] is not None


def test_the_same_key_is_one_case_and_one_answer(call):
    desk, key = call("dispatcher"), str(uuid4())
    first = desk.post("strandings/", {**A_SEAL, "priority": 5, "why": "x"}, Idempotency_Key=key)
    second = desk.post("strandings/", {**A_SEAL, "priority": 5, "why": "x"}, Idempotency_Key=key)
    assert (first.status_code, first.json()) == (second.status_code, second.json())
    assert Report.objects.count() == Stranding.objects.count() == 1
    assert desk.post("strandings/", A_SEAL, Idempotency_Key="not one").status_code == 400


def test_two_people_with_one_key_are_two_cases(call):
    key = str(uuid4())
    for role in ("dispatcher", "coordinator"):
        assert call(role).post("strandings/", A_SEAL, Idempotency_Key=key).status_code == 201
    assert Stranding.objects.count() == 2


def test_lists_are_filtered(call, case):
    desk = call("dispatcher")
    other = desk.post("strandings/", {"words": "dead seal, bones", "state": "dead", "place": "bautino"}).json()
    closed = verb(desk, other, "close", {"resolution": "nothing_to_do"}, If_Match=f'"v{other["version"]}"')
    assert closed.status_code == 200

    def found(**query):
        return {row["reference"] for row in desk.get("strandings/", **query).json()["results"]}

    both = {case["reference"], other["reference"]}
    assert found() == both
    assert found(status=["closed", "new"]) == found(open="false") == {other["reference"]}
    assert found(open="true", priority=1) == {case["reference"]}
    assert found(place="bautino") == {other["reference"]}
    assert found(since=(timezone.now() + timedelta(minutes=1)).isoformat()) == set()
    assert desk.get("strandings/", status="asleep").status_code == 400
    assert desk.get("strandings/", since="yesterday").status_code == 400


def test_following_meets_every_change_and_pages_without_gaps(call):
    desk = call("dispatcher")
    made = [desk.post("strandings/", {"words": f"seal {n}"}).json()["reference"] for n in range(5)]
    old = timezone.now() - timedelta(hours=1)
    Stranding.objects.update(changed_at=old)  # all in one moment: the number decides
    met, since = [], ""
    while True:
        page = desk.get("strandings/", since=since, limit=2).json()
        met += [row["reference"] for row in page["results"]]
        since = page["since"]
        if not page["more"]:
            break
    assert met == made
    assert desk.get("strandings/", since=since).json()["results"] == []
    desk.post(f"strandings/{made[1]}/note/", {"words": "called back"})
    assert [row["reference"] for row in desk.get("strandings/", since=since).json()["results"]] == [made[1]]


def test_a_change_that_lands_late_is_not_missed(call):
    desk = call("dispatcher")
    late, early = (desk.post("strandings/", {"words": "seal"}).json()["reference"] for _ in range(2))
    Stranding.objects.filter(reference=late).update(changed_at=timezone.now() - timedelta(days=1))
    since = desk.get("strandings/").json()["since"]  # `early` was changed a moment ago
    Stranding.objects.filter(reference=late).update(changed_at=timezone.now() - timedelta(seconds=2))
    again = {row["reference"] for row in desk.get("strandings/", since=since).json()["results"]}
    assert again == {late, early}


def test_polling_costs_few_queries(call, case, django_assert_max_num_queries):
    desk = call("dispatcher")
    for _ in range(8):
        desk.post("strandings/", A_SEAL)
    with django_assert_max_num_queries(5):
        assert len(desk.get("strandings/").json()["results"]) == 9


@pytest.mark.parametrize("by_header", [True, False])
def test_nobody_overwrites_what_he_has_not_seen(call, case, by_header):
    desk = call("dispatcher")
    changed = verb(desk, case, "hold", {"until": "2099-01-01T00:00:00Z", "because": "x", "version": case["version"]})
    assert changed.status_code == 422  # too far ahead: nothing happened
    until = (timezone.now() + timedelta(hours=2)).isoformat()
    held = verb(desk, case, "hold", {"until": until, "because": "wind"}, If_Match=f'"v{case["version"]}"').json()
    body, headers = {"priority": 4, "why": "calm"}, {}
    if by_header:
        headers["If_Match"] = f'"v{case["version"]}"'
    else:
        body["version"] = case["version"]
    late = verb(desk, case, "priority", body, **headers)
    assert late.status_code == (412 if by_header else 409)
    assert late.json()["current"]["version"] == held["version"]
    assert late.json()["current"]["held_because"] == "wind"
    assert late.json()["sent"]["why"] == "calm"
    assert Stranding.objects.get().priority == case["priority"]
    assert verb(desk, case, "priority", {"priority": 4, "why": "calm"}).status_code == 428


def test_the_life_of_a_case(call, case, person):
    desk = call("dispatcher")

    def do(name, body=None):
        answer = verb(desk, case, name, {**(body or {}), "version": desk_sees()})
        assert answer.status_code == 200, answer.json()
        return answer.json()

    def desk_sees():
        return desk.get(f"strandings/{case['reference']}/").json()["version"]

    assert do("acknowledge")["acknowledged_by"]["name"] == "Dispatcher"
    assert do("place", {"place": "bautino"})["place_slug"] == "bautino"
    assert do("place", {"latitude": 43.7, "longitude": 51.1, "accuracy_m": 9})["place"]["accuracy_m"] == 9
    soon = (timezone.now() + timedelta(hours=3)).isoformat()
    assert do("watch", {"watcher": person("vet").pk, "next_look_at": soon, "why": "rests"})["status"] == "watching"
    assert do("reopen", {"to": "awaiting_team", "why": "it bleeds"})["status"] == "awaiting_team"
    assert do("hold", {"until": soon, "because": "storm"})["held_because"] == "storm"
    assert do("release")["held_until"] is None
    assert do("outcome", {"outcome": "went_to_sea", "note": "the caller saw it"})["status"] == "closed"
    happened = [row["verb"] for row in desk.get(f"strandings/{case['reference']}/timeline/").json()["results"]]
    assert {"acknowledged", "place_set", "watching", "reopened", "held", "hold_released", "closed"} <= set(happened)


def test_what_the_life_cycle_has_no_arrow_for_is_refused(call, case):
    answer = verb(call("dispatcher"), case, "ask-for-team")
    assert answer.status_code == 409
    assert answer.json()["type"] == "urn:seal-rescue:problem:conflict"


def test_two_cases_become_one_and_two_again(call, case):
    desk = call("dispatcher")
    other = desk.post("strandings/", A_SEAL).json()
    joined = verb(desk, other, "merge", {"into": case["reference"], "version": other["version"]}).json()
    assert (joined["status"], joined["merged_into"]) == ("closed", case["reference"])
    assert verb(desk, other, "unmerge").json()["status"] == "new"
    assert verb(desk, other, "unmerge").status_code == 409
    again = desk.get(f"strandings/{other['reference']}/").json()
    itself = verb(desk, other, "merge", {"into": other["reference"], "version": again["version"]})
    assert itself.status_code == 409


def test_a_partner_hears_and_answers(call, case):
    from strandings.models import Partner

    desk, partner = call("dispatcher"), Partner.objects.create(name="Fish inspection", phone="+77010000001")
    by = (timezone.now() + timedelta(hours=5)).isoformat()
    body = {"partner": partner.pk, "answer_by": by, "passed_on": ["place"], "version": case["version"]}
    assert verb(desk, case, "refer", body).json()["status"] == "with_partner"
    referral = partner.referrals.get().pk
    done = {"referral": referral, "to": "done", "disposition": "carcass_removed"}
    assert verb(desk, case, "partner-answer", done).json()["resolution"] == "done_by_partner"
    assert verb(desk, case, "refer", {**body, "partner": 999, "version": 1}).status_code == 409


def test_the_reporter_is_written_to(call, case):
    from messaging.models import OutgoingMessage

    desk, report, key = call("dispatcher"), Report.objects.get(), str(uuid4())
    for _ in range(2):
        said = verb(desk, case, "write", {"report": report.pk, "words": "Stay 50 m away."}, Idempotency_Key=key)
        assert said.status_code == 200
    assert OutgoingMessage.objects.filter(template="from_dispatcher").count() == 1
    assert verb(desk, case, "write", {"report": 999, "words": "x"}).status_code == 404


@pytest.mark.parametrize(("role", "sees", "works"), [
    ("", 401, 401), ("responder", 403, 403), ("keeper", 403, 403), ("vet", 200, 403), ("director", 200, 403),
    ("dispatcher", 200, 200), ("coordinator", 200, 200),
])  # fmt: skip
def test_who_sees_and_who_works(call, case, role, sees, works):
    caller = call(role)
    assert caller.get("strandings/").status_code == sees
    assert caller.get(f"strandings/{case['reference']}/").status_code == sees
    assert verb(caller, case, "acknowledge").status_code == works


def test_the_map_of_a_box(call, case, team):
    desk = call("vet")
    whole = desk.get("strandings.geojson")
    assert whole["Content-Type"] == "application/geo+json"
    assert {feature.get("id") for feature in whole.json()["features"]} == {case["reference"], None}
    inside = desk.get("strandings.geojson", bbox="51,43.6,51.3,43.62").json()["features"]
    assert [feature.get("id") for feature in inside] == [case["reference"]]
    assert desk.get("strandings.geojson", bbox="10,10,11,11").json()["features"] == []
    assert desk.get("strandings.geojson", bbox="170,-90,52,90").json()["features"] != []  # over the date line
    for wrong in ("1,2,3", "a,b,c,d", "0,50,10,40", "nan,0,1,1"):
        assert desk.get("strandings.geojson", bbox=wrong).status_code == 400


def test_an_unchanged_map_is_not_sent_twice(call, case, client):
    desk = call("vet")
    etag = desk.get("strandings.geojson")["ETag"]
    again = client.get("/api/v1/strandings.geojson", headers={**desk.headers, "If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    box = client.get("/api/v1/strandings.geojson?bbox=0,0,1,1", headers={**desk.headers, "If-None-Match": etag})
    assert box.status_code == 200
