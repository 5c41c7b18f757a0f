"""Cases a call may be about already."""

from datetime import datetime, timedelta

from django.db.models import Q

from common.geo import distance_m
from strandings.models import Stranding

_SPAN = timedelta(hours=48)
_NEAR_M = 5000
_DEGREES = 0.08  # a box a little wider than 5 km at these latitudes


def alike(
    *, latitude: float | None, longitude: float | None, phone: str, at: datetime
) -> list[tuple[Stranding, int | None]]:
    """Open cases of the last 48 h within 5 km or of the same number, nearest first, with metres; at most five."""
    same = Q(reports__contact__phone=phone) if phone else Q(pk=None)
    near = Q(pk=None)
    if latitude is not None and longitude is not None:
        near = Q(
            latitude__range=(latitude - _DEGREES, latitude + _DEGREES),
            longitude__range=(longitude - _DEGREES, longitude + _DEGREES),
        )
    found = Stranding.objects.open().filter(same | near, opened_at__gte=at - _SPAN).distinct()[:50]
    measured = [(case, _metres(case, latitude, longitude)) for case in found]
    theirs = set(Stranding.objects.open().filter(same).values_list("pk", flat=True)) if phone else set()
    kept = [pair for pair in measured if pair[0].pk in theirs or (pair[1] is not None and pair[1] <= _NEAR_M)]
    return sorted(kept, key=lambda pair: (pair[0].pk not in theirs, pair[1] or 0))[:5]


def _metres(case: Stranding, latitude: float | None, longitude: float | None) -> int | None:
    if latitude is None or longitude is None or not case.has_place:
        return None
    return round(distance_m(latitude, longitude, case.latitude, case.longitude))
