"""Orders and doses: what is refused, what is written, and that a dose is recorded once whoever taps."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from common.lifecycle import NotAllowed
from rehab import actions, sweeps
from rehab.lifecycle import DoseStatus
from rehab.models import CareSetting, Dose, FormularyEntry, StockBatch
from rehab.queries.prescribing import assess, withdrawal
from strandings.models import TimelineEntry
from tests.rehab.conftest import make_order, make_patient


def verbs(patient) -> list[str]:
    return list(patient.animal.timeline.order_by("id").values_list("verb", flat=True))


def test_a_course_is_written_fourteen_days_ahead(prescription, at):
    doses = list(prescription.doses.all())
    assert len(doses) == 28
    assert doses[0].due_at == at.replace(hour=15)  # 20:00 in Aktau
    assert (doses[0].amount, doses[0].volume_ml, doses[0].weight_kg) == (
        Decimal(368),
        Decimal("2.45"),
        Decimal("18.4"),
    )
    assert verbs(prescription.patient)[-1] == "care_prescribed"


def test_outside_the_range_is_blocked_unless_a_vet_says_why(patient, amoxicillin, vet, at):
    order = make_order(amoxicillin, at, dose=Decimal(25))
    with pytest.raises(actions.Refused) as refused:
        actions.prescribe(patient, order=order, by=vet, at=at)
    assert refused.value.code == "range_above"
    assert refused.value.facts["high"] == Decimal(20)
    row = actions.prescribe(
        patient, order=make_order(amoxicillin, at, dose=Decimal(25), override_reason="sepsis"), by=vet, at=at
    )
    assert row.override_reason == "sepsis"
    assert "range_above" in row.warnings


def test_no_range_for_the_route_is_as_strict_as_outside(patient, amoxicillin, vet, at):
    with pytest.raises(actions.Refused, match="range_none"):
        actions.prescribe(patient, order=make_order(amoxicillin, at, route="PO"), by=vet, at=at)


def test_a_dose_per_kilogram_waits_for_a_weight(pool, keeper, amoxicillin, vet, at):
    patient = make_patient(pool, keeper, at, weight=None)
    with pytest.raises(actions.Refused, match="weight_needed"):
        actions.prescribe(patient, order=make_order(amoxicillin, at, override_reason="never mind"), by=vet, at=at)


def test_warnings_speak_of_sea_lions_estimates_old_weights_and_duplicates(patient, amoxicillin, vet, keeper, at):
    FormularyEntry.objects.update(species_group="otariid")
    CareSetting.objects.create(pk=1, weight_old_after_days=3)
    numbers = actions.Numbers(weight_kg=Decimal(20), weight_is_estimate=True)
    actions.measure(patient, numbers=numbers, by=keeper, at=at)
    later = at + timedelta(days=4)
    actions.prescribe(patient, order=make_order(amoxicillin, later), by=vet, at=later)
    found = assess(patient, make_order(amoxicillin, later), at=later)
    assert set(found.warnings) == {
        "otariid_only",
        "range_not_approved",
        "weight_is_estimate",
        "weight_is_old",
        "same_drug_running",
    }


def test_a_dose_ticked_twice_is_recorded_once(dose, keeper, second_keeper, at):
    tap = uuid4()
    first = actions.mark(dose, status=DoseStatus.GIVEN, by=keeper, at=at, client_uuid=tap)
    copy = actions.mark(dose, status=DoseStatus.GIVEN, by=keeper, at=at, client_uuid=tap)
    other = actions.mark(dose, status=DoseStatus.GIVEN, by=second_keeper, at=at, client_uuid=uuid4())
    assert (first.is_new, copy.is_new, other.is_new) == (True, False, False)
    dose.refresh_from_db()
    assert dose.by == keeper
    assert verbs(dose.patient).count("care_dose_given") == 1
    assert verbs(dose.patient)[-1] == "care_dose_told_twice"  # a vet must see it


def test_an_undone_dose_is_due_again_and_an_old_copy_does_not_give_it(dose, keeper, at):
    tap = uuid4()
    actions.mark(dose, status=DoseStatus.GIVEN, by=keeper, at=at, client_uuid=tap)
    actions.undo(dose, by=keeper, at=at)
    assert not actions.mark(dose, status=DoseStatus.GIVEN, by=keeper, at=at, client_uuid=tap).is_new
    dose.refresh_from_db()
    assert (dose.status, dose.given_at, dose.given_amount) == ("due", None, None)


def test_undone_after_the_course_was_stopped_nobody_is_asked_to_give_it(prescription, dose, keeper, vet, at):
    actions.mark(dose, status=DoseStatus.GIVEN, by=keeper, at=at)
    actions.stop(prescription, because="allergy", by=vet, at=at)
    actions.undo(dose, by=keeper, at=at)
    dose.refresh_from_db()
    assert dose.status == "voided"


def test_a_part_is_less_than_the_whole(dose, keeper, at):
    for part in (None, Decimal(0), dose.amount, dose.amount + 1):
        with pytest.raises(actions.Refused, match="part_must_be_less"):
            actions.mark(dose, status=DoseStatus.PARTLY, given_amount=part, by=keeper, at=at)
    actions.mark(dose, status=DoseStatus.PARTLY, given_amount=Decimal(100), by=keeper, at=at)
    assert Dose.objects.get(pk=dose.pk).given_amount == Decimal(100)


def test_given_earlier_told_later_keeps_both_times_and_never_the_future(dose, keeper, at):
    actions.mark(dose, status=DoseStatus.GIVEN, by=keeper, at=at, given_at=at - timedelta(hours=2))
    row = Dose.objects.get(pk=dose.pk)
    assert (row.given_at, row.recorded_at) == (at - timedelta(hours=2), at)
    actions.undo(dose, by=keeper, at=at)
    actions.mark(dose, status=DoseStatus.GIVEN, by=keeper, at=at, given_at=at + timedelta(days=1))
    assert Dose.objects.get(pk=dose.pk).given_at == at


def test_the_sweep_marks_missed_when_the_next_falls_due_and_a_late_entry_mends_it(prescription, keeper, at):
    first, second = prescription.doses.order_by("due_at")[:2]
    assert sweeps.miss_doses(second.due_at - timedelta(seconds=1)) == 0
    assert sweeps.miss_doses(second.due_at) == 1
    first.refresh_from_db()
    assert (first.status, first.by) == ("missed", None)
    actions.mark(first, status=DoseStatus.GIVEN, by=keeper, at=second.due_at, given_at=first.due_at)
    first.refresh_from_db()
    assert first.status == "given"
    assert sweeps.miss_doses(second.due_at) == 0


def test_the_sweep_extends_a_course_and_writes_nothing_twice(prescription, at):
    assert sweeps.schedule_doses(at) == 0
    assert sweeps.schedule_doses(at + timedelta(days=2)) == 4
    assert sweeps.schedule_doses(at + timedelta(days=2)) == 0
    numbers = list(prescription.doses.order_by("due_at").values_list("number", flat=True))
    assert numbers == list(range(1, 33))


def test_a_revision_voids_the_undecided_and_keeps_the_decided(prescription, amoxicillin, keeper, vet, at):
    given, held = prescription.doses.order_by("due_at")[:2]
    actions.mark(given, status=DoseStatus.GIVEN, by=keeper, at=given.due_at)
    actions.mark(held, status=DoseStatus.HELD, by=vet, at=at)
    actions.measure(prescription.patient, numbers=actions.Numbers(weight_kg=Decimal(20)), by=keeper, at=at)
    later = given.due_at + timedelta(minutes=1)

    actions.revise(prescription, order=make_order(amoxicillin, later), by=vet, at=later)

    given.refresh_from_db()
    held.refresh_from_db()
    assert (given.status, held.status) == ("given", "voided")
    new = prescription.doses.filter(status="due")
    assert {d.revision for d in new} == {2}
    assert {d.amount for d in new} == {Decimal(400)}
    assert min(d.due_at for d in new) > given.due_at


def test_stopping_voids_what_is_ahead_and_a_late_tick_is_flagged_not_lost(prescription, dose, keeper, vet, at):
    actions.stop(prescription, because="done", by=vet, at=at)
    assert set(prescription.doses.values_list("status", flat=True)) == {"voided"}
    assert not actions.mark(dose, status=DoseStatus.GIVEN, by=keeper, at=at).is_new
    assert verbs(dose.patient)[-1] == "care_dose_told_after_void"
    with pytest.raises(NotAllowed):
        actions.mark(dose, status=DoseStatus.REFUSED, by=keeper, at=at)


def test_a_held_course_goes_on_from_where_it_is(prescription, vet, at):
    actions.hold_course(prescription, because="sedation", by=vet, at=at)
    assert set(prescription.doses.values_list("status", flat=True)) == {"held"}
    later = at + timedelta(days=1)
    actions.resume_course(prescription, by=vet, at=later)
    statuses = dict(prescription.doses.values_list("number", "status"))
    assert (statuses[1], statuses[2], statuses[3]) == ("voided", "voided", "due")


def test_a_held_dose_that_was_given_is_recorded_and_flagged(dose, keeper, vet, at):
    actions.mark(dose, status=DoseStatus.HELD, by=vet, at=at)
    actions.mark(dose, status=DoseStatus.GIVEN, by=keeper, at=at)
    assert verbs(dose.patient)[-2:] == ["care_dose_given_though_held", "care_dose_given"]


def test_as_needed_is_born_given_numbered_and_flagged_when_too_soon(patient, amoxicillin, vet, keeper, at):
    order = make_order(amoxicillin, at, frequency="PRN", min_interval_h=8)
    prescription = actions.prescribe(patient, order=order, by=vet, at=at)
    assert not prescription.doses.exists()
    tap = uuid4()
    first = actions.give_as_needed(prescription, by=keeper, at=at, client_uuid=tap)
    assert not actions.give_as_needed(prescription, by=keeper, at=at, client_uuid=tap).is_new
    second = actions.give_as_needed(prescription, by=keeper, at=at + timedelta(hours=1))
    assert (first.dose.number, second.dose.number) == (1, 2)
    assert TimelineEntry.objects.filter(details__dose=second.dose.pk).get().details["too_soon"] is True
    actions.undo(second.dose, by=keeper, at=at)
    second.dose.refresh_from_db()
    assert second.dose.status == "voided"


def test_stock_follows_and_never_blocks(dose, amoxicillin, keeper, at):
    batch = StockBatch.objects.create(drug=amoxicillin, batch="A1", left=Decimal(1))
    actions.mark(dose, status=DoseStatus.GIVEN, by=keeper, at=at, batch=batch)
    batch.refresh_from_db()
    assert batch.left == Decimal("-1.45")
    actions.undo(dose, by=keeper, at=at)
    batch.refresh_from_db()
    assert batch.left == Decimal(1)


def test_withdrawal_counts_from_the_last_dose_and_names_drugs_without_a_time(dose, keeper, at):
    actions.mark(dose, status=DoseStatus.GIVEN, by=keeper, at=at)
    assert withdrawal(dose.patient).unknown == ["amoxicillin"]
    CareSetting.objects.create(pk=1, withdrawal_days=14)
    assert withdrawal(dose.patient).until == at + timedelta(days=14)
