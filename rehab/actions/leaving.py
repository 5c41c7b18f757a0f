"""How a stay in care ends: release through its gates, death, euthanasia, transfer, escape; and a vet's correction."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from rehab.actions.daily import end_feeding
from rehab.actions.places import leave_place, put_in
from rehab.actions.prescribing import stop_locked
from rehab.actions.record import Refused, change, lock, lock_in_house, move_patient, note
from rehab.lifecycle import ENDS, PatientStatus
from rehab.models import Enclosure, Patient, ReleaseGate
from rehab.queries.leaving import obstacles
from strandings.actions import set_fate
from strandings.words import Fate

_FATES = {
    PatientStatus.RELEASED: Fate.RELEASED,
    PatientStatus.DIED: Fate.DIED,
    PatientStatus.EUTHANISED: Fate.EUTHANISED,
    PatientStatus.TRANSFERRED: Fate.TRANSFERRED,
    PatientStatus.ESCAPED: Fate.ESCAPED,
    PatientStatus.LONG_TERM: Fate.LONG_TERM,
    PatientStatus.OUTCOME_UNKNOWN: Fate.UNKNOWN,
    PatientStatus.IN_CARE: Fate.IN_CARE,
}


@transaction.atomic
def sign_gate(patient: Patient, *, gate: str, verdict: str, evidence: str, by: User, at: datetime) -> ReleaseGate:
    """A vet decides one condition of the release, on evidence. The disease screen can never be "not needed"."""
    patient = lock_in_house(patient)
    if not evidence:
        raise Refused("evidence_needed")
    if gate == "infectious_disease_screen" and verdict == "not_needed":
        raise Refused("screen_is_needed")
    row, _ = ReleaseGate.objects.select_for_update().get_or_create(patient=patient, gate=gate)
    row.verdict, row.evidence, row.signed_by, row.signed_at = verdict, evidence, by, at
    row.save()
    note(patient, "gate_signed", by=by, at=at, gate=gate, verdict=verdict)
    return row


@transaction.atomic
def prepare_release(patient: Patient, *, by: User, at: datetime) -> Patient:
    """The seal is being prepared for its release."""
    return move_patient(lock_in_house(patient), PatientStatus.PRE_RELEASE, by=by, at=at)


@transaction.atomic
def back_to_care(patient: Patient, *, why: str, by: User, at: datetime) -> Patient:
    """From preparation or long-term care back to care; it still has its place."""
    patient = move_patient(lock_in_house(patient), PatientStatus.IN_CARE, by=by, at=at, details={"why": why})
    if patient.animal.fate != Fate.IN_CARE:
        set_fate(patient.animal, fate=Fate.IN_CARE, at=at, by=by)
    return patient


@transaction.atomic
def release(
    patient: Patient, *, site: str, category: str, by: User, at: datetime, text: str = "", story: str = ""
) -> Patient:
    """Release a seal whose gates are all decided; the finder who asked hears of it.

    Raises Refused with everything that stands in the way: open gates, withdrawal, open tasks, quarantine.
    """
    patient = lock_in_house(patient)
    if category == "non_releasable":
        raise Refused("not_releasable")
    stands = obstacles(patient, at=at)
    if stands:
        raise Refused("release_blocked", obstacles=stands)
    return _end(
        patient,
        PatientStatus.RELEASED,
        by=by,
        at=at,
        story=story,
        release_site=site,
        release_category=category,
        end_note=text,
    )


@transaction.atomic
def die(patient: Patient, *, text: str, by: User, at: datetime) -> Patient:
    """The seal died in our care."""
    return _end(lock_in_house(patient), PatientStatus.DIED, by=by, at=at, end_note=text)


@transaction.atomic
def euthanise(patient: Patient, *, method: str, second: User, text: str, by: User, at: datetime) -> Patient:
    """Euthanasia: a method and two different names, or refused."""
    if not method:
        raise Refused("method_needed")
    if second.pk == by.pk:
        raise Refused("second_name_needed")
    return _end(
        lock_in_house(patient),
        PatientStatus.EUTHANISED,
        by=by,
        at=at,
        end_method=method,
        end_second_by=second,
        end_note=text,
    )


@transaction.atomic
def transfer(patient: Patient, *, to: str, text: str, by: User, at: datetime) -> Patient:
    """The seal goes to another institution."""
    return _end(lock_in_house(patient), PatientStatus.TRANSFERRED, by=by, at=at, transferred_to=to, end_note=text)


@transaction.atomic
def escape(patient: Patient, *, text: str, by: User, at: datetime) -> Patient:
    """The seal got away."""
    return _end(lock_in_house(patient), PatientStatus.ESCAPED, by=by, at=at, end_note=text)


@transaction.atomic
def lose_track(patient: Patient, *, text: str, by: User, at: datetime) -> Patient:
    """Nobody knows what became of it: counted neither as alive nor as dead."""
    return _end(lock_in_house(patient), PatientStatus.OUTCOME_UNKNOWN, by=by, at=at, end_note=text)


@transaction.atomic
def keep_long_term(patient: Patient, *, why: str, by: User, at: datetime) -> Patient:
    """The seal cannot be released and stays; it keeps its place, its doses and its feeds."""
    patient = move_patient(lock_in_house(patient), PatientStatus.LONG_TERM, by=by, at=at, details={"why": why})
    set_fate(patient.animal, fate=Fate.LONG_TERM, at=at, by=by)
    return patient


@transaction.atomic
def correct_end(patient: Patient, *, enclosure: Enclosure, why: str, by: User, at: datetime) -> Patient:
    """A vet's correction of a wrong end: back in care, in a place. What was stopped stays stopped."""
    patient = lock(patient)
    if PatientStatus(patient.status) not in ENDS:
        raise Refused("still_in_house", number=patient.number)
    if not why:
        raise Refused("reason_needed")
    patient = move_patient(
        patient,
        PatientStatus.IN_CARE,
        by=by,
        at=at,
        details={"why": why, "was_at": patient.ended_at.isoformat()},
        ended_at=None,
        ended_by=None,
        end_second_by=None,
        end_method="",
        end_note="",
        release_category="",
        release_site="",
        transferred_to="",
    )
    put_in(patient, enclosure, why=why, by=by, at=at)
    set_fate(patient.animal, fate=Fate.IN_CARE, at=at, by=by)
    return patient


def _end(patient: Patient, to: PatientStatus, *, by: User, at: datetime, story: str = "", **columns) -> Patient:
    patient = move_patient(patient, to, by=by, at=at, ended_at=at, ended_by=by, **columns)
    for prescription in patient.prescriptions.filter(stopped_at=None):
        stop_locked(prescription, because=to.value, by=by, at=at)
    end_feeding(patient, at=at)
    patient.tasks.filter(done_at=None, dropped_because="").update(dropped_because=to.value, recorded_at=at)
    patient.quarantines.filter(ended_at=None).update(ended_at=at, ended_by=by, end_grounds=to.value)
    leave_place(patient, at=at)
    set_fate(patient.animal, fate=_FATES[to], at=at, by=by, story=story)
    return patient


@transaction.atomic
def set_zoonosis(patient: Patient, *, text: str, by: User, at: datetime) -> Patient:
    """What people must beware of with this seal; shown on every page of it. Empty text takes it away."""
    patient = change(lock_in_house(patient), zoonosis=text)
    note(patient, "zoonosis_set" if text else "zoonosis_cleared", by=by, at=at, what=text)
    return patient
