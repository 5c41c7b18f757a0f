"""Places of the coast by the names people use. Pure: reads strandings/data/gazetteer.csv once."""

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from common.geo import distance_m, quick_distance_m

FILE = Path(__file__).resolve().parent / "data" / "gazetteer.csv"
# The narrower the kind, the more it says: a beach wins over the town it belongs to.
RANK = {"beach": 0, "port": 0, "cape": 1, "bay": 1, "island": 1, "offshore": 1, "settlement": 2, "area": 3}


@dataclass(frozen=True)
class Place:
    """A named place. accuracy_m says how far from the point a seal "at" this place may lie."""

    slug: str
    kind: str
    names: dict[str, str]
    latitude: float
    longitude: float
    accuracy_m: int
    verified: bool  # False: entered by hand, to be checked on a real map
    aliases: tuple[str, ...]

    def name(self, language: str) -> str:
        """The place's name in kk, ru or en; Russian for any other language."""
        return self.names.get(language) or self.names["ru"]


@lru_cache(maxsize=1)
def places() -> tuple[Place, ...]:
    """Every place of the file, in its order."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(_place(row) for row in csv.DictReader(file))


def by_slug(slug: str) -> Place | None:
    """The place of that slug, or None."""
    return next((place for place in places() if place.slug == slug), None)


def nearest(latitude: float, longitude: float, within_m: float) -> Place | None:
    """The nearest place whose point was measured and lies within that many metres, or None."""
    measured = [place for place in places() if place.verified]
    best = min(measured, key=lambda place: quick_distance_m(latitude, longitude, place.latitude, place.longitude))
    return best if distance_m(latitude, longitude, best.latitude, best.longitude) <= within_m else None


def _place(row: dict[str, str]) -> Place:
    return Place(
        slug=row["slug"],
        kind=row["kind"],
        names={language: row[f"name_{language}"] for language in ("kk", "ru", "en")},
        latitude=float(row["lat"]),
        longitude=float(row["lon"]),
        accuracy_m=int(row["accuracy_m"]),
        verified=row["verified"] == "yes",
        aliases=tuple(alias for alias in row["aliases"].split("|") if alias),
    )
