"""Who could go to a case now, in which order and why: facts from the database, judgement from matching."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.utils import timezone

from dispatch.lifecycle import AssignmentStatus
from dispatch.matching import Candidate, CaseNeeds, TeamFacts, rank
from dispatch.models import Assignment, DutyShift, Equipment, Responder, ResponseTeam
from dispatch.shoreline import detour_km
from dispatch.words import EquipmentKind, Means
from strandings.models import Stranding
from strandings.words import Outcome, Sign, State

POSITION_FRESH = timedelta(hours=2)
REST = timedelta(hours=10)
_CARCASS = [Outcome.CARCASS_MARKED, Outcome.CARCASS_COLLECTED, Outcome.CARCASS_REMOVED, Outcome.DIED_ON_SITE]


def needs_of(stranding: Stranding) -> CaseNeeds | None:
    """What this stranding needs, or None while its place is unknown."""
    if not stranding.has_place:
        return None
    signs = set(stranding.signs)
    live = stranding.state != State.DEAD
    required = set()
    if Sign.IN_WATER in signs:
        required.add(EquipmentKind.BOAT)
    if Sign.NET in signs and live:
        required.add(EquipmentKind.NET_CUTTERS)
    wished = {EquipmentKind.CRATE} if live else {EquipmentKind.CARCASS_KIT}
    report = stranding.reports.order_by("recorded_at", "pk").first()
    return CaseNeeds(
        latitude=stranding.latitude,
        longitude=stranding.longitude,
        required=frozenset(required),
        wished=frozenset(wished),
        live=live,
        language=report.language if report else "",
    )


def candidates(stranding: Stranding, *, at: datetime, crews: "Crews | None" = None) -> list[Candidate]:
    """Every active team in order, each with its reasons; empty while the place is unknown.

    crews: the teams as they stood a moment ago, for a sweep over many cases; else they are asked now, in seven queries.
    """
    needs = needs_of(stranding)
    if needs is None:
        return []
    facts = (crews or crews_at(at)).beside(stranding.pk)
    return rank(needs, facts, at_local=timezone.localtime(at), detour_km=detour_km)


@dataclass(frozen=True)
class Crews:
    """The active teams at one moment, and the cases for which each handled a carcass or worked at night."""

    teams: list[TeamFacts]
    carcass: dict[int, set[int]]
    tired: dict[int, set[int]]

    def beside(self, stranding_id: int) -> list[TeamFacts]:
        """The teams as one case sees them: its own work tires nobody."""
        own = {stranding_id}
        return [
            replace(
                team,
                carcass_today=bool(self.carcass.get(team.team_id, own) - own),
                worked_last_night=bool(self.tired.get(team.team_id, own) - own),
            )
            if team.team_id in self.carcass or team.team_id in self.tired
            else team
            for team in self.teams
        ]


@dataclass(frozen=True)
class _Now:
    """What is true of the teams at one moment, each asked once."""

    at: datetime
    on_duty: set[int]
    busy: dict[int, str]
    has: dict[int, set[EquipmentKind]]
    reachable: set[int]


def crews_at(at: datetime) -> Crews:
    """Seven queries, however many teams."""
    now = _now(at)
    recent = Assignment.objects.filter(accepted_at__gte=at - timedelta(hours=24))
    carcass, tired = {}, {}
    handled = recent.filter(stranding__animals__outcome__in=_CARCASS).values_list("team_id", "stranding_id")
    for team_id, stranding_id in handled:
        carcass.setdefault(team_id, set()).add(stranding_id)
    for row in recent.filter(status=AssignmentStatus.DONE, ended_at__gte=at - REST):
        if timezone.localtime(row.accepted_at).hour < 6:
            tired.setdefault(row.team_id, set()).add(row.stranding_id)
    teams = ResponseTeam.objects.active().values_list(*_COLUMNS, named=True)
    return Crews([_team_facts(team, now) for team in teams], carcass, tired)


# Rows instead of objects: with 200 teams, their things and members, a tenth of the time
_COLUMNS = ("pk", "name", "latitude", "longitude", "means", "speed_kmh", "road_factor", "mobilisation_day_min")
_COLUMNS += ("mobilisation_night_min", "range_km", "languages")
_COLUMNS += ("position__latitude", "position__longitude", "position__seen_at")


def _now(at: datetime) -> _Now:
    on_duty = DutyShift.objects.filter(starts_at__lte=at, ends_at__gt=at).values_list("team_id", flat=True)
    committed = Assignment.objects.committed().select_related("stranding", "sector")
    has: dict[int, set[EquipmentKind]] = {}
    for team_id, kind in Equipment.objects.filter(quantity__gt=0).order_by().values_list("team_id", "kind"):
        has.setdefault(team_id, set()).add(EquipmentKind(kind))
    members = Responder.objects.filter(is_active=True).exclude(phone="").order_by()
    return _Now(
        at=at,
        on_duty=set(on_duty),
        busy={row.team_id: _name(row) for row in committed},
        has=has,
        reachable=set(members.values_list("team_id", flat=True)),
    )


def _team_facts(team, now: _Now) -> TeamFacts:
    seen_at = team.position__seen_at
    at_base = seen_at is None or seen_at < now.at - POSITION_FRESH
    here = (team.latitude, team.longitude) if at_base else (team.position__latitude, team.position__longitude)
    equipment = now.has.get(team.pk, set())
    if team.means == Means.BOAT:
        equipment = equipment | {EquipmentKind.BOAT}
    return TeamFacts(
        team_id=team.pk,
        name=team.name,
        latitude=here[0],
        longitude=here[1],
        means=Means(team.means),
        speed_kmh=team.speed_kmh,
        road_factor=team.road_factor,
        mobilisation_day_min=team.mobilisation_day_min,
        mobilisation_night_min=team.mobilisation_night_min,
        range_km=team.range_km,
        equipment=frozenset(equipment),
        languages=tuple(team.languages),
        on_duty=team.pk in now.on_duty,
        reachable=team.pk in now.reachable,
        busy_with=now.busy.get(team.pk, ""),
        at_base=at_base,
    )


def _name(assignment: Assignment) -> str:
    return assignment.stranding.reference if assignment.stranding else assignment.sector.name
