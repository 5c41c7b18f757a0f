"""Places people name, in the reader's language; nothing here is precise enough to find a seal by."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

from common.folding import fold
from common.geo import distance_m

_FILE = Path(__file__).resolve().parent.parent / "data" / "gazetteer.csv"
_SETTLEMENTS = {"settlement", "city", "town", "coastal_settlement"}
_FARTHEST_NEAR_M = 60_000


@dataclass(frozen=True)
class Place:
    """A named place; coordinates in degrees WGS84, accuracy in metres."""

    slug: str
    kind: str
    names: dict[str, str]
    latitude: float
    longitude: float
    accuracy_m: int

    @property
    def name(self) -> str:
        """Its name in the active language."""
        return self.names.get((get_language() or "ru")[:2]) or self.names["ru"]


@cache
def _all() -> tuple[Place, ...]:
    if not _FILE.exists():
        return ()
    with _FILE.open(encoding="utf-8", newline="") as rows:
        return tuple(
            Place(
                slug=row["slug"],
                kind=row["kind"],
                names={language: row[f"name_{language}"] for language in ("kk", "ru", "en")},
                latitude=float(row["lat"]),
                longitude=float(row["lon"]),
                accuracy_m=int(row["accuracy_m"]),
            )
            for row in csv.DictReader(rows)
        )


def places() -> list[Place]:
    """Every place of the list, in the order of the reader's alphabet."""
    return sorted(_all(), key=lambda place: fold(place.name))


def place_of(slug: str) -> Place | None:
    """The place of this slug, or None."""
    return next((place for place in _all() if place.slug == slug), None)


def settlement_near(latitude: float | None, longitude: float | None) -> str:
    """The nearest settlement's name within 60 km, or "": all that outsiders may know of a place."""
    if latitude is None or longitude is None:
        return ""
    known = [place for place in _all() if place.kind in _SETTLEMENTS]
    measured = [(distance_m(latitude, longitude, place.latitude, place.longitude), place) for place in known]
    nearest = min(measured, key=lambda pair: pair[0], default=(_FARTHEST_NEAR_M + 1, None))
    return nearest[1].name if nearest[1] and nearest[0] <= _FARTHEST_NEAR_M else ""
