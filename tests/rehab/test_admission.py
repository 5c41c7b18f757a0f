"""A seal comes in: numbered, in one place, its finder's case answered, once however often the form is sent."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from rehab import actions
from rehab.models import CareLimit, CareSetting, Patient, Task
from strandings.models import StrandedAnimal
from strandings.words import Fate
from tests.rehab.conftest import make_patient, make_stranded


def intake(enclosure, **changes):
    numbers = actions.Numbers(weight_kg=Decimal("9.6"), temp_c=Decimal("37.6"), glucose_mmol_l=Decimal("5.1"))
    return replace(actions.Intake(enclosure=enclosure, numbers=numbers, mentation="QAR", note="net wound"), **changes)


def test_a_seal_on_its_way_becomes_a_patient_and_its_stranding_closes(stranded, quarantine, keeper, at):
    patient = actions.admit(stranded=stranded, intake=intake(quarantine, nickname="Batyr"), by=keeper, at=at)

    assert patient.number == "CS-26-001"
    assert patient.animal.fate == Fate.IN_CARE
    assert (patient.animal.nickname, patient.animal.sex) == ("Batyr", "female")
    stranded.refresh_from_db()
    assert (stranded.outcome, stranded.on_its_way_since) == ("admitted", None)
    stranded.stranding.refresh_from_db()
    assert stranded.stranding.status == "closed"
    assert patient.stays.get().enclosure == quarantine
    assert patient.measurements.get().temp_c == Decimal("37.6")
    assert patient.examinations.get().mentation == "QAR"
    assert patient.notes.get().text == "net wound"
    assert patient.gates.count() == 15
    assert patient.quarantines.get().planned_until is None  # to be set by the centre's vets
    assert patient.tasks.get().kind == "examine"
    assert "batyr" in patient.search_text


def test_the_vets_quarantine_length_is_used_when_they_have_set_one(quarantine, keeper, at):
    CareSetting.objects.create(pk=1, quarantine_days=14)
    patient = make_patient(quarantine, keeper, at)
    assert patient.quarantines.get().planned_until == at + timedelta(days=14)


def test_the_same_seal_is_admitted_once(stranded, quarantine, keeper, second_keeper, at):
    first = actions.admit(stranded=stranded, intake=intake(quarantine), by=keeper, at=at)
    again = actions.admit(stranded=stranded, intake=intake(quarantine), by=second_keeper, at=at)
    assert first == again
    assert quarantine.stays.count() == 1


def test_a_direct_form_sent_twice_admits_once(quarantine, keeper, at):
    form = intake(quarantine, client_uuid=uuid4(), came_from="brought by a fisherman")
    assert actions.admit(intake=form, by=keeper, at=at) == actions.admit(intake=form, by=keeper, at=at)
    assert Patient.objects.get().animal.fate == Fate.IN_CARE


def test_a_full_quarantine_refuses_and_leaves_the_seal_on_its_way(stranded, quarantine, keeper, at):
    for _ in range(2):
        make_patient(quarantine, keeper, at)
    with pytest.raises(actions.Refused, match="enclosure_full"):
        actions.admit(stranded=stranded, intake=intake(quarantine), by=keeper, at=at)
    assert StrandedAnimal.objects.get(pk=stranded.pk).outcome == "loaded"
    patient = actions.admit(
        stranded=stranded, intake=intake(quarantine, override_reason="one night, vet agrees"), by=keeper, at=at
    )
    assert patient.stays.get().override_reason == "one night, vet agrees"


def test_numbers_are_never_used_twice(quarantine, pool, keeper, at):
    numbers = [make_patient(pool, keeper, at).number for _ in range(4)]
    assert numbers == ["CS-26-001", "CS-26-002", "CS-26-003", "CS-26-004"]


def test_a_fever_at_intake_becomes_a_recheck(quarantine, keeper, at):
    CareLimit.objects.create(measure="temp_c", high=Decimal("37.2"), source="BDMLR handbook, appendix VI")
    patient = actions.admit(intake=intake(quarantine), by=keeper, at=at)
    assert Task.objects.filter(patient=patient, kind="check", text="limit:temp_c").count() == 1


def test_a_limit_of_the_age_class_wins_over_the_general_one(quarantine, keeper, vet, at):
    CareLimit.objects.create(measure="temp_c", high=Decimal("37.2"), source="a handbook")
    CareLimit.objects.create(measure="temp_c", age_class="sivar_weaned", high=Decimal(39), set_by=vet)
    patient = actions.admit(intake=intake(quarantine, age_class="sivar_weaned"), by=keeper, at=at)
    assert not Task.objects.filter(patient=patient, kind="check").exists()


def test_dead_on_arrival_is_no_patient(at, keeper, db):
    stranded = make_stranded(at)
    actions.admit_dead_on_arrival(stranded=stranded, text="no heartbeat", by=keeper, at=at)
    stranded.refresh_from_db()
    assert stranded.outcome == "dead_on_arrival"
    assert not Patient.objects.exists()
