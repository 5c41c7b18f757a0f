"""A stranding's place as one audience may see it; every page, API and text asks here."""

from strandings.models import Stranding
from strandings.precision import Audience, ShownPlace, sees_exactly, show_place
from strandings.queries.places import name_by_slug, settlement_near


def place_for(stranding: Stranding, audience: Audience, *, settlement: str = "") -> ShownPlace:
    """The place as this audience may see it, its names in the reader's language."""
    return show_place(
        audience,
        latitude=stranding.latitude,
        longitude=stranding.longitude,
        accuracy_m=stranding.accuracy_m,
        name=name_by_slug(stranding.place_slug, stranding.place_name),
        settlement="" if sees_exactly(audience) else settlement or settlement_near(*_point(stranding)),
    )


def _point(stranding: Stranding) -> tuple[float | None, float | None]:
    return stranding.latitude, stranding.longitude
