"""A stranding's place as one audience may see it; every page, API and text asks here."""
from strandings import gazetteer
from strandings.models import Stranding
from strandings.precision import Audience, ShownPlace, show_place


def place_for(stranding: Stranding, audience: Audience, *, language: str) -> ShownPlace:
    """The place as this audience may see it, named in this language."""
    named = gazetteer.name_of(stranding.place_slug, language) if stranding.place_slug else ""
    settlement = ""
    if stranding.has_place:
        settlement = gazetteer.nearest_settlement(stranding.latitude, stranding.longitude, language)
    return show_place(
        audience,
        latitude=stranding.latitude,
        longitude=stranding.longitude,
        accuracy_m=stranding.accuracy_m,
        name=named or stranding.place_name,
        settlement=settlement,
    )
