"""The ground every measurement stands on: the demonstration's centre and people, and 200 teams on duty."""

from datetime import datetime, timedelta

from demo.seed.centre import describe_centre, hire_people, plan_desk
from dispatch.models import DutyShift, Equipment, Responder, ResponseTeam
from dispatch.words import EquipmentKind, Means

TEAMS = 200
_HAS = (EquipmentKind.CRATE, EquipmentKind.NET_CUTTERS, EquipmentKind.FOUR_BY_FOUR)


def lay_ground(now: datetime) -> None:
    """An empty database becomes a centre with people, a desk and 200 teams along the coast."""
    describe_centre(now)
    plan_desk(hire_people(), now)
    teams = ResponseTeam.objects.bulk_create(_team(n) for n in range(TEAMS))
    Equipment.objects.bulk_create(Equipment(team=team, kind=kind) for team in teams for kind in _HAS)
    Responder.objects.bulk_create(_leader(n, team) for n, team in enumerate(teams))
    until = now + timedelta(days=2)
    DutyShift.objects.bulk_create(DutyShift(team=team, starts_at=now, ends_at=until) for team in teams)


def place(n: int) -> tuple[float, float]:
    """The n-th of many different places, latitude and longitude, all within reach of some team."""
    return round(42.8 + n * 0.6180339887 % 1 * 1.8, 4), round(51.2 + n * 0.7548776662 % 1 * 0.9, 4)


def _team(n: int) -> ResponseTeam:
    latitude, longitude = place(n)
    name = f"Бригада {n + 1:03d}"
    languages = ["kk", "ru"]
    return ResponseTeam(
        name=name, base_name=name, latitude=latitude, longitude=longitude, means=Means.FOUR_BY_FOUR, languages=languages
    )


def _leader(n: int, team: ResponseTeam) -> Responder:
    return Responder(team=team, name=f"Старший {n + 1:03d}", phone=f"+7702000{n:04d}", language="ru", is_leader=True)
