"""Seals in care through the API: seen, weighed, prescribed for, and every dose recorded once."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import timezone

from rehab import actions
from rehab.models import Dose, Drug, Enclosure, FormularyEntry, Measurement
from strandings.models import TimelineEntry


@pytest.fixture
def drug(db):
    made = Drug.objects.create(name="amoxicillin", per_ml=Decimal(150))
    FormularyEntry.objects.create(
        drug=made, route="IM", low=10, high=20, unit="mg/kg", species_group="phocid", source="a book"
    )
    return made


@pytest.fixture
def patient(person, at):
    pool = Enclosure.objects.create(name="P1", capacity=4)
    intake = actions.Intake(enclosure=pool, numbers=actions.Numbers(weight_kg=Decimal("18.4")), nickname="Aisulu")
    return actions.admit(intake=intake, by=person("keeper"), at=at)


ORDER = {"dose": "15", "unit": "mg/kg", "route": "IM", "frequency": "BID", "days": 5}


@pytest.fixture
def course(call, patient, drug):
    return call("vet").post(f"patients/{patient.number}/prescriptions/", {**ORDER, "drug": drug.pk}).json()


def test_who_is_in_care(call, patient):
    row = call("keeper").get("patients/", in_house="true", q="aisu").json()["results"][0]
    assert (row["number"], row["enclosure"], row["place_no"], row["last_weight_kg"]) == (
        patient.number,
        "P1",
        1,
        "18.40",
    )
    assert call("keeper").get("patients/", in_house="false").json()["results"] == []
    assert call("director").get(f"patients/{patient.number.lower()}/").json()["nickname"] == "Aisulu"
    assert call("vet").get("patients/CS-99-999/").status_code == 404


def test_a_list_of_patients_costs_the_same_however_many_there_are(
    call, patient, person, at, django_assert_max_num_queries
):
    pool = Enclosure.objects.get()
    for _ in range(3):
        actions.admit(intake=actions.Intake(enclosure=pool, numbers=actions.Numbers()), by=person("keeper"), at=at)
    keeper = call("keeper")
    with django_assert_max_num_queries(6):
        assert len(keeper.get("patients/").json()["results"]) == 4


def test_the_scales_send_a_weight_once(call, patient):
    scales, key = call("keeper"), str(uuid4())
    for _ in range(2):
        sent = scales.post(f"patients/{patient.number}/measurements/", {"weight_kg": 19.25}, Idempotency_Key=key)
        assert (sent.status_code, sent.json()["weight_kg"]) == (201, "19.25")
    assert Measurement.objects.filter(weight_kg=Decimal("19.25")).count() == 1
    assert scales.post(f"patients/{patient.number}/measurements/", {}).status_code == 422
    assert scales.post(f"patients/{patient.number}/measurements/", {"weight_kg": 900}).status_code == 400
    assert scales.get(f"patients/{patient.number}/measurements/").json()["results"][0]["weight_kg"] == "19.25"


def test_a_vet_prescribes_within_the_range_or_says_why(call, patient, drug):
    vet, address = call("vet"), f"patients/{patient.number}/prescriptions/"
    made = vet.post(address, {**ORDER, "drug": drug.pk})
    assert (made.status_code, made.json()["amount"], made.json()["volume_ml"]) == (201, "276.000", "1.84")
    assert (made.json()["unit"], made.json()["amount_unit"]) == ("mg/kg", "mg")
    assert Dose.objects.filter(prescription=made.json()["id"]).count() == 10
    high = vet.post(address, {**ORDER, "drug": drug.pk, "dose": "200"})
    assert high.status_code == 409
    assert "200" in high.json()["detail"]
    assert vet.post(address, {**ORDER, "drug": drug.pk, "dose": "25", "override_reason": "sepsis"}).status_code == 201
    assert vet.post(address, {**ORDER, "drug": 999}).status_code == 422
    old = (timezone.now() - timedelta(days=400)).isoformat()
    assert vet.post(address, {**ORDER, "drug": drug.pk, "starts_at": old}).status_code == 422


def test_a_dose_is_recorded_once(call, course):
    keeper, key = call("keeper"), str(uuid4())
    due = keeper.get("doses/", status="due", prescription=course["id"]).json()["results"]
    assert [row["due_at"] for row in due] == sorted(row["due_at"] for row in due)
    assert (due[0]["amount"], due[0]["unit"]) == ("276.000", "mg")  # never mg/kg beside an amount
    address = f"doses/{due[0]['id']}/mark/"
    first = keeper.post(address, {"status": "given"}, Idempotency_Key=key).json()
    again = keeper.post(address, {"status": "given"}, Idempotency_Key=key).json()
    assert (first["is_new"], first["dose"]["status"], first["dose"]["given_amount"]) == (True, "given", "276.000")
    assert (again["is_new"], again["dose"]) == (False, first["dose"])
    assert not TimelineEntry.objects.filter(verb="care_dose_told_twice").exists()
    other = call("coordinator").post(address, {"status": "given"}, Idempotency_Key=str(uuid4())).json()
    assert other["is_new"] is False
    assert TimelineEntry.objects.filter(verb="care_dose_told_twice").count() == 1
    assert keeper.post(f"doses/{due[0]['id']}/undo/").json()["status"] == "due"


def test_every_word_a_keeper_has_for_a_dose(call, course):
    keeper = call("keeper")
    due = keeper.get("doses/", status="due", prescription=course["id"]).json()["results"]
    told = [{"status": "partly", "given_amount": 100}, {"status": "refused"}, {"status": "held"}, {"status": "missed"}]
    for row, body in zip(due, told, strict=False):
        answer = keeper.post(f"doses/{row['id']}/mark/", body)
        assert answer.json()["dose"]["status"] == body["status"]
    too_much = keeper.post(f"doses/{due[4]['id']}/mark/", {"status": "partly", "given_amount": 900})
    assert too_much.status_code == 409
    long_ago = (timezone.now() - timedelta(days=30)).isoformat()
    assert keeper.post(f"doses/{due[4]['id']}/mark/", {"status": "given", "given_at": long_ago}).status_code == 422
    assert keeper.get("doses/", status=["held", "missed"]).json()["results"][0]["status"] == "held"


def test_a_course_is_held_goes_on_and_stops(call, course):
    vet, address = call("vet"), f"prescriptions/{course['id']}"
    vet.post(f"{address}/hold/", {"because": "sedation"})
    assert set(Dose.objects.values_list("status", flat=True)) == {"held"}
    vet.post(f"{address}/resume/")
    assert "due" in set(Dose.objects.values_list("status", flat=True))
    assert vet.post(f"{address}/stop/").status_code == 400
    assert vet.post(f"{address}/stop/", {"because": "well again"}).json()["stopped_because"] == "well again"
    assert vet.get("prescriptions/", stopped="false").json()["results"] == []
    assert vet.get(f"{address}/").json()["stopped_at"] is not None


def test_a_dose_as_needed_comes_once(call, patient, drug):
    vet = call("vet")
    order = {**ORDER, "drug": drug.pk, "frequency": "PRN", "min_interval_h": 6}
    made = vet.post(f"patients/{patient.number}/prescriptions/", order).json()
    key = str(uuid4())
    given = [call("keeper").post(f"prescriptions/{made['id']}/give/", Idempotency_Key=key).json() for _ in range(2)]
    assert [row["is_new"] for row in given] == [True, False]
    assert Dose.objects.count() == 1


def test_an_order_by_telephone_is_signed(call, patient, drug, person, at):
    from rehab.queries.prescribing import Order

    order = Order(drug=drug, dose=Decimal(15), unit="mg/kg", route="IM", frequency="BID", starts_at=at)
    row = actions.prescribe(patient, order=order, by=person("keeper"), at=at, ordered_by=person("vet"))
    vet = call("vet")
    assert [one["id"] for one in vet.get("prescriptions/", unsigned="true").json()["results"]] == [row.pk]
    assert vet.post(f"prescriptions/{row.pk}/sign/").json()["waits_for_signature"] is False


@pytest.mark.parametrize(("role", "sees", "cares", "treats"), [
    ("", 401, 401, 401), ("responder", 403, 403, 403), ("dispatcher", 200, 403, 403), ("director", 200, 403, 403),
    ("keeper", 200, 200, 403), ("vet", 200, 200, 201),
])  # fmt: skip
def test_who_sees_cares_and_treats(call, course, patient, drug, role, sees, cares, treats):
    caller, dose = call(role), Dose.objects.order_by("due_at").first()
    for address in ("patients/", f"patients/{patient.number}/", "prescriptions/", "doses/"):
        assert caller.get(address).status_code == sees
    assert caller.post(f"doses/{dose.pk}/mark/", {"status": "given"}).status_code == cares
    ordered = caller.post(f"patients/{patient.number}/prescriptions/", {**ORDER, "drug": drug.pk})
    assert ordered.status_code == treats


def test_a_time_zone_nobody_lives_in_is_no_error_of_ours(call):
    vet = call("coordinator")
    assert vet.get("doses/", due_from="2026-08-23T19:29:52-18:46").status_code == 200
    assert vet.get("strandings/", since="2026-08-23T19:29:52-18:46").status_code == 200
    assert vet.get("doses/", due_from="0001-01-01T00:00:00+18:00").status_code == 400
    assert vet.get("strandings/", since="0001-01-01T00:00:00+18:00").status_code == 400
