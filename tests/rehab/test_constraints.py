"""The database refuses nonsense, whoever writes it: one story per named rule."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from rehab.models import (
    CareLimit,
    CareSetting,
    Dose,
    Drug,
    Enclosure,
    Feeding,
    FeedingPlan,
    FormularyEntry,
    HeadCount,
    Measurement,
    Patient,
    Prescription,
    Quarantine,
    ReleaseGate,
    Stay,
    StockBatch,
    Task,
    TreatmentNote,
    WaterReading,
)


def refused(name, make):
    """The rule of that name says no. SQLite names unique columns, not the rule."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        make()
    assert name in str(error.value) or "UNIQUE" in str(error.value)


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("patient_weight_possible", {"weight_kg": 900}),
        ("patient_weight_possible", {"weight_kg": 0}),
        ("patient_length_possible", {"length_cm": 5}),
        ("patient_girth_possible", {"girth_cm": 500}),
        ("body_temperature_possible", {"temp_c": 80}),
        ("glucose_possible", {"glucose_mmol_l": 90}),
        ("measurement_says_something", {}),
    ],
)
def test_impossible_numbers(patient, at, name, columns):
    refused(name, lambda: Measurement.objects.create(patient=patient, measured_at=at, recorded_at=at, **columns))


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("patient_status_is_known", {"status": "asleep", "ended_at": "2026-01-01T00:00Z"}),
        ("end_of_care_says_when", {"status": "died"}),
        ("end_of_care_says_when", {"ended_at": "2026-01-01T00:00Z"}),
        ("euthanasia_has_method_and_two_names", {"status": "euthanised", "ended_at": "2026-01-01T00:00Z"}),
        ("release_says_site_and_category", {"status": "released", "ended_at": "2026-01-01T00:00Z"}),
    ],
)
def test_a_patient_is_whole(patient, name, columns):
    refused(name, lambda: Patient.objects.filter(pk=patient.pk).update(**columns))


def test_euthanasia_by_one_person_twice(patient, vet, at):
    both = {"status": "euthanised", "ended_at": at, "end_method": "by law", "ended_by": vet, "end_second_by": vet}
    refused("euthanasia_has_method_and_two_names", lambda: Patient.objects.filter(pk=patient.pk).update(**both))


def test_one_stay_in_care_and_one_number(patient, at):
    refused(
        "one_open_stay_in_care_a_seal",
        lambda: Patient.objects.create(number="CS-26-999", animal=patient.animal, admitted_at=at),
    )
    other = {"animal": patient.animal, "admitted_at": at, "status": "died", "ended_at": at}
    refused("number", lambda: Patient.objects.create(number=patient.number, **other))


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("dose_status_is_known", {"status": "lost"}),
        ("given_dose_says_when_and_who", {"status": "given"}),
        ("undecided_dose_was_not_given", {"given_amount": 1}),
        ("undecided_dose_was_not_given", {"status": "voided", "given_amount": 1}),
    ],
)
def test_a_dose_is_whole(dose, name, columns):
    refused(name, lambda: Dose.objects.filter(pk=dose.pk).update(**columns))


def test_a_dose_is_written_once(dose, at):
    columns = {"prescription": dose.prescription, "patient": dose.patient, "due_at": at, "amount": 1}
    refused("dose_once_a_course", lambda: Dose.objects.create(revision=dose.revision, number=dose.number, **columns))
    tap = uuid4()
    Dose.objects.filter(pk=dose.pk).update(client_uuid=tap)
    refused("client_uuid", lambda: Dose.objects.create(revision=9, number=1, client_uuid=tap, **columns))


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("dose_above_zero", {"dose": 0}),
        ("dose_above_zero", {"amount": 0}),
        ("dose_per_kg_has_its_weight", {"weight_kg": None}),
        ("stopped_prescription_says_why", {"stopped_at": "2026-12-01T00:00Z"}),
        ("countersignature_is_of_a_phone_order", {"countersigned_at": "2026-12-01T00:00Z"}),
        ("course_ends_after_start", {"ends_at": "2020-01-01T00:00Z"}),
    ],
)
def test_a_prescription_is_whole(prescription, name, columns):
    refused(name, lambda: Prescription.objects.filter(pk=prescription.pk).update(**columns))


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("range_low_to_high", {"low": 5, "high": 1}),
        ("range_low_to_high", {"low": 0}),
        ("range_has_a_source", {"source": ""}),
        ("approval_names_who_and_when", {"approved_at": "2026-12-01T00:00Z"}),
    ],
)
def test_a_range_is_whole(amoxicillin, name, columns):
    refused(name, lambda: FormularyEntry.objects.update(**columns))


