"""Which team should go: on duty, free, equipped, in range, ranked by estimated travel time. Pure.

Every candidate carries the reasons of its place as codes and values; presenters word them.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime

from common.geo import distance_m, quick_distance_m
from dispatch.words import EquipmentKind, Means

# A missing thing that would help costs as much as this many minutes of travel [ours]
WISH_MIN = 15
NIGHT_FROM_H, NIGHT_UNTIL_H = 21, 7
# For so many of the soonest the way is measured round the water; that takes a thousand times as long as the line
MEASURED = 12
DetourKm = Callable[[float, float, float, float], float]


@dataclass(frozen=True)
class CaseNeeds:
    """Where help is wanted and with what. Degrees WGS84."""

    latitude: float
    longitude: float
    required: frozenset[EquipmentKind] = frozenset()
    wished: frozenset[EquipmentKind] = frozenset()
    live: bool = True
    language: str = ""  # of the reporter who waits


@dataclass(frozen=True)
class TeamFacts:
    """A team as it stands now. Where it starts from is its last known position, else its base."""

    team_id: int
    name: str
    latitude: float
    longitude: float
    means: Means
    speed_kmh: float
    road_factor: float
    mobilisation_day_min: int
    mobilisation_night_min: int
    range_km: float
    equipment: frozenset[EquipmentKind] = frozenset()
    languages: Collection[str] = ()
    on_duty: bool = True
    reachable: bool = True  # has a member with a telephone
    busy_with: str = ""  # reference of the case it is committed to
    carcass_today: bool = False
    worked_last_night: bool = False
    at_base: bool = True


@dataclass(frozen=True)
class Reason:
    """One reason: a code, and the values its sentence needs."""

    code: str
    values: dict = field(default_factory=dict)

    def as_json(self) -> dict:
        """What is stored with the offer."""
        return {"code": self.code, "values": self.values}


@dataclass(frozen=True)
class Candidate:
    """A team's place in the ranking; excluded_because is None for those who can go."""

    team_id: int
    name: str
    minutes: int
    km: float
    reasons: tuple[Reason, ...]
    excluded_because: Reason | None = None

    def as_json(self) -> dict:
        """What is stored with the offer."""
        excluded = self.excluded_because
        return {
            "team_id": self.team_id,
            "name": self.name,
            "minutes": self.minutes,
            "km": self.km,
            "reasons": [reason.as_json() for reason in self.reasons],
            "excluded_because": excluded.as_json() if excluded else None,
        }


def rank(case: CaseNeeds, teams: Collection[TeamFacts], *, at_local: datetime, detour_km: DetourKm) -> list[Candidate]:
    """All teams: those who can go first, the soonest first; then the excluded. Equal teams in order of their number.

    minutes = mobilisation + way / speed; way = (WGS84 distance + detour round the water, for who does not
    float) x road factor. at_local: the local wall clock, for night mobilisation.

    The straight line is never longer than the way: the MEASURED soonest who can go are certain, and likewise those
    who are only off duty; for all behind them the straight line is good enough.
    """
    near = [(*_judge(case, team, at_local, *_straight(case, team)), team) for team in teams]
    near.sort(key=lambda row: row[0])
    ranked = []
    for can_go in (None, "off_duty"):
        group = [row for row in near if _because(row[1]) == can_go]
        ranked += _measured(group, lambda team: _judge(case, team, at_local, *way(case, team, detour_km)))
    ranked += [(order, candidate) for order, candidate, _ in near if _because(candidate) not in (None, "off_duty")]
    return [candidate for _, candidate in sorted(ranked, key=lambda row: row[0])]


def _because(candidate: Candidate) -> str | None:
    return candidate.excluded_because.code if candidate.excluded_because else None


def _measured(near: list[tuple], judge: Callable[[TeamFacts], tuple]) -> list[tuple]:
    """In the order of their straight lines, until nobody behind can come before the MEASURED soonest."""
    done, soonest = [], []
    for place, (order, _, team) in enumerate(near):
        # a minute for rounding
        if len(soonest) >= MEASURED and order[1] > sorted(soonest)[MEASURED - 1] + 1:
            return done + [(order, candidate) for order, candidate, _ in near[place:]]
        measured = judge(team)
        done.append(measured)
        if measured[1].excluded_because == near[place][1].excluded_because:
            soonest.append(measured[0][1])
    return done


def is_night(at_local: datetime) -> bool:
    """Whether a team has to be woken: its longer mobilisation counts."""
    return at_local.hour >= NIGHT_FROM_H or at_local.hour < NIGHT_UNTIL_H


def _judge(case: CaseNeeds, team: TeamFacts, at_local: datetime, km: float, round_km: float) -> tuple[tuple, Candidate]:
    night = is_night(at_local)
    mobilisation = team.mobilisation_night_min if night else team.mobilisation_day_min
    minutes = round(mobilisation + km / team.speed_kmh * 60)
    lacking = sorted(case.wished - team.equipment)
    reasons = [Reason("way", {"km": round(km), "minutes": minutes, "from_base": team.at_base})]
    if round_km >= 1:
        reasons.append(Reason("detour", {"km": round(round_km)}))
    if night:
        reasons.append(Reason("night", {"minutes": mobilisation}))
    needed = case.required | case.wished
    if has := sorted(needed & team.equipment):
        reasons.append(Reason("has", {"things": [thing.value for thing in has]}))
    if lacking:
        reasons.append(Reason("lacks", {"things": [thing.value for thing in lacking]}))
    reasons.append(Reason("means", {"means": team.means.value}))
    if case.language and case.language in team.languages:
        reasons.append(Reason("speaks", {"language": case.language}))
    if case.live and team.carcass_today:
        reasons.append(Reason("carcass_today"))
    if team.worked_last_night:
        reasons.append(Reason("worked_last_night"))
    excluded = _excluded(case, team, km)
    order = (excluded is not None, minutes + WISH_MIN * len(lacking), team.worked_last_night, team.team_id)
    return order, Candidate(team.team_id, team.name, minutes, round(km, 1), tuple(reasons), excluded)


def _straight(case: CaseNeeds, team: TeamFacts) -> tuple[float, float]:
    """Length of the way in km if no water lay between: never more than way()."""
    straight_km = quick_distance_m(team.latitude, team.longitude, case.latitude, case.longitude) / 1000
    return straight_km * team.road_factor, 0.0


def way(case: CaseNeeds, team: TeamFacts, detour_km: DetourKm) -> tuple[float, float]:
    """Length of the way in km, and how much of it is a detour round water."""
    ends = (team.latitude, team.longitude, case.latitude, case.longitude)
    straight_km = distance_m(*ends) / 1000
    if team.means == Means.BOAT:
        return straight_km * team.road_factor, 0.0
    round_km = detour_km(*ends)
    return (straight_km + round_km) * team.road_factor, round_km


def _excluded(case: CaseNeeds, team: TeamFacts, km: float) -> Reason | None:
    if not team.reachable:
        return Reason("unreachable")
    if team.busy_with:
        return Reason("busy", {"reference": team.busy_with})
    if missing := sorted(case.required - team.equipment):
        return Reason("unequipped", {"things": [thing.value for thing in missing]})
    if km > team.range_km:
        return Reason("out_of_range", {"km": round(km), "range_km": round(team.range_km)})
    if not team.on_duty:
        return Reason("off_duty")
    return None
