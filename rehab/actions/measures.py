"""What is measured, found and written: weighing, examination, notes with addenda, bites."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from accounts.models import User
from rehab.actions.record import Refused, bounded, lock, lock_in_house, note, same
from rehab.models import Bite, CareLimit, Examination, Measurement, Patient, Task, TreatmentNote

RECHECK_AFTER = timedelta(minutes=30)


@dataclass(frozen=True)
class Numbers:
    """What was measured at one moment; units in the names, None where nothing was measured."""

    weight_kg: Decimal | None = None
    weight_is_estimate: bool = False
    length_cm: Decimal | None = None
    girth_cm: Decimal | None = None
    temp_c: Decimal | None = None
    glucose_mmol_l: Decimal | None = None

    def __bool__(self) -> bool:
        return any(v is not None for v in (self.weight_kg, self.length_cm, self.girth_cm, self.temp_c)) or (
            self.glucose_mmol_l is not None
        )


@transaction.atomic
def measure(
    patient: Patient,
    *,
    numbers: Numbers,
    by: User,
    at: datetime,
    measured_at: datetime | None = None,
    client_uuid: UUID | None = None,
) -> Measurement:
    """Write down numbers; the same client_uuid twice is one row. Outside a limit a re-check becomes a task."""
    patient = lock_in_house(patient)
    already = same(Measurement, client_uuid)
    if already:
        return already
    row = write_numbers(patient, numbers, by=by, at=at, measured_at=measured_at, client_uuid=client_uuid)
    note(
        patient,
        "measured" if row.weight_kg is None else "weighed",
        by=by,
        at=at,
        happened_at=row.measured_at,
        measurement=row.pk,
        weight_kg="" if row.weight_kg is None else f"{row.weight_kg.normalize():f}",
        estimate=row.weight_is_estimate,
    )
    return row


def write_numbers(
    patient: Patient,
    numbers: Numbers,
    *,
    by: User,
    at: datetime,
    measured_at: datetime | None = None,
    client_uuid: UUID | None = None,
) -> Measurement:
    """The row alone, in the caller's transaction, with the re-check tasks its limits ask for."""
    row = Measurement.objects.create(
        patient=patient,
        weight_kg=numbers.weight_kg,
        weight_is_estimate=numbers.weight_is_estimate,
        length_cm=numbers.length_cm,
        girth_cm=numbers.girth_cm,
        temp_c=numbers.temp_c,
        glucose_mmol_l=numbers.glucose_mmol_l,
        measured_at=bounded(measured_at, at),
        recorded_at=at,
        by=by,
        client_uuid=client_uuid,
    )
    for limit in crossed(patient, numbers):
        Task.objects.create(
            patient=patient,
            kind="check",
            text=f"limit:{limit.measure}",
            due_at=at + RECHECK_AFTER,
            made_by=None,
        )
    return row


def crossed(patient: Patient, numbers: Numbers) -> list[CareLimit]:
    """The limits of this age class that the numbers lie outside of; a class's own limit wins over the general one."""
    limits: dict[str, CareLimit] = {}
    for limit in CareLimit.objects.filter(age_class__in=["", patient.age_class]).order_by("age_class"):
        limits[limit.measure] = limit
    found = []
    for measure_name in ("temp_c", "glucose_mmol_l"):
        value, limit = getattr(numbers, measure_name), limits.get(measure_name)
        if value is None or limit is None:
            continue
        if (limit.low is not None and value < limit.low) or (limit.high is not None and value > limit.high):
            found.append(limit)
    return found


@transaction.atomic
def void_measurement(measurement: Measurement, *, because: str, by: User, at: datetime) -> Measurement:
    """A wrong number stays readable with the reason, and counts nowhere."""
    patient = lock(measurement.patient)
    measurement.voided_because = because
    measurement.save(update_fields=["voided_because"])
    note(patient, "measurement_voided", by=by, at=at, measurement=measurement.pk, why=because)
    return measurement


@transaction.atomic
def examine(
    patient: Patient, *, by: User, at: datetime, kind: str = "recheck", examined_at: datetime | None = None, **found
) -> Examination:
    """Write down an examination; `found` are columns of Examination."""
    patient = lock_in_house(patient)
    row = Examination.objects.create(
        patient=patient, kind=kind, examined_at=bounded(examined_at, at), recorded_at=at, by=by, **found
    )
    note(patient, "examined", by=by, at=at, happened_at=row.examined_at, examination=row.pk, kind=kind)
    return row


@transaction.atomic
def write_note(
    patient: Patient,
    *,
    text: str,
    by: User,
    at: datetime,
    written_at: datetime | None = None,
    addendum_to: TreatmentNote | None = None,
) -> TreatmentNote:
    """Add a note, or an addendum to one; nothing written is edited. Allowed after the end of care too."""
    patient = lock(patient)
    if addendum_to is not None and addendum_to.patient_id != patient.pk:
        raise Refused("note_of_another")
    row = TreatmentNote.objects.create(
        patient=patient,
        text=text,
        written_at=bounded(written_at, at),
        recorded_at=at,
        by=by,
        addendum_to=addendum_to,
    )
    note(patient, "note_written", by=by, at=at, happened_at=row.written_at, note=row.pk)
    return row


@transaction.atomic
def record_bite(
    *,
    patient: Patient,
    person: User,
    by: User,
    at: datetime,
    happened_at: datetime | None = None,
    wore_gloves: bool | None = None,
    text: str = "",
) -> Bite:
    """A person of the centre was bitten or scratched: the bite log."""
    patient = lock(patient)
    row = Bite.objects.create(
        patient=patient,
        person=person,
        happened_at=bounded(happened_at, at),
        recorded_at=at,
        by=by,
        wore_gloves=wore_gloves,
        note=text,
    )
    note(patient, "bite", by=by, at=at, happened_at=row.happened_at, bite=row.pk)
    return row