def test_one_range_a_drug_route_and_group(amoxicillin):
    again = {"drug": amoxicillin, "route": "IM", "species_group": "phocid", "low": 1, "high": 2, "source": "x"}
    refused("one_range", lambda: FormularyEntry.objects.create(**again))


def test_places_quarantine_and_counts(patient, pool, keeper, at):
    refused("enclosure_has_places", lambda: Enclosure.objects.create(name="Z", capacity=0))
    refused("stay_ends_after_start", lambda: Stay.objects.update(until_at=at - timedelta(days=1)))
    Quarantine.objects.create(patient=patient, from_at=at, why="pox?")
    refused("one_quarantine_at_a_time", lambda: Quarantine.objects.create(patient=patient, from_at=at, why="again"))
    refused("ended_quarantine_says_grounds", lambda: Quarantine.objects.update(ended_at=at))
    count = {"enclosure": pool, "expected": 3, "seen": 2, "counted_at": at, "by": keeper}
    refused("wrong_count_is_explained", lambda: HeadCount.objects.create(**count))
    water = {"enclosure": pool, "read_at": at, "recorded_at": at, "by": keeper}
    refused("water_possible", lambda: WaterReading.objects.create(ph=Decimal(20), **water))


def test_feeding_tasks_notes_and_gates(patient, vet, at):
    plan = FeedingPlan.objects.create(
        patient=patient, stage=3, food="sprat", amount_g=300, frequency="5XD", starts_at=at
    )
    again = {"patient": patient, "food": "sprat", "frequency": "5XD", "starts_at": at}
    refused("one_feeding_plan_at_a_time", lambda: FeedingPlan.objects.create(stage=3, amount_g=1, **again))
    refused("feeding_stage_0_to_5", lambda: FeedingPlan.objects.filter(pk=plan.pk).update(stage=9))
    refused("feed_possible", lambda: FeedingPlan.objects.filter(pk=plan.pk).update(amount_g=0))
    feed = Feeding.objects.create(plan=plan, patient=patient, number=1, due_at=at, planned_g=300)
    refused("feed_says_how_much", lambda: Feeding.objects.filter(pk=feed.pk).update(status="eaten"))
    refused("task_is_of_a_seal_or_a_place", lambda: Task.objects.create(kind="weigh", due_at=at))
    refused("done_task_says_who", lambda: Task.objects.filter(patient=patient).update(done_at=at))
    refused(
        "note_is_not_empty",
        lambda: TreatmentNote.objects.create(patient=patient, text="", written_at=at, recorded_at=at),
    )
    gates = ReleaseGate.objects.filter(patient=patient)
    refused("decided_gate_is_signed", lambda: gates.filter(gate="vet_signoff").update(verdict="passed"))
    refused(
        "disease_screen_is_always_needed",
        lambda: gates.filter(gate="infectious_disease_screen").update(
            verdict="not_needed", evidence="-", signed_by=vet, signed_at=at
        ),
    )
    refused("gate_once_a_patient", lambda: ReleaseGate.objects.create(patient=patient, gate="vet_signoff"))


@pytest.mark.django_db
def test_settings_limits_and_the_shelf():
    refused("one_care_setting", lambda: CareSetting.objects.create(pk=2))
    refused("limit_low_below_high", lambda: CareLimit.objects.create(measure="temp_c", low=38, high=36, source="x"))
    refused("limit_has_source_or_vet", lambda: CareLimit.objects.create(measure="temp_c", low=36))
    refused("concentration_above_zero", lambda: Drug.objects.create(name="water", per_ml=0))
    drug = Drug.objects.create(name="salt")
    StockBatch.objects.create(drug=drug, batch="A")
    refused("batch_once_a_drug", lambda: StockBatch.objects.create(drug=drug, batch="A"))
