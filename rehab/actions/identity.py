"""Which seal this is: nickname, sex, age, and the marks it wears."""

from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.models import User
from rehab.actions.record import Refused, change, lock, note, search_text
from rehab.models import Patient
from strandings.models import Mark


@transaction.atomic
def describe(
    patient: Patient, *, nickname: str, sex: str, age_class: str, version: int, by: User, at: datetime
) -> Patient:
    """Correct who the seal is; refused when somebody changed the patient since this person saw it."""
    patient = lock(patient)
    if patient.version != version:
        raise Refused("changed_meanwhile")
    animal = patient.animal
    animal.nickname, animal.sex = nickname, sex
    animal.version += 1
    animal.save(update_fields=["nickname", "sex", "version"])
    patient = change(patient, age_class=age_class)
    patient = change(patient, search_text=search_text(patient))
    note(patient, "described", by=by, at=at, sex=sex, age_class=age_class)
    return patient


@transaction.atomic
def put_mark(
    patient: Patient, *, type: str, by: User, at: datetime, number: str = "", colour: str = "", side: str = ""
) -> Mark:
    """Put a mark on a seal, or write down a natural one; a number worn by another seal is refused."""
    patient = lock(patient)
    try:
        with transaction.atomic():
            mark = Mark.objects.create(
                animal=patient.animal, type=type, number=number, colour=colour, side=side, put_on_at=at
            )
    except IntegrityError as worn:
        raise Refused("mark_worn", number=number, colour=colour) from worn
    change(patient, search_text=search_text(patient))
    note(patient, "marked", by=by, at=at, type=type, mark_number=number, colour=colour)
    return mark


@transaction.atomic
def lose_mark(mark: Mark, *, patient: Patient, by: User, at: datetime) -> Mark:
    """The mark is off; it stays in the record. Lost already: nothing changes."""
    patient = lock(patient)
    mark = Mark.objects.select_for_update().get(pk=mark.pk, animal=patient.animal)
    if mark.lost_at is None:
        mark.lost_at = at
        mark.save(update_fields=["lost_at"])
        note(patient, "mark_lost", by=by, at=at, type=mark.type, mark_number=mark.number, colour=mark.colour)
    return mark
