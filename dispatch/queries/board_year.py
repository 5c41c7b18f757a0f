"""This year so far: the few figures everybody asks for, each with its definition."""

from dataclasses import dataclass
from datetime import datetime
from statistics import median

from django.db.models import Count, Q
from django.utils import timezone

from strandings.models import Animal, Report, StrandedAnimal, Stranding
from strandings.words import Fate, Kind, Outcome, Resolution, State

# Closed as these, it was no seal of ours, or it is counted elsewhere
_NO_SEAL = [Resolution.NOT_A_SEAL, Resolution.FALSE_REPORT, Resolution.MERGED]


@dataclass(frozen=True)
class Year:
    """Figures since 1 January, local time; in_care is of this moment; minutes_to_scene may be None."""

    number: int
    reports: int
    live: int
    dead: int
    admitted: int
    released: int
    in_care: int
    minutes_to_scene: int | None


def year_so_far(at: datetime) -> Year:
    """Reports told; cases with a live or a dead seal (merged and false ones left out); seals admitted and released;
    seals in care now; the median time from the opening of a case to the first team on scene.
    """
    local = timezone.localtime(at)
    start = local.replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    cases = Stranding.objects.filter(opened_at__gte=start)
    alive, gone = [State.ALIVE, State.POSSIBLY_ALIVE, State.MIXED], [State.DEAD, State.MIXED]
    counted = Q(kind__in=[Kind.SEAL, Kind.CARCASSES]) & ~Q(resolution__in=_NO_SEAL)
    by_state = cases.filter(counted).aggregate(
        live=Count("pk", filter=Q(state__in=alive)), dead=Count("pk", filter=Q(state__in=gone))
    )
    fates = Animal.objects.aggregate(
        released=Count("pk", filter=Q(fate=Fate.RELEASED, fate_at__gte=start)),
        in_care=Count("pk", filter=Q(fate__in=[Fate.IN_CARE, Fate.LONG_TERM])),
    )
    admitted = StrandedAnimal.objects.filter(outcome=Outcome.ADMITTED, outcome_at__gte=start)
    times = cases.filter(on_scene_at__isnull=False).values_list("opened_at", "on_scene_at")
    minutes = [max((there - opened).total_seconds() / 60, 0) for opened, there in times]
    return Year(
        number=local.year,
        reports=Report.objects.filter(recorded_at__gte=start).count(),
        admitted=admitted.count(),
        minutes_to_scene=round(median(minutes)) if minutes else None,
        **by_state,
        **fates,
    )
