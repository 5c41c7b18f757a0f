"""What became of a dose: given, partly, refused, held, missed, undone; as needed. Recorded once, whoever taps twice."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from rehab.actions.record import Refused, bounded, lock_in_house, move_dose, note, same
from rehab.lifecycle import DoseStatus
from rehab.models import Dose, Prescription, StockBatch

_TAKEN = {DoseStatus.GIVEN, DoseStatus.PARTLY}
_VERBS = {
    DoseStatus.GIVEN: "dose_given",
    DoseStatus.PARTLY: "dose_partly",
    DoseStatus.REFUSED: "dose_refused",
    DoseStatus.HELD: "dose_held",
    DoseStatus.MISSED: "dose_missed",
}


@dataclass(frozen=True)
class Marked:
    """The dose as it stands, and whether this call changed it; False: it had been recorded before."""

    dose: Dose
    is_new: bool


@transaction.atomic
def mark(
    dose: Dose,
    *,
    status: DoseStatus,
    by: User,
    at: datetime,
    given_at: datetime | None = None,
    given_amount: Decimal | None = None,
    text: str = "",
    batch: StockBatch | None = None,
    client_uuid: UUID | None = None,
) -> Marked:
    """Write down what became of a dose. A copy of the same mark changes nothing.

    A dose somebody else has recorded as taken stays as it is, and that it was told twice stands on the timeline:
    a vet must see it, for the seal may have had it twice. So with a dose voided meanwhile; a held one is recorded.
    """
    dose, status = _lock(dose), DoseStatus(status)
    if client_uuid and dose.client_uuid == client_uuid:
        return Marked(dose, is_new=False)
    if status in _TAKEN and dose.status in {*_TAKEN, DoseStatus.VOIDED}:
        verb = "dose_told_twice" if dose.status in _TAKEN else "dose_told_after_void"
        note(dose.patient, verb, by=by, at=at, dose=dose.pk, drug=dose.prescription.drug.name)
        return Marked(dose, is_new=False)
    if dose.status == DoseStatus.HELD and status in _TAKEN:
        dose = move_dose(dose, DoseStatus.DUE, verb="dose_given_though_held", by=by, at=at)
    columns = {"note": text, "client_uuid": client_uuid}
    if status in _TAKEN:
        columns["given_at"] = bounded(given_at, at)
        columns["given_amount"] = _amount(dose, status, given_amount)
        columns["batch"] = batch
    dose = move_dose(dose, status, verb=_VERBS[status], by=by, at=at, **columns)
    _count_stock(dose, +1)
    return Marked(dose, is_new=True)


def _lock(dose: Dose) -> Dose:
    return (
        Dose.objects.select_for_update(of=("self",))
        .select_related("patient__animal", "prescription__drug", "by")
        .get(pk=dose.pk)
    )


def _amount(dose: Dose, status: DoseStatus, given: Decimal | None) -> Decimal:
    if status == DoseStatus.GIVEN:
        return dose.amount
    if given is None or not 0 < given < dose.amount:
        raise Refused("part_must_be_less", amount=dose.amount)
    return given


def _count_stock(dose: Dose, sign: int) -> None:
    """Stock follows and never blocks: below zero it only says that somebody must count."""
    if dose.batch_id and dose.given_amount and dose.amount:
        whole = dose.volume_ml if dose.volume_ml is not None else dose.amount
        used = (whole * dose.given_amount / dose.amount).quantize(Decimal("0.01"))
        batch = StockBatch.objects.select_for_update().get(pk=dose.batch_id)
        batch.left -= sign * used  # not in the database: SQLite reckons decimals as floats
        batch.save(update_fields=["left"])


@transaction.atomic
def undo(dose: Dose, *, by: User, at: datetime) -> Dose:
    """Take a mark back: the dose is due again, or voided if it never was due or its course has changed or stopped.

    Undone already: nothing changes.
    """
    dose = _lock(dose)
    if dose.status in {DoseStatus.DUE, DoseStatus.VOIDED}:
        return dose
    _count_stock(dose, -1)
    to = DoseStatus.VOIDED if dose.is_born_given else DoseStatus.DUE
    columns = {} if dose.is_born_given else {"given_at": None, "given_amount": None, "note": ""}
    dose = move_dose(dose, to, verb="dose_undone", by=by, at=at, batch=None, **columns)
    course = dose.prescription
    if to == DoseStatus.DUE and (course.stopped_at is not None or dose.revision != course.revision):
        dose = move_dose(dose, DoseStatus.VOIDED, verb="dose_voided", by=by, at=at)  # nobody wants it given any more
    return dose


@transaction.atomic
def give_as_needed(
    prescription: Prescription,
    *,
    by: User,
    at: datetime,
    given_at: datetime | None = None,
    text: str = "",
    client_uuid: UUID | None = None,
) -> Marked:
    """A dose of an as-needed course, born given. Too soon after the last one is recorded and flagged, never lost."""
    patient = lock_in_house(prescription.patient)
    already = same(Dose, client_uuid)
    if already:
        return Marked(already, is_new=False)
    prescription = Prescription.objects.select_for_update().select_related("drug").get(pk=prescription.pk)
    when = bounded(given_at, at)
    rows = prescription.doses.filter(revision=prescription.revision)
    too_soon = _too_soon(prescription, when)
    dose = Dose.objects.create(
        prescription=prescription,
        patient=patient,
        revision=prescription.revision,
        number=(rows.aggregate(last=Max("number"))["last"] or 0) + 1,
        due_at=when,
        status=DoseStatus.GIVEN,
        is_born_given=True,
        amount=prescription.amount,
        volume_ml=prescription.volume_ml,
        weight_kg=prescription.weight_kg,
        given_amount=prescription.amount,
        given_at=when,
        recorded_at=at,
        by=by,
        note=text,
        client_uuid=client_uuid,
    )
    note(
        patient,
        "dose_given",
        by=by,
        at=at,
        happened_at=when,
        dose=dose.pk,
        drug=prescription.drug.name,
        too_soon=too_soon,
    )
    return Marked(dose, is_new=True)


def _too_soon(prescription: Prescription, when: datetime) -> bool:
    if not prescription.min_interval_h:
        return False
    gap = timedelta(hours=prescription.min_interval_h)
    return prescription.doses.filter(status__in=_TAKEN, given_at__gt=when - gap, given_at__lt=when + gap).exists()


@transaction.atomic
def miss_passed(dose: Dose, *, at: datetime) -> Dose:
    """The sweep's word: the course's next dose has fallen due, so this one was missed. Decided meanwhile: left."""
    dose = _lock(dose)
    if dose.status != DoseStatus.DUE:
        return dose
    return move_dose(dose, DoseStatus.MISSED, verb="dose_missed", by=None, at=at)
