"""Teams, their members and things, and when they stand ready."""

from datetime import datetime, timedelta

from django.db import transaction

from dispatch.models import DutyShift, Equipment, Responder, ResponseTeam


class Changed(Exception):
    """Somebody else changed the team since this person saw it."""


@transaction.atomic
def save_team(team: ResponseTeam, *, version: int | None, equipment: dict[str, int]) -> ResponseTeam:
    """Store a team and its equipment (kind -> quantity, 0 takes it away). Raises Changed on an older version."""
    if team.pk:
        now = ResponseTeam.objects.select_for_update().get(pk=team.pk)
        if version is not None and now.version != version:
            raise Changed(now.name)
        team.version = now.version + 1
    team.save()
    for kind, quantity in equipment.items():
        if quantity:
            Equipment.objects.update_or_create(team=team, kind=kind, defaults={"quantity": quantity})
        else:
            Equipment.objects.filter(team=team, kind=kind).delete()
    return team


@transaction.atomic
def save_member(member: Responder) -> Responder:
    """Store a member; a new leader takes the place of the old one."""
    ResponseTeam.objects.select_for_update().get(pk=member.team_id)
    if member.is_leader and member.is_active:
        Responder.objects.filter(team_id=member.team_id, is_leader=True).exclude(pk=member.pk).update(is_leader=False)
    member.save()
    return member


@transaction.atomic
def add_shift(team: ResponseTeam, *, starts_at: datetime, ends_at: datetime) -> DutyShift:
    """The team stands ready from starts_at until ends_at; the same shift twice is once."""
    shift, _ = DutyShift.objects.get_or_create(team=team, starts_at=starts_at, ends_at=ends_at)
    return shift


@transaction.atomic
def remove_shift(shift: DutyShift) -> None:
    """Take a shift off the roster; offers that are open stay open."""
    DutyShift.objects.filter(pk=shift.pk).delete()


@transaction.atomic
def go_off_duty(team: ResponseTeam, *, at: datetime) -> int:
    """The team is off duty from now: shifts that run are cut; returns how many."""
    running = DutyShift.objects.select_for_update().filter(team=team, starts_at__lt=at, ends_at__gt=at)
    return running.update(ends_at=at)


@transaction.atomic
def copy_week(*, from_start: datetime, to_start: datetime) -> int:
    """Repeat a week's shifts a whole number of weeks later or earlier; returns how many were added."""
    apart = to_start - from_start
    week = DutyShift.objects.filter(starts_at__gte=from_start, starts_at__lt=from_start + timedelta(days=7))
    added = 0
    for shift in week:
        _, new = DutyShift.objects.get_or_create(
            team_id=shift.team_id, starts_at=shift.starts_at + apart, ends_at=shift.ends_at + apart
        )
        added += new
    return added
