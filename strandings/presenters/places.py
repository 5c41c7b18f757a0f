"""A stranding's place as one audience may see it; every page, API and text asks here."""

from strandings.models import Stranding
from strandings.precision import Audience, ShownPlace, show_place


def place_for(stranding: Stranding, audience: Audience, *, settlement: str = "") -> ShownPlace:
    """The place as this audience may see it."""
    return show_place(
        audience,
        latitude=stranding.latitude,
        longitude=stranding.longitude,
        accuracy_m=stranding.accuracy_m,
        name=stranding.place_name,
        settlement=settlement,
    )
