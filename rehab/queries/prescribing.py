"""What a prescription would mean before it is written: amount, volume, weight with its age, warnings and blocks."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from rehab import doses
from rehab.models import CareSetting, Dose, Drug, FormularyEntry, Measurement, Patient, Prescription

# In which order a range is looked for: true seals first, sea lions last
_NEAREST = {"phocid": 0, "pinniped": 1, "otariid": 2}


@dataclass(frozen=True)
class Order:
    """What a vet asks for. `dose` is per kilogram where the unit says so; `days` None means no end set."""

    drug: Drug
    dose: Decimal
    unit: str
    route: str
    frequency: str
    starts_at: datetime
    days: int | None = None
    per_ml: Decimal | None = None  # None: the drug's own concentration
    min_interval_h: int | None = None
    instructions: str = ""
    override_reason: str = ""


@dataclass(frozen=True)
class Assessment:
    """The order worked out for this patient now. `blocks` need a vet's override with a reason."""

    amount: Decimal | None
    amount_unit: str
    volume_ml: Decimal | None
    per_ml: Decimal | None
    weight: Measurement | None
    entry: FormularyEntry | None
    blocks: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def is_impossible(self) -> bool:
        """No reason helps: there is no amount to give."""
        return self.amount is None


def latest_weight(patient: Patient) -> Measurement | None:
    """The newest weight that was not voided."""
    return (
        patient.measurements.filter(weight_kg__isnull=False, voided_because="").order_by("-measured_at", "-id").first()
    )


def nearest_range(drug: Drug, route: str, unit: str) -> FormularyEntry | None:
    """The formulary's range for this route: of true seals before others, approved before example."""
    rows = drug.formulary.filter(route=route, unit=unit)
    return min(rows, key=lambda e: (_NEAREST[e.species_group], e.approved_at is None), default=None)


def assess(patient: Patient, order: Order, *, at: datetime) -> Assessment:
    """Work an order out with the latest weight; writes nothing."""
    weight = latest_weight(patient)
    per_ml = order.per_ml or order.drug.per_ml
    entry = nearest_range(order.drug, order.route, order.unit)
    try:
        amount = doses.amount(order.dose, order.unit, weight.weight_kg if weight else None)
    except doses.WeightNeeded:
        amount = None
    unit = doses.amount_unit(order.unit)
    where = doses.check_range(order.dose, entry.low if entry else None, entry.high if entry else None)
    blocks = [f"range_{where.value}"] if where != doses.Range.WITHIN else []
    return Assessment(
        amount=amount,
        amount_unit=unit.value,
        volume_ml=None if amount is None else doses.volume_ml(amount, unit, per_ml),
        per_ml=per_ml,
        weight=weight,
        entry=entry,
        blocks=blocks,
        warnings=_warnings(patient, order, entry, weight, at),
    )


def _warnings(
    patient: Patient, order: Order, entry: FormularyEntry | None, weight: Measurement | None, at: datetime
) -> list[str]:
    found = []
    if entry and entry.species_group == "otariid":
        found.append("otariid_only")
    if entry and entry.approved_at is None:
        found.append("range_not_approved")
    if order.unit in doses.PER_KG and weight:
        if weight.weight_is_estimate:
            found.append("weight_is_estimate")
        old = CareSetting.load().weight_old_after_days
        if old is not None and at - weight.measured_at > timedelta(days=old):
            found.append("weight_is_old")
    if Prescription.objects.running(at).filter(patient=patient, drug=order.drug).exists():
        found.append("same_drug_running")
    return found


@dataclass(frozen=True)
class Withdrawal:
    """Until when drugs are still in the seal, and which have no known withdrawal time."""

    until: datetime | None
    unknown: list[str]


def withdrawal(patient: Patient) -> Withdrawal:
    """From the last dose given of every prescription and its withdrawal days, else the centre's setting."""
    default = CareSetting.load().withdrawal_days
    until, unknown = None, []
    last: dict[int, datetime] = {}
    for pk, given_at in Dose.objects.filter(patient=patient, status__in=["given", "partly"]).values_list(
        "prescription_id", "given_at"
    ):
        last[pk] = max(given_at, last.get(pk, given_at))
    for prescription in patient.prescriptions.filter(pk__in=last).select_related("drug"):
        days = prescription.withdrawal_days if prescription.withdrawal_days is not None else default
        if days is None:
            unknown.append(prescription.drug.name)
            continue
        ends = last[prescription.pk] + timedelta(days=days)
        until = ends if until is None else max(until, ends)
    return Withdrawal(until=until, unknown=sorted(set(unknown)))
