"""The one place where a patient's and a dose's status change: locked, checked, told on the seal's timeline."""

from datetime import datetime

from django.db import transaction
from django.db.models import Model

from accounts.models import User
from common.folding import fold
from common.lifecycle import check_move
from rehab.lifecycle import BORN_GIVEN_MOVES, DOSE_MOVES, PATIENT_MOVES, DoseStatus, PatientStatus
from rehab.models import Dose, Patient
from strandings.actions import note_animal


class Refused(Exception):
    """Something cannot be done, and why: a code and its facts, worded by rehab.presenters in the reader's language."""

    def __init__(self, code: str, **facts):
        super().__init__(code)
        self.code, self.facts = code, facts


def lock(patient: Patient) -> Patient:
    """The patient's row as it stands now, locked until the transaction ends."""
    return Patient.objects.select_for_update().select_related("animal").get(pk=patient.pk)


def lock_in_house(patient: Patient) -> Patient:
    """Like lock(); refuses a patient that is no longer with us."""
    patient = lock(patient)
    if not patient.is_in_house:
        raise Refused("not_in_house", number=patient.number, status=patient.status)
    return patient


def note(
    patient: Patient,
    verb: str,
    *,
    by: User | None,
    at: datetime,
    happened_at: datetime | None = None,
    **details,
) -> None:
    """One timeline row of the seal, in the caller's transaction; details never hold personal data."""
    note_animal(
        patient.animal,
        verb=f"care_{verb}",
        by=by,
        by_words="" if by else "system",
        at=at,
        happened_at=happened_at,
        details={"number": patient.number, **details},
    )


def change(patient: Patient, **columns) -> Patient:
    """Set columns of a locked patient and its version. Never status: that is move_patient()."""
    for name, value in columns.items():
        setattr(patient, name, value)
    patient.version += 1
    patient.save(update_fields=[*columns, "version"])
    return patient


@transaction.atomic
def move_patient(
    patient: Patient, to: PatientStatus, *, by: User, at: datetime, details: dict | None = None, **columns
) -> Patient:
    """The only writer of Patient.status; raises NotAllowed when the life cycle has no such arrow."""
    was = PatientStatus(patient.status)
    check_move(PATIENT_MOVES, was, to)
    change(patient, status=to, **columns)
    note(patient, f"now_{to.value}", by=by, at=at, **{"from": was.value, **(details or {})})
    return patient


@transaction.atomic
def move_dose(dose: Dose, to: DoseStatus, *, verb: str, by: User | None, at: datetime, **columns) -> Dose:
    """The only writer of Dose.status. The caller holds the row's lock; who and when, and a timeline row, go with it."""
    was = DoseStatus(dose.status)
    check_move(BORN_GIVEN_MOVES if dose.is_born_given else DOSE_MOVES, was, to)
    person = None if to == DoseStatus.DUE else by
    for name, value in {"status": to, "by": person, "recorded_at": at, **columns}.items():
        setattr(dose, name, value)
    dose.save()
    note(
        dose.patient,
        verb,
        by=by,
        at=at,
        happened_at=dose.given_at if to in {DoseStatus.GIVEN, DoseStatus.PARTLY} else None,
        **{"dose": dose.pk, "drug": dose.prescription.drug.name, "from": was.value, "to": to.value},
    )
    return dose


def bounded(happened_at: datetime | None, at: datetime) -> datetime:
    """When it happened by the person's clock, never later than now."""
    return min(happened_at, at) if happened_at else at


def search_text(patient: Patient) -> str:
    """What a patient is found by, folded: number, nickname, marks, stranding reference."""
    animal = patient.animal
    marks = [f"{m.colour} {m.number}" for m in animal.marks.all()]
    stranded = patient.from_stranded
    reference = stranded.stranding.reference if stranded else ""
    return fold(" ".join([patient.number, animal.nickname, reference, *marks]))


def same(rows: type[Model], client_uuid) -> Model | None:
    """The row an earlier copy of the same form or offline mark has made, if any."""
    return rows.objects.filter(client_uuid=client_uuid).first() if client_uuid else None
