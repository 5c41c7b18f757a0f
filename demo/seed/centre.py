"""The centre's own settings, its people and who sits at the desk. All telephone numbers of people are invented.

The centre's public numbers: hotline as published by kaspika.org (2023-11-30), fish inspection for dead seals as
published by lada.kz (2026-02-17). They are data of the demonstration; nothing in the program knows them.
"""

from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.utils import timezone

from accounts.models import CentreSetting, DeskShift, User
from accounts.roles import Role

_PEOPLE = [
    ("aigerim", Role.DISPATCHER, "Айгерим Бекова", "+77015550101", "ru"),
    ("yerzhan", Role.DISPATCHER, "Ержан Сапаров", "+77015550102", "kk"),
    ("madina", Role.DISPATCHER, "Мадина Ахметова", "+77015550103", "ru"),
    ("serik", Role.RESPONDER, "Серік Жұмабаев", "+77015550111", "kk"),
    ("daniyar", Role.VET, "Данияр Ким", "+77015550104", "ru"),
    ("aliya", Role.VET, "Алия Юсупова", "+77015550105", "ru"),
    ("zhanna", Role.KEEPER, "Жанна Омарова", "+77015550106", "ru"),
    ("nurlan", Role.KEEPER, "Нұрлан Есенов", "+77015550107", "kk"),
    ("saule", Role.COORDINATOR, "Сәуле Тілегенова", "+77015550108", "kk"),
    ("director", Role.DIRECTOR, "Бауыржан Әлиев", "+77015550109", "ru"),
]
_DESK_TURNS = ("aigerim", "yerzhan", "madina")


def describe_centre(now: datetime) -> CentreSetting:
    """The one row that says which centre this is."""
    centre = CentreSetting(
        pk=1,
        name_en="Caspian Seal Rescue Centre, Aktau",
        name_ru="Центр спасения каспийского тюленя, Актау",
        name_kk="Каспий итбалығын құтқару орталығы, Ақтау",
        hotline="+77751011122",
        country="KZ",
        reference_prefix="K",
        patient_prefix="CS",
        safe_distance_m=50,
        duty_from=time(8, 0),
        duty_until=time(20, 0),
        authority_name="Инспекция рыбного хозяйства по Мангистауской области",
        authority_phone="+77004308214",
        authority_checked_on=date(2026, 2, 17),
        emergency_phone="112",
        latitude=43.6530,
        longitude=51.1560,
        south=41.3,
        north=47.6,
        west=48.5,
        east=54.8,
        set_up_at=now,
    )
    centre.save(force_insert=True)
    return centre


def hire_people() -> dict[str, User]:
    """One login for every role, and the colleagues they share shifts with."""
    return {
        name: User.objects.create_user(
            name, password=settings.DEMO_PASSWORD, role=role, full_name=full_name, phone=phone, language=language
        )
        for name, role, full_name, phone, language in _PEOPLE
    }


def plan_desk(people: dict[str, User], now: datetime) -> None:
    """Day and night at the desk from a week ago to two weeks ahead, three dispatchers in turn."""
    first = timezone.localtime(now).replace(hour=8, minute=0, second=0, microsecond=0) - timedelta(days=7)
    shifts = []
    for half_day in range(2 * 22):
        starts_at = first + timedelta(hours=12 * half_day)
        user = people[_DESK_TURNS[half_day % 3]]
        shifts.append(DeskShift(user=user, starts_at=starts_at, ends_at=starts_at + timedelta(hours=12)))
    DeskShift.objects.bulk_create(shifts)


def logins_sheet() -> str:
    """The demonstration's logins as a printable table."""
    lines = [f"{name:<10} {role.value:<12} {full_name}" for name, role, full_name, _, _ in _PEOPLE]
    return "\n".join([f"password of all: {settings.DEMO_PASSWORD}", "", *lines, ""])
