"""Whether somebody answers at the desk now, and when next: no page promises more than this says."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

from accounts.models import CentreSetting, DeskShift


@dataclass(frozen=True)
class Desk:
    """on_duty is None when the centre has told the system neither hours nor shifts: then nothing is promised."""

    on_duty: bool | None
    until: datetime | None = None
    back_at: datetime | None = None

    def answer_by(self, due_at: datetime | None, at: datetime) -> datetime | None:
        """The time an answer may be promised by: in the future, and while somebody is there."""
        if not self.on_duty or due_at is None or due_at <= at:
            return None
        return due_at if self.until is None or due_at <= self.until else None


def desk_at(at: datetime, centre: CentreSetting) -> Desk:
    """The desk at this moment, from the shifts, else from the centre's hours."""
    if DeskShift.objects.exists():
        return _by_shifts(at)
    if centre.duty_from is None or centre.duty_until is None:
        return Desk(None)
    return _by_hours(at, centre.duty_from, centre.duty_until)


def _by_shifts(at: datetime) -> Desk:
    until = None
    for shift in DeskShift.objects.filter(ends_at__gt=at).order_by("starts_at"):
        if shift.starts_at <= (until or at):
            until = max(until or at, shift.ends_at)
        else:
            return Desk(True, until=until) if until else Desk(False, back_at=shift.starts_at)
    return Desk(True, until=until) if until else Desk(False)


def _by_hours(at: datetime, opens: time, closes: time) -> Desk:
    if opens == closes:  # round the clock
        return Desk(True)
    local = timezone.localtime(at)
    for day in (-1, 0, 1):
        date = local.date() + timedelta(days=day)
        start = datetime.combine(date, opens, tzinfo=local.tzinfo)
        end = datetime.combine(date + timedelta(days=closes < opens), closes, tzinfo=local.tzinfo)
        if start <= local < end:
            return Desk(True, until=end)
        if local < start:
            return Desk(False, back_at=start)
    return Desk(False)
