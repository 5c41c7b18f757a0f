"""The formulary: example rows with their published source, and a vet's approval of a range."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from accounts.models import User
from rehab.models import CareLimit, Drug, FormularyEntry

# The only limits with a source; every other row is empty until the centre's vets fill it in (docs/clinical.md)
_SOURCED_LIMITS = [
    ("temp_c", None, Decimal("37.2"), "BDMLR marine mammal medic handbook, appendix VI: pyrexia above 37.2 °C"),
    ("glucose_mmol_l", Decimal(2), None, "BDMLR marine mammal medic handbook, appendix VI: emergency below 2 mmol/L"),
]
_UNSOURCED_LIMITS = ["release_weight_kg", "daily_gain_kg"]


@transaction.atomic
def load_examples(rows: Iterable[Mapping[str, str]]) -> int:
    """Write example ranges and sourced limits that are not there yet; returns how many ranges were written.

    What a vet has changed or approved is never touched, and no example counts as approved.
    """
    written = 0
    for row in rows:
        drug, _ = Drug.objects.get_or_create(name=row["drug"], defaults={"drug_class": row["class"]})
        _entry, is_new = FormularyEntry.objects.get_or_create(
            drug=drug,
            route=row["route"],
            species_group=row["species_group"],
            unit=row["unit"],
            defaults={
                "low": Decimal(row["low"]),
                "high": Decimal(row["high"]),
                "studied_species": row["studied_species"],
                "frequency_words": row["frequency"],
                "finding": row["finding"],
                "source": row["source"],
                "is_example": True,
            },
        )
        written += is_new
    for measure, low, high, source in _SOURCED_LIMITS:
        CareLimit.objects.get_or_create(
            measure=measure, age_class="", defaults={"low": low, "high": high, "source": source}
        )
    for measure in _UNSOURCED_LIMITS:
        CareLimit.objects.get_or_create(measure=measure, age_class="")
    return written


@transaction.atomic
def approve_range(entry: FormularyEntry, *, by: User, at: datetime) -> FormularyEntry:
    """A vet of the centre answers for this range; approving twice changes nothing."""
    entry = FormularyEntry.objects.select_for_update().get(pk=entry.pk)
    if entry.approved_at is None:
        entry.approved_by, entry.approved_at = by, at
        entry.save(update_fields=["approved_by", "approved_at"])
    return entry


@transaction.atomic
def write_range(entry: FormularyEntry, *, drug: Drug, by: User, at: datetime, **columns) -> FormularyEntry:
    """A vet enters or changes a range and by that answers for it: it is approved and no example any more."""
    drug.save()
    for name, value in {**columns, "drug": drug, "is_example": False}.items():
        setattr(entry, name, value)
    entry.approved_by, entry.approved_at = by, at
    entry.save()
    return entry


@transaction.atomic
def set_limit(limit: CareLimit, *, by: User, at: datetime, **columns) -> CareLimit:
    """A vet sets a limit of one measure and age class; without a source it stands on the vet's name."""
    for name, value in columns.items():
        setattr(limit, name, value)
    limit.set_by, limit.set_at = by, at
    limit.save()
    return limit
