"""Response teams along the Mangystau coast with their duty, and the partners who help. People are invented."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from accounts.models import User
from dispatch.models import DutyShift, Equipment, Responder, ResponseTeam
from dispatch.words import EquipmentKind, Means
from strandings.models import Partner, PartnerSite

E = EquipmentKind
DAYS_BACK, DAYS_AHEAD = 300, 14


@dataclass(frozen=True)
class _Team:
    """One row of the table below; duty is (hour from, hours)."""

    key: str
    name: str
    base: str
    at: tuple[float, float]
    means: Means
    has: dict[EquipmentKind, int]
    members: tuple[tuple[str, str, str], ...]  # name, phone, language
    duty: tuple[int, int] = (8, 24)
    speed_kmh: int = 70
    range_km: int = 220


_TEAMS = (
    _Team(
        "aktau1",
        "Актау-1",
        "Актау, центр",
        (43.6530, 51.1560),
        Means.FOUR_BY_FOUR,
        {E.CRATE: 2, E.NET_CUTTERS: 1, E.FOUR_BY_FOUR: 1, E.VET_KIT: 1},
        (("Серік Жұмабаев", "+77015550111", "kk"), ("Асель Кенжебаева", "+77015550112", "ru")),
    ),
    _Team(
        "aktau2",
        "Актау-2",
        "Актау, 26 мкр.",
        (43.6330, 51.1790),
        Means.CAR,
        {E.CRATE: 1, E.NET_CUTTERS: 1, E.CARCASS_KIT: 1},
        (("Бауыржан Төлеуов", "+77015550113", "kk"), ("Руслан Иванов", "+77015550114", "ru")),
        range_km=120,
    ),
    _Team(
        "bautino",
        "Баутино",
        "Баутино, причал",
        (44.5448, 50.2463),
        Means.FOUR_BY_FOUR,
        {E.CRATE: 1, E.NET_CUTTERS: 1, E.FOUR_BY_FOUR: 1, E.CARCASS_KIT: 1},
        (("Олжас Қайратов", "+77015550115", "kk"), ("Гүлнар Сейітова", "+77015550116", "kk")),
    ),
    _Team(
        "kuryk",
        "Курык",
        "Курык, порт",
        (43.1803, 51.6812),
        Means.FOUR_BY_FOUR,
        {E.CRATE: 1, E.NET_CUTTERS: 1, E.FOUR_BY_FOUR: 1},
        (("Ерлан Досжанов", "+77015550117", "kk"), ("Виктор Пак", "+77015550118", "ru")),
    ),
    _Team(
        "karazhanbas",
        "Каражанбас",
        "Каражанбас, вахтовый посёлок",
        (45.1000, 51.3500),
        Means.FOUR_BY_FOUR,
        {E.CRATE: 1, E.FOUR_BY_FOUR: 1},
        (("Қанат Оразов", "+77015550119", "kk"), ("Сергей Ли", "+77015550120", "ru")),
        duty=(8, 12),
    ),
    _Team(
        "shagala",
        "Катер «Шагала»",
        "Актау, морской порт",
        (43.6040, 51.2180),
        Means.BOAT,
        {E.BOAT: 1, E.CRATE: 2, E.NET_CUTTERS: 1},
        (("Тимур Нұрғалиев", "+77015550121", "kk"), ("Олег Савин", "+77015550122", "ru")),
        duty=(6, 12),
        speed_kmh=35,
        range_km=150,
    ),
)
# (team, days from today): nobody stands ready, so that the roster has a gap to show
_GAP = ("bautino", 2)


def form_teams(people: dict[str, User]) -> dict[str, ResponseTeam]:
    """The teams with members and equipment; the responder who can log in leads the first."""
    teams = {}
    for row in _TEAMS:
        team = ResponseTeam.objects.create(
            name=row.name,
            base_name=row.base,
            latitude=row.at[0],
            longitude=row.at[1],
            means=row.means,
            speed_kmh=row.speed_kmh,
            range_km=row.range_km,
            languages=["kk", "ru"],
        )
        for order, (name, phone, language) in enumerate(row.members, start=1):
            user = people["serik"] if people["serik"].phone == phone else None
            Responder.objects.create(
                team=team, name=name, phone=phone, language=language, order=order, is_leader=order == 1, user=user
            )
        for kind, quantity in row.has.items():
            Equipment.objects.create(team=team, kind=kind, quantity=quantity)
        teams[row.key] = team
    return teams


def plan_duty(teams: dict[str, ResponseTeam], now: datetime) -> None:
    """Every team's shifts through the past months, now, and the next two weeks, with one gap."""
    today = timezone.localtime(now).replace(minute=0, second=0, microsecond=0)
    shifts = []
    for row in _TEAMS:
        for day in range(-DAYS_BACK, DAYS_AHEAD + 1):
            if (row.key, day) == _GAP:
                continue
            starts_at = today.replace(hour=row.duty[0]) + timedelta(days=day)
            ends_at = starts_at + timedelta(hours=row.duty[1])
            shifts.append(DutyShift(team=teams[row.key], starts_at=starts_at, ends_at=ends_at))
    DutyShift.objects.bulk_create(shifts, batch_size=500)


def name_partners() -> dict[str, Partner]:
    """Who else is told or asked. The inspection's number is public (lada.kz, 2026-02-17), the others are invented."""
    inspection = Partner.objects.create(
        name="Инспекция рыбного хозяйства по Мангистауской области",
        phone="+77004308214",
        takes="погибшие тюлени: осмотр, акт, вывоз",
        checked_on=date(2026, 2, 17),
    )
    oilfield = Partner.objects.create(
        name="Месторождение Каражанбас, служба охраны",
        phone="+77015550131",
        takes="тюлени на территории промысла, пропуск бригады",
    )
    PartnerSite.objects.create(
        partner=oilfield,
        name="Каражанбас, КПП-1",
        latitude=45.094,
        longitude=51.402,
        access_rules="Пропуск по звонку, каска и жилет, сопровождение охраны.",
    )
    border = Partner.objects.create(
        name="Пограничная служба, Баутино",
        phone="+77015550132",
        language="kk",
        takes="тюлени в сетях в море, катер",
    )
    return {"inspection": inspection, "oilfield": oilfield, "border": border}
