"""Places of the list, as pages show them; nothing here is precise enough to find a seal by."""

from django.utils.translation import get_language

from common.folding import fold
from common.geo import distance_m
from strandings.gazetteer import Place, by_slug, places

_FARTHEST_NEAR_M = 60_000


def name_of(place: Place) -> str:
    """The place's name in the reader's language."""
    return place.name((get_language() or "ru")[:2])


def offered_places() -> list[dict]:
    """slug, name, latitude, longitude and kind of every place, in the order of the reader's alphabet."""
    rows = [
        {
            "slug": place.slug,
            "name": name_of(place),
            "latitude": place.latitude,
            "longitude": place.longitude,
            "kind": place.kind,
        }
        for place in places()
    ]
    return sorted(rows, key=lambda row: fold(row["name"]))


def settlement_near(latitude: float | None, longitude: float | None) -> str:
    """The nearest settlement's name within 60 km, or "": all that outsiders may know of a place."""
    if latitude is None or longitude is None:
        return ""
    known = [place for place in places() if place.kind == "settlement"]
    measured = [(distance_m(latitude, longitude, place.latitude, place.longitude), place) for place in known]
    metres, place = min(measured, key=lambda pair: pair[0])
    return name_of(place) if metres <= _FARTHEST_NEAR_M else ""


def name_by_slug(slug: str, otherwise: str = "") -> str:
    """The name of the place with this slug in the reader's language, else the given one."""
    place = by_slug(slug) if slug else None
    return name_of(place) if place else otherwise
