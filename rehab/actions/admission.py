"""A seal comes in: admitted from the beach or brought directly, or dead on arrival."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import CentreSetting, User
from rehab.actions.measures import Numbers, write_numbers
from rehab.actions.places import begin_quarantine, put_in
from rehab.actions.record import note, same, search_text
from rehab.models import Enclosure, Examination, Patient, ReleaseGate, Task, TreatmentNote
from rehab.models.labels import GATE
from strandings.actions import admitted, arrived_dead, direct_animal, draw_number, set_fate
from strandings.models import Animal, StrandedAnimal
from strandings.words import AgeClass, Fate, Sex

MORNING = time(9, 0)


@dataclass(frozen=True)
class Intake:
    """What quick intake asks at 2 a.m.; everything but the enclosure may wait for the morning."""

    enclosure: Enclosure
    numbers: Numbers = field(default_factory=Numbers)
    age_class: str = AgeClass.UNKNOWN
    sex: str = Sex.UNKNOWN
    nickname: str = ""
    came_from: str = ""
    mentation: str = ""
    dehydration: str = ""
    body_condition: int | None = None
    note: str = ""
    plan: str = ""
    zoonosis: str = ""
    override_reason: str = ""
    client_uuid: UUID | None = None


def admit(*, intake: Intake, by: User, at: datetime, stranded: StrandedAnimal | None = None) -> Patient:
    """Admit a seal, once: the same animal on its way, or the same form, gives the patient it gave before.

    Raises Refused when the enclosure is full or closed. The number is drawn before the transaction: a refusal
    leaves a gap in the numbers, never a number used twice.
    """
    already = _already(stranded, intake)
    if already:
        return already
    number = draw_care_number(at=at)
    try:
        return _admit(number, stranded, intake, by=by, at=at)
    except IntegrityError:
        already = _already(stranded, intake)  # somebody admitted the same seal while we looked
        if already:
            return already
        raise


def draw_care_number(*, at: datetime) -> str:
    """A new admission number such as CS-26-014."""
    year, number = draw_number("patient", at=at)
    return f"{CentreSetting.load().patient_prefix}-{year % 100:02d}-{number:03d}"


def _already(stranded: StrandedAnimal | None, intake: Intake) -> Patient | None:
    if stranded is not None:
        return Patient.objects.filter(from_stranded=stranded).first()
    return same(Patient, intake.client_uuid)


@transaction.atomic
def _admit(number: str, stranded: StrandedAnimal | None, intake: Intake, *, by: User, at: datetime) -> Patient:
    animal = _animal(number, stranded, intake, by=by, at=at)
    patient = Patient.objects.create(
        number=number,
        animal=animal,
        from_stranded=stranded,
        age_class=intake.age_class,
        admitted_at=at,
        admitted_by=by,
        came_from=intake.came_from,
        plan=intake.plan,
        zoonosis=intake.zoonosis,
        client_uuid=intake.client_uuid,
    )
    patient.search_text = search_text(patient)
    patient.save(update_fields=["search_text"])
    stay = put_in(patient, intake.enclosure, why="", by=by, at=at, override_reason=intake.override_reason)
    _first_findings(patient, intake, by=by, at=at)
    if intake.enclosure.is_quarantine:
        begin_quarantine(patient, why="intake", by=by, at=at)
    ReleaseGate.objects.bulk_create([ReleaseGate(patient=patient, gate=gate) for gate in GATE])
    morning = datetime.combine(timezone.localtime(at).date() + timedelta(days=1), MORNING)
    Task.objects.create(patient=patient, kind="examine", due_at=timezone.make_aware(morning), made_by=by)
    weight = intake.numbers.weight_kg
    note(patient, "admitted", by=by, at=at, place=stay.enclosure.name, weight_kg="" if weight is None else str(weight))
    return patient


def _animal(number: str, stranded: StrandedAnimal | None, intake: Intake, *, by: User, at: datetime) -> Animal:
    if stranded is not None:
        animal = admitted(stranded, care_number=number, at=at, by=by)
    else:
        animal = direct_animal(sex=intake.sex, nickname=intake.nickname, at=at, by=by)
        animal.care_number = number
        animal.save(update_fields=["care_number"])
        set_fate(animal, fate=Fate.IN_CARE, at=at, by=by)
    animal.refresh_from_db()
    animal.nickname = intake.nickname or animal.nickname
    animal.sex = intake.sex if intake.sex != Sex.UNKNOWN else animal.sex
    animal.save(update_fields=["nickname", "sex"])
    return animal


def _first_findings(patient: Patient, intake: Intake, *, by: User, at: datetime) -> None:
    if intake.numbers:
        write_numbers(patient, intake.numbers, by=by, at=at)
    if intake.mentation or intake.dehydration or intake.body_condition:
        Examination.objects.create(
            patient=patient,
            kind="intake",
            mentation=intake.mentation,
            dehydration=intake.dehydration,
            body_condition=intake.body_condition,
            examined_at=at,
            recorded_at=at,
            by=by,
        )
    if intake.note:
        TreatmentNote.objects.create(patient=patient, text=intake.note, written_at=at, recorded_at=at, by=by)


@transaction.atomic
def admit_dead_on_arrival(*, stranded: StrandedAnimal, text: str, by: User, at: datetime) -> StrandedAnimal:
    """The seal was dead when it arrived: counted as such, never a patient."""
    return arrived_dead(stranded, at=at, by=by, note_text=text)
