"""The week of duty as a table and as a list of days, with what is missing."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dispatch.models import DutyShift, ResponseTeam
from dispatch.models.labels import EQUIPMENT, MEANS
from dispatch.queries.roster import MANY_DAYS, Gap, Week

EN_DASH = "–"


@dataclass(frozen=True)
class Shown:
    """One shift: hours, who, whether it is a night, where it is changed."""

    hours: str
    who: str
    is_night: bool
    kind: str
    pk: int


@dataclass(frozen=True)
class Cell:
    """One day of one row."""

    day: date
    is_today: bool
    shifts: list[Shown] = field(default_factory=list)
    is_gap: bool = False


@dataclass(frozen=True)
class Row:
    """A team, or the desk, through the week; key goes into the address of "add a shift"."""

    key: str
    name: str
    hint: str
    cells: list[Cell]


def hours(starts_at: datetime, ends_at: datetime) -> str:
    """08–20, or 08:30–20, of the local clock; "24 h" for a whole day."""
    if (ends_at - starts_at).total_seconds() == 24 * 3600:
        return _("24 h")
    return EN_DASH.join(_clock(timezone.localtime(moment)) for moment in (starts_at, ends_at))


def rows(week: Week, teams: list[ResponseTeam], shifts: list, desk: list, *, today: date) -> list[Row]:
    """The desk first, then every active team."""
    table = [_row("desk", _("Dispatcher"), _("desk"), week=week, shifts=desk, today=today)]
    for team in teams:
        own = [shift for shift in shifts if shift.team_id == team.pk]
        table.append(_row(f"team-{team.pk}", team.name, team_hint(team), week=week, shifts=own, today=today))
    return table


def team_hint(team: ResponseTeam) -> str:
    """How it travels and what it has: 4x4, crate 2."""
    things = [f"{EQUIPMENT[row.kind]} {row.quantity}" for row in team.equipment.all() if row.kind != team.means]
    return ", ".join([str(MEANS[team.means]), *things])


def gap_words(gaps: list[Gap]) -> list[str]:
    """Each gap as "Sat 21, 20:00 to Sun 22, 08:00"."""
    return [_("%(start)s to %(end)s") % {"start": _moment(gap.starts_at), "end": _moment(gap.ends_at)} for gap in gaps]


def _row(key: str, name: str, hint: str, *, week: Week, shifts: list, today: date) -> Row:
    by_day: dict[date, list[Shown]] = {}
    for shift in shifts:
        by_day.setdefault(timezone.localtime(shift.starts_at).date(), []).append(_shown(shift))
    missed = key == "desk" or len(by_day) >= MANY_DAYS
    cells = [Cell(day, day == today, by_day.get(day, []), is_gap=missed and day not in by_day) for day in week.days]
    return Row(key, name, hint, cells)


def _shown(shift) -> Shown:
    starts, ends = timezone.localtime(shift.starts_at), timezone.localtime(shift.ends_at)
    is_team = isinstance(shift, DutyShift)
    return Shown(
        hours=hours(starts, ends),
        who="" if is_team else str(shift.user),
        is_night=starts.hour >= 18 or (ends.date() > starts.date() and ends.hour > 2 and starts.hour >= 12),
        kind="team" if is_team else "desk",
        pk=shift.pk,
    )


def _clock(local: datetime) -> str:
    return f"{local:%H}" if local.minute == 0 else f"{local:%H:%M}"


def _moment(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{date_format(local, 'D j')}, {local:%H:%M}"
