"""Teams and duty: the week, who covers which hours, and which hours nobody covers."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import DeskShift, User
from accounts.permissions import Permission, may
from dispatch.models import DutyShift, ResponseTeam

MANY_DAYS = 4  # who stands ready on so many days of a week is missed on the others


@dataclass(frozen=True)
class Week:
    """Seven local days from a Monday."""

    monday: date

    @classmethod
    def of(cls, day: date) -> "Week":
        return cls(day - timedelta(days=day.weekday()))

    @property
    def days(self) -> list[date]:
        return [self.monday + timedelta(days=n) for n in range(7)]

    def start(self, day: date | None = None) -> datetime:
        """Local midnight at which the week (or a day) begins."""
        return datetime.combine(day or self.monday, time(), timezone.get_current_timezone())

    @property
    def end(self) -> datetime:
        return self.start(self.monday + timedelta(days=7))

    def moved(self, weeks: int) -> "Week":
        return Week(self.monday + timedelta(days=7 * weeks))


@dataclass(frozen=True)
class Gap:
    """Hours that nobody covers."""

    starts_at: datetime
    ends_at: datetime


def teams_with_everything() -> QuerySet[ResponseTeam]:
    """All teams, active ones first, with members and equipment."""
    return ResponseTeam.objects.prefetch_related("members", "equipment").order_by("-is_active", "name")


def shifts_of(week: Week) -> list[DutyShift]:
    """Shifts of active teams that begin in the week."""
    rows = DutyShift.objects.filter(team__is_active=True, starts_at__gte=week.start(), starts_at__lt=week.end)
    return list(rows.select_related("team").order_by("starts_at", "ends_at"))


def desk_shifts_of(week: Week) -> list[DeskShift]:
    """Shifts at the desk that begin in the week."""
    rows = DeskShift.objects.filter(starts_at__gte=week.start(), starts_at__lt=week.end)
    return list(rows.select_related("user").order_by("starts_at", "ends_at"))


def gaps(week: Week, model: type[DutyShift] | type[DeskShift]) -> list[Gap]:
    """The hours of the week in which no team (or nobody at the desk) is on duty."""
    rows = model.objects.filter(ends_at__gt=week.start(), starts_at__lt=week.end)
    if model is DutyShift:
        rows = rows.filter(team__is_active=True)
    found, covered_until = [], week.start()
    for starts_at, ends_at in rows.order_by("starts_at").values_list("starts_at", "ends_at"):
        if starts_at > covered_until:
            found.append(Gap(covered_until, starts_at))
        covered_until = max(covered_until, ends_at)
    if covered_until < week.end:
        found.append(Gap(covered_until, week.end))
    return found


def desk_people() -> list[User]:
    """Who may stand at the desk."""
    people = User.objects.filter(is_active=True).order_by("full_name", "username")
    return [person for person in people if may(person.role, Permission.WORK_CASES)]


def duty_now(at: datetime) -> set[int]:
    """Numbers of the teams on duty at this moment."""
    return set(ResponseTeam.objects.on_duty(at).values_list("pk", flat=True))
