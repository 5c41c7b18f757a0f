"""Pools, pens, the shelf of drugs and example dose ranges with their published sources."""

from decimal import Decimal

from rehab.models import CareSetting, Drug, Enclosure, FormularyEntry, StockBatch

_ROOMS = [
    # key, name, kind, what, places, quarantine
    ("k1", "К1", "pool", "карантин, ванна 6 м³", 2, True),
    ("k2", "К2", "pool", "карантин, ванна 6 м³", 2, True),
    ("dry", "Изолятор", "pen", "сухой, с подогревом", 1, True),
    ("b1", "Б1", "pool", "бассейн 40 м³, суша 12 м²", 6, False),
    ("b2", "Б2", "pool", "бассейн 60 м³, суша 18 м²", 4, False),
    ("b3", "Б3", "pool", "перед выпуском, 80 м³", 4, False),
]
_VIN = "vin.com, IAAAM abstract"
_RANGES = [
    # drug, class, mg in 1 mL, route, low, high, group, studied species, frequency in the study, finding, source
    (
        "Амоксициллин",
        "антибиотик",
        "150",
        "IV",
        "20",
        "20",
        "phocid",
        "Phoca vitulina pups; Mirounga angustirostris pups",
        "single dose",
        "half-life 1.54 h (harbour seal), 2.38 h (elephant seal)",
        f"{_VIN} 3864354",
    ),
    (
        "Мелоксикам",
        "НПВС",
        "1.5",
        "PO",
        "0.1",
        "0.1",
        "phocid",
        "Phoca vitulina richardii",
        "single dose",
        "half-life 31.5 h; the authors state no optimal dose",
        "J Vet Pharmacol Ther 2024",
    ),
    (
        "Доксициклин",
        "антибиотик",
        "20",
        "PO",
        "10",
        "20",
        "phocid",
        "Mirounga angustirostris juveniles",
        "q24h x 4 d",
        "half-life 5.6-6.7 h; in tears for 6 d and longer",
        "JAVMA 2013;243:1170",
    ),
    (
        "Цефтиофур",
        "антибиотик",
        "100",
        "IM",
        "6.6",
        "6.6",
        "otariid",
        "Zalophus californianus",
        "single dose",
        "above 0.6 ug/mL for 5 d; no data in true seals",
        f"{_VIN} 4473844",
    ),
]


def furnish() -> dict[str, Enclosure]:
    """The centre's rooms and shelf. Every dose range is an example that no vet of the centre has approved."""
    CareSetting.objects.get_or_create(pk=1, defaults={"quarantine_days": 14, "weight_old_after_days": 3})
    rooms = {
        key: Enclosure.objects.create(name=name, kind=kind, description=what, capacity=places, is_quarantine=quarantine)
        for key, name, kind, what, places, quarantine in _ROOMS
    }
    for name, drug_class, per_ml, route, low, high, group, species, frequency, finding, source in _RANGES:
        drug = Drug.objects.create(name=name, drug_class=drug_class, per_ml=Decimal(per_ml))
        FormularyEntry.objects.create(
            drug=drug,
            route=route,
            low=Decimal(low),
            high=Decimal(high),
            species_group=group,
            studied_species=species,
            frequency_words=frequency,
            finding=finding,
            source=source,
            is_example=True,
        )
        StockBatch.objects.create(drug=drug, batch=f"D-{drug.pk:03d}", left=Decimal("120"), reorder_at=Decimal("20"))
    return rooms
