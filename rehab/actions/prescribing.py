"""A vet's orders: prescribe, change (a new revision), hold and let go on, stop."""

from dataclasses import replace
from datetime import UTC, datetime

from django.db import transaction

from accounts.models import User
from rehab.actions.courses import extend_doses
from rehab.actions.record import Refused, lock, lock_in_house, move_dose, note
from rehab.lifecycle import DoseStatus
from rehab.models import Patient, Prescription
from rehab.queries.prescribing import Assessment, Order, assess
from rehab.schedules import course_end


@transaction.atomic
def prescribe(
    patient: Patient, *, order: Order, by: User, at: datetime, ordered_by: User | None = None
) -> Prescription:
    """Write a prescription and the doses of its next 14 days; `ordered_by` is the vet of an order by telephone.

    Raises Refused: no weight for a dose per kg; outside the range, or none known, without an override's reason.
    """
    patient = lock_in_house(patient)
    found = _allowed(patient, order, at)
    row = Prescription(patient=patient, drug=order.drug, revision=1, prescribed_by=by, prescribed_at=at)
    row.ordered_by = ordered_by
    _write(row, order, found)
    extend_doses(row, at=at)
    _tell(row, "prescribed", by=by, at=at)
    return row


@transaction.atomic
def countersign(prescription: Prescription, *, by: User, at: datetime) -> Prescription:
    """A vet signs an order that was given by telephone. Signed already, or never by telephone: nothing changes."""
    lock(prescription.patient)
    row = Prescription.objects.select_for_update().get(pk=prescription.pk)
    if row.waits_for_signature:
        row.countersigned_by, row.countersigned_at = by, at
        row.save(update_fields=["countersigned_by", "countersigned_at"])
        _tell(row, "order_countersigned", by=by, at=at)
    return row


@transaction.atomic
def revise(prescription: Prescription, *, order: Order, by: User, at: datetime) -> Prescription:
    """Change a running prescription: undecided doses of the old revision are voided, decided ones stay as they are."""
    patient = lock_in_house(prescription.patient)
    row = Prescription.objects.select_for_update().get(pk=prescription.pk)
    if row.stopped_at is not None:
        raise Refused("prescription_stopped")
    order = replace(order, starts_at=max(order.starts_at, at))
    found = _allowed(patient, order, at, but=row)
    _void_undecided(row, by=by, at=at)
    row.revision += 1
    _write(row, order, found)
    extend_doses(row, at=at)
    _tell(row, "prescription_revised", by=by, at=at)
    return row


def _allowed(patient: Patient, order: Order, at: datetime, but: Prescription | None = None) -> Assessment:
    found = assess(patient, order, at=at)
    if found.is_impossible:
        raise Refused("weight_needed")
    if found.blocks and not order.override_reason:
        low, high = (found.entry.low, found.entry.high) if found.entry else (None, None)
        raise Refused(found.blocks[0], low=low, high=high, unit=order.unit, dose=order.dose)
    return found


def _write(row: Prescription, order: Order, found: Assessment) -> None:
    row.formulary = found.entry
    row.dose, row.unit, row.route, row.frequency = order.dose, order.unit, order.route, order.frequency
    row.per_ml, row.amount, row.volume_ml = found.per_ml, found.amount, found.volume_ml
    row.weight_kg = found.weight.weight_kg if found.weight else None
    row.weight_measured_at = found.weight.measured_at if found.weight else None
    row.weight_is_estimate = bool(found.weight and found.weight.weight_is_estimate)
    row.min_interval_h, row.instructions = order.min_interval_h, order.instructions
    row.starts_at = order.starts_at.astimezone(UTC)
    row.ends_at = course_end(row.starts_at, order.days)
    row.warnings = [*found.blocks, *found.warnings]
    row.override_reason = order.override_reason if found.blocks else ""
    row.withdrawal_days = found.entry.withdrawal_days if found.entry else None
    row.scheduled_until = None
    row.save()


@transaction.atomic
def stop(prescription: Prescription, *, because: str, by: User, at: datetime) -> Prescription:
    """Stop a prescription: what is undecided is voided. Stopping twice changes nothing."""
    lock_in_house(prescription.patient)
    return stop_locked(prescription, because=because, by=by, at=at)


def stop_locked(prescription: Prescription, *, because: str, by: User, at: datetime) -> Prescription:
    """The same inside the transaction of somebody who holds the patient's lock: an end of care stops everything."""
    row = Prescription.objects.select_for_update().get(pk=prescription.pk)
    if row.stopped_at is not None:
        return row
    _void_undecided(row, by=by, at=at)
    row.stopped_at, row.stopped_by, row.stopped_because = at, by, because
    row.save(update_fields=["stopped_at", "stopped_by", "stopped_because"])
    _tell(row, "prescription_stopped", by=by, at=at, why=because)
    return row


@transaction.atomic
def hold_course(prescription: Prescription, *, because: str, by: User, at: datetime) -> int:
    """Hold every due dose of a course until it is let go on; how many were held."""
    lock_in_house(prescription.patient)
    due = _rows(prescription).filter(status=DoseStatus.DUE)
    return len([move_dose(d, DoseStatus.HELD, verb="dose_held", by=by, at=at, note=because) for d in due])


@transaction.atomic
def resume_course(prescription: Prescription, *, by: User, at: datetime) -> int:
    """Let a held course go on: held doses still ahead are due again, those whose time passed are voided."""
    lock_in_house(prescription.patient)
    held = list(_rows(prescription).filter(status=DoseStatus.HELD))
    for dose in held:
        to = DoseStatus.DUE if dose.due_at >= at else DoseStatus.VOIDED
        move_dose(dose, to, verb="dose_let_go_on" if to == DoseStatus.DUE else "dose_voided", by=by, at=at, note="")
    return len(held)


def _void_undecided(row: Prescription, *, by: User, at: datetime) -> None:
    """One update and one timeline row for all: a course can hold eighty-four doses ahead."""
    _rows(row).filter(status__in=[DoseStatus.DUE, DoseStatus.HELD]).update(status=DoseStatus.VOIDED, recorded_at=at)


def _rows(prescription: Prescription):
    return prescription.doses.select_for_update(of=("self",)).select_related("patient__animal", "prescription__drug")


def _tell(row: Prescription, verb: str, *, by: User, at: datetime, **details) -> None:
    note(
        row.patient,
        verb,
        by=by,
        at=at,
        prescription=row.pk,
        revision=row.revision,
        drug=row.drug.name,
        dose=f"{row.dose.normalize():f}",
        unit=row.unit,
        route=row.route,
        frequency=row.frequency,
        override=row.override_reason,
        ordered_by=row.ordered_by_id,
        **details,
    )
