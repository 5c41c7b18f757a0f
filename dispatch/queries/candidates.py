"""Who could go to a case now, in which order and why: facts from the database, judgement from matching."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from dispatch.lifecycle import AssignmentStatus
from dispatch.matching import Candidate, CaseNeeds, TeamFacts, rank
from dispatch.models import Assignment, DutyShift, ResponseTeam
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


def candidates(stranding: Stranding, *, at: datetime) -> list[Candidate]:
    """Every active team in order, each with its reasons; empty while the place is unknown. Five queries."""
    needs = needs_of(stranding)
    if needs is None:
        return []
    return rank(needs, _facts(at, beside=stranding), at_local=timezone.localtime(at), detour_km=detour_km)


@dataclass(frozen=True)
class _Now:
    """What is true of the teams at one moment, each asked once."""

    at: datetime
    on_duty: set[int]
    busy: dict[int, str]
    carcass: set[int]
    tired: set[int]


def _facts(at: datetime, *, beside: Stranding) -> list[TeamFacts]:
    teams = ResponseTeam.objects.active().select_related("position").prefetch_related("equipment", "members")
    now = _now(at, beside)
    return [_team_facts(team, now) for team in teams]


def _now(at: datetime, beside: Stranding) -> _Now:
    on_duty = DutyShift.objects.filter(starts_at__lte=at, ends_at__gt=at).values_list("team_id", flat=True)
    committed = Assignment.objects.committed().select_related("stranding", "sector")
    recent = Assignment.objects.filter(accepted_at__gte=at - timedelta(hours=24)).exclude(stranding=beside)
    carcass = recent.filter(stranding__animals__outcome__in=_CARCASS).values_list("team_id", flat=True)
    ended = recent.filter(status=AssignmentStatus.DONE, ended_at__gte=at - REST)
    return _Now(
        at=at,
        on_duty=set(on_duty),
        busy={row.team_id: _name(row) for row in committed},
        carcass=set(carcass),
        tired={row.team_id for row in ended if timezone.localtime(row.accepted_at).hour < 6},
    )


def _team_facts(team: ResponseTeam, now: _Now) -> TeamFacts:
    position = getattr(team, "position", None)
    if position and position.seen_at < now.at - POSITION_FRESH:
        position = None
    start = position or team
    equipment = {EquipmentKind(row.kind) for row in team.equipment.all() if row.quantity}
    if team.means == Means.BOAT:
        equipment.add(EquipmentKind.BOAT)
    return TeamFacts(
        team_id=team.pk,
        name=team.name,
        latitude=start.latitude,
        longitude=start.longitude,
        means=Means(team.means),
        speed_kmh=team.speed_kmh,
        road_factor=team.road_factor,
        mobilisation_day_min=team.mobilisation_day_min,
        mobilisation_night_min=team.mobilisation_night_min,
        range_km=team.range_km,
        equipment=frozenset(equipment),
        languages=tuple(team.languages),
        on_duty=team.pk in now.on_duty,
        reachable=any(member.is_active and member.phone for member in team.members.all()),
        busy_with=now.busy.get(team.pk, ""),
        carcass_today=team.pk in now.carcass,
        worked_last_night=team.pk in now.tired,
        at_base=position is None,
    )


def _name(assignment: Assignment) -> str:
    return assignment.stranding.reference if assignment.stranding else assignment.sector.name
