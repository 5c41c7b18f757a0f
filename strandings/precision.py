"""How exactly each audience may see a place: seals are hunted, so there is no public live map. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from strandings.words import Precision


class Audience(StrEnum):
    STAFF = "staff"
    TEAM = "team"  # the team of this case
    PARTNER = "partner"  # the partner of this case
    REPORTER = "reporter"  # who told us, on their own page: a link can be passed on
    PUBLIC = "public"


_MAY_SEE: dict[Audience, Precision] = {
    Audience.STAFF: Precision.EXACT,
    Audience.TEAM: Precision.EXACT,
    Audience.PARTNER: Precision.EXACT,
    Audience.REPORTER: Precision.NEAR,
    Audience.PUBLIC: Precision.NEAR,
}


def sees_exactly(audience: Audience) -> bool:
    """Whether this audience sees coordinates; the others hear of a settlement at most."""
    return _MAY_SEE[audience] == Precision.EXACT


@dataclass(frozen=True)
class ShownPlace:
    """What an audience gets: coordinates in degrees and metres, or only a settlement's name, or nothing."""

    precision: Precision
    latitude: float | None = None
    longitude: float | None = None
    accuracy_m: int | None = None
    name: str = ""


def show_place(
    audience: Audience,
    *,
    latitude: float | None,
    longitude: float | None,
    accuracy_m: int | None,
    name: str,
    settlement: str,
) -> ShownPlace:
    """The place as this audience may see it. `settlement` is the public name of the nearest settlement, or ''."""
    if sees_exactly(audience):
        if latitude is None and not name:
            return ShownPlace(Precision.NONE)
        return ShownPlace(Precision.EXACT, latitude, longitude, accuracy_m, name)
    if settlement:
        return ShownPlace(Precision.NEAR, name=settlement)
    return ShownPlace(Precision.NONE)
