"""Where seals live: into a place, from one to another, quarantine, head counts and water."""

from datetime import datetime, timedelta
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import F

from accounts.models import User
from rehab.actions.record import Refused, lock_in_house, note
from rehab.models import CareSetting, Enclosure, HeadCount, Patient, Quarantine, Stay, WaterReading


@transaction.atomic
def move(
    patient: Patient, *, enclosure: Enclosure, why: str, by: User, at: datetime, override_reason: str = ""
) -> Stay:
    """Move a seal into a free place; into a quarantine room its quarantine begins, if it has none.

    Raises Refused: closed, already there; full, or out of a quarantine that nobody ended, unless the reason is written.
    """
    patient = lock_in_house(patient)
    now = patient.stays.filter(until_at=None).select_related("enclosure").first()
    if now and now.enclosure_id == enclosure.pk:
        raise Refused("already_there", enclosure=enclosure.name)
    was = now.enclosure.name if now else ""
    if now:
        now.until_at = max(at, now.from_at)
        now.save(update_fields=["until_at"])
    stay = put_in(patient, enclosure, why=why, by=by, at=at, override_reason=override_reason)
    if enclosure.is_quarantine and not patient.quarantines.filter(ended_at=None).exists():
        begin_quarantine(patient, why=why or "moved", by=by, at=at)
    note(
        patient, "moved", by=by, at=at, from_place=was, to_place=stay.enclosure.name, why=why, override=override_reason
    )
    return stay


def put_in(
    patient: Patient, enclosure: Enclosure, *, why: str, by: User, at: datetime, override_reason: str = ""
) -> Stay:
    """Take the lowest free place, the patient's row being locked; the indexes decide when two keepers race."""
    enclosure = Enclosure.objects.select_for_update().get(pk=enclosure.pk)
    if not enclosure.is_active:
        raise Refused("enclosure_closed", enclosure=enclosure.name, why=enclosure.closed_because)
    if not enclosure.is_quarantine and not override_reason and patient.quarantines.filter(ended_at=None).exists():
        raise Refused("still_in_quarantine", enclosure=enclosure.name)
    taken = set(enclosure.stays.filter(until_at=None).values_list("place_no", flat=True))
    place_no = next(n for n in range(1, len(taken) + 2) if n not in taken)
    if place_no > enclosure.capacity and not override_reason:
        raise Refused("enclosure_full", enclosure=enclosure.name, taken=len(taken), capacity=enclosure.capacity)
    try:
        with transaction.atomic():
            return Stay.objects.create(
                patient=patient,
                enclosure=enclosure,
                place_no=place_no,
                capacity=enclosure.capacity,
                override_reason=override_reason,
                from_at=at,
                why=why,
                by=by,
            )
    except IntegrityError as taken_meanwhile:
        raise Refused(
            "enclosure_full", enclosure=enclosure.name, taken=len(taken), capacity=enclosure.capacity
        ) from taken_meanwhile


def leave_place(patient: Patient, *, at: datetime) -> None:
    """End the open stay and quarantine of a patient that goes; the caller's transaction."""
    patient.stays.filter(until_at=None, from_at__gt=at).update(until_at=F("from_at"))
    patient.stays.filter(until_at=None).update(until_at=at)


@transaction.atomic
def start_quarantine(
    patient: Patient, *, why: str, planned_until: datetime | None, by: User, at: datetime
) -> Quarantine:
    """Begin a quarantine; a seal that is already in one is refused."""
    patient = lock_in_house(patient)
    if patient.quarantines.filter(ended_at=None).exists():
        raise Refused("already_in_quarantine")
    quarantine = begin_quarantine(patient, why=why, planned_until=planned_until, by=by, at=at)
    note(patient, "quarantine_started", by=by, at=at, why=why)
    return quarantine


def begin_quarantine(
    patient: Patient, *, why: str, by: User, at: datetime, planned_until: datetime | None = None
) -> Quarantine:
    """The row alone, in the caller's transaction; its end from the vets' setting unless it is given."""
    days = CareSetting.load().quarantine_days
    if planned_until is None and days:
        planned_until = at + timedelta(days=days)
    return Quarantine.objects.create(patient=patient, from_at=at, planned_until=planned_until, why=why, by=by)


@transaction.atomic
def end_quarantine(patient: Patient, *, grounds: str, by: User, at: datetime) -> Quarantine:
    """End the running quarantine, with the exit test or the reason."""
    patient = lock_in_house(patient)
    quarantine = patient.quarantines.filter(ended_at=None).first()
    if quarantine is None:
        raise Refused("no_quarantine")
    quarantine.ended_at, quarantine.ended_by, quarantine.end_grounds = at, by, grounds
    quarantine.save()
    note(patient, "quarantine_ended", by=by, at=at, why=grounds)
    return quarantine


@transaction.atomic
def count_heads(enclosure: Enclosure, *, seen: int, text: str, by: User, at: datetime) -> HeadCount:
    """Write down how many seals were seen; another number than expected needs a word and shows on every seal."""
    stays = enclosure.stays.filter(until_at=None).select_related("patient__animal")
    expected = len(stays)
    if seen != expected and not text:
        raise Refused("count_differs", seen=seen, expected=expected, enclosure=enclosure.name)
    count = HeadCount.objects.create(enclosure=enclosure, expected=expected, seen=seen, note=text, counted_at=at, by=by)
    if seen != expected:
        for stay in stays:
            note(stay.patient, "count_differed", by=by, at=at, seen=seen, expected=expected, place=enclosure.name)
    return count


@transaction.atomic
def read_water(
    enclosure: Enclosure,
    *,
    by: User,
    at: datetime,
    read_at: datetime | None = None,
    temp_c: Decimal | None = None,
    salinity_ppt: Decimal | None = None,
    chlorine_mg_l: Decimal | None = None,
    ph: Decimal | None = None,
    text: str = "",
) -> WaterReading:
    """Write down a reading of the water; it is its own record, no seal's timeline is touched."""
    return WaterReading.objects.create(
        enclosure=enclosure,
        temp_c=temp_c,
        salinity_ppt=salinity_ppt,
        chlorine_mg_l=chlorine_mg_l,
        ph=ph,
        note=text,
        read_at=min(read_at or at, at),
        recorded_at=at,
        by=by,
    )
