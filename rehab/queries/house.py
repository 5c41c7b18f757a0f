"""Who is in the house, who is on the way, which enclosure holds whom."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery

from common.folding import fold
from rehab.models import Enclosure, Measurement, Patient, Quarantine, Stay, WaterReading
from strandings.models import Mark, StrandedAnimal


def with_identity(patients: QuerySet) -> QuerySet:
    """Everything a row needs to say which seal this is, where, and what it weighs: a fixed number of queries."""
    weights = Measurement.objects.filter(patient=OuterRef("pk"), weight_kg__isnull=False, voided_because="").order_by(
        "-measured_at", "-id"
    )
    return (
        patients.select_related("animal", "from_stranded__stranding")
        .annotate(
            last_weight_kg=Subquery(weights.values("weight_kg")[:1]),
            last_weight_at=Subquery(weights.values("measured_at")[:1]),
            last_weight_is_estimate=Subquery(weights.values("weight_is_estimate")[:1]),
        )
        .prefetch_related(
            Prefetch("animal__marks", Mark.objects.filter(lost_at=None), to_attr="worn"),
            Prefetch("stays", Stay.objects.filter(until_at=None).select_related("enclosure"), to_attr="open_stays"),
            Prefetch("quarantines", Quarantine.objects.filter(ended_at=None), to_attr="open_quarantines"),
        )
    )


def in_house(*, at: datetime) -> QuerySet:
    """Every seal with us, with the number of its doses that are late, newest first."""
    late = Count("doses", filter=Q(doses__status="due", doses__due_at__lt=at))
    return with_identity(Patient.objects.in_house()).annotate(late_doses=late)


def on_the_way() -> QuerySet:
    """Seals loaded on a beach and not yet here, the first expected first."""
    return (
        StrandedAnimal.objects.filter(on_its_way_since__isnull=False)
        .select_related("stranding", "animal")
        .prefetch_related("treatments")
        .order_by("expected_at", "id")
    )


def find(words: str, *, ended: bool | None = None) -> QuerySet:
    """Patients whose number, nickname, mark or stranding holds all of the words, however they are typed."""
    rows = with_identity(Patient.objects.all())
    for word in fold(words).split():
        rows = rows.filter(search_text__contains=word)
    if ended is not None:
        rows = rows.filter(ended_at__isnull=not ended)
    return rows


@dataclass(frozen=True)
class Room:
    """An enclosure as the board shows it."""

    enclosure: Enclosure
    patients: list[Patient]
    water: WaterReading | None

    @property
    def taken(self) -> int:
        return len(self.patients)

    @property
    def free(self) -> int:
        return max(0, self.enclosure.capacity - self.taken) if self.enclosure.is_active else 0

    @property
    def over(self) -> int:
        return max(0, self.taken - self.enclosure.capacity)

    @property
    def share(self) -> int:
        """How full, in percent, for the bar."""
        return min(100, round(100 * self.taken / self.enclosure.capacity))

    @property
    def overrides(self) -> list[str]:
        return [s.override_reason for p in self.patients for s in p.open_stays if s.override_reason]


def rooms() -> list[Room]:
    """Every enclosure with its seals in the order of their places, in a fixed number of queries."""
    homes: dict[int, list[Patient]] = {}
    for patient in with_identity(Patient.objects.in_house()):
        for stay in patient.open_stays:
            homes.setdefault(stay.enclosure_id, []).append(patient)
    newest = WaterReading.objects.filter(enclosure=OuterRef("pk")).order_by("-read_at")
    enclosures = list(Enclosure.objects.annotate(newest_water=Subquery(newest.values("pk")[:1])))
    water = WaterReading.objects.in_bulk([e.newest_water for e in enclosures if e.newest_water])
    return [
        Room(
            e,
            sorted(homes.get(e.pk, []), key=lambda p: p.open_stays[0].place_no),
            water.get(e.newest_water),
        )
        for e in enclosures
    ]


def free_places() -> list[tuple[Enclosure, int]]:
    """Active enclosures with how many places are free, quarantine first."""
    rows = Enclosure.objects.filter(is_active=True).annotate(taken=Count("stays", filter=Q(stays__until_at=None)))
    return [(e, max(0, e.capacity - e.taken)) for e in rows]
