"""Teams, their members and things, and when teams and desk stand ready; each change with a row of who and when."""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import DeskShift, User
from dispatch.models import DutyShift, Equipment, Responder, ResponseTeam, RosterEvent


class TeamChanged(Exception):
    """Somebody else changed the team since this person saw it; `now` is the row as it stands."""

    def __init__(self, now: ResponseTeam):
        super().__init__(now.name)
        self.now = now


def _write(verb: str, *, by: User, at: datetime, team: ResponseTeam | None = None, **details) -> None:
    RosterEvent.objects.create(verb=verb, by=by, at=at, team=team, details=details)


@transaction.atomic
def save_team(
    team: ResponseTeam, *, version: int | None, equipment: dict[str, int], by: User, at: datetime
) -> ResponseTeam:
    """Store a team and its equipment (kind -> quantity, 0 takes it away). Raises TeamChanged on an older version."""
    is_new = team.pk is None
    if not is_new:
        now = ResponseTeam.objects.select_for_update().get(pk=team.pk)
        if version is not None and now.version != version:
            raise TeamChanged(now)
        team.version = now.version + 1
    team.save()
    for kind, quantity in equipment.items():
        if quantity:
            Equipment.objects.update_or_create(team=team, kind=kind, defaults={"quantity": quantity})
        else:
            Equipment.objects.filter(team=team, kind=kind).delete()
    _write("team_added" if is_new else "team_changed", by=by, at=at, team=team)
    return team


@transaction.atomic
def save_member(member: Responder, *, by: User, at: datetime) -> Responder:
    """Store a member; a new leader takes the place of the old one."""
    team = ResponseTeam.objects.select_for_update().get(pk=member.team_id)
    if member.is_leader and member.is_active:
        Responder.objects.filter(team=team, is_leader=True).exclude(pk=member.pk).update(is_leader=False)
    member.save()
    _write("member_saved", by=by, at=at, team=team, member=member.pk, active=member.is_active)
    return member


def shift_times(day: date, starts: time, ends: time) -> tuple[datetime, datetime]:
    """A shift of the local day; one that ends no later than it starts ends the next day."""
    zone = timezone.get_current_timezone()
    last = day if ends > starts else day + timedelta(days=1)
    return datetime.combine(day, starts, zone), datetime.combine(last, ends, zone)


@transaction.atomic
def add_shifts(who: ResponseTeam | User, *, days: list[date], starts: time, ends: time, by: User, at: datetime) -> int:
    """The team (or a person at the desk) stands ready on these local days; the same shift twice is once."""
    added = 0
    for day in days:
        starts_at, ends_at = shift_times(day, starts, ends)
        times = {"starts_at": starts_at, "ends_at": ends_at}
        if isinstance(who, ResponseTeam):
            _, new = DutyShift.objects.get_or_create(team=who, **times)
        else:
            _, new = DeskShift.objects.get_or_create(user=who, **times)
        added += new
    about = {"team": who} if isinstance(who, ResponseTeam) else {"desk": who.pk}
    _write("shifts_added", by=by, at=at, days=[day.isoformat() for day in days], number=added, **about)
    return added


@transaction.atomic
def remove_shift(shift: DutyShift | DeskShift, *, by: User, at: datetime) -> None:
    """Take a shift off the roster; offers that are open stay open."""
    about = {"team": shift.team} if isinstance(shift, DutyShift) else {"desk": shift.user_id}
    if isinstance(shift, DutyShift):
        ResponseTeam.objects.select_for_update().get(pk=shift.team_id)  # as in go_off_duty
    _write("shift_removed", by=by, at=at, starts_at=shift.starts_at.isoformat(), **about)
    type(shift).objects.filter(pk=shift.pk).delete()


@transaction.atomic
def go_off_duty(team: ResponseTeam, *, by: User, at: datetime) -> int:
    """The team is off duty from now: shifts that run are cut; returns how many. From here on it is asked no more."""
    ResponseTeam.objects.select_for_update().get(pk=team.pk)  # an offer being made now is made first
    running = DutyShift.objects.select_for_update().filter(team=team, starts_at__lt=at, ends_at__gt=at)
    cut = running.update(ends_at=at)
    _write("off_duty", by=by, at=at, team=team, number=cut)
    return cut


@transaction.atomic
def copy_week(*, from_start: datetime, to_start: datetime, by: User, at: datetime) -> int:
    """Repeat a week's shifts, teams and desk, in another week; returns how many were added."""
    apart, added = to_start - from_start, 0
    for model, who in ((DutyShift, "team_id"), (DeskShift, "user_id")):
        for shift in model.objects.filter(starts_at__gte=from_start, starts_at__lt=from_start + timedelta(days=7)):
            times = {"starts_at": shift.starts_at + apart, "ends_at": shift.ends_at + apart}
            _, new = model.objects.get_or_create(**{who: getattr(shift, who)}, **times)
            added += new
    _write("week_copied", by=by, at=at, to=to_start.isoformat(), number=added)
    return added
