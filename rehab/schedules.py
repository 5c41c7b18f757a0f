"""When the doses of a course fall due: clock-free frequencies at the centre's round times, or a fixed interval.

BID means "at both evening and morning rounds" and follows the wall clock; q12h means twelve hours after the last one.
Source of the list: the frequencies of the WRMD record system; the round times are the centre's setting.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from itertools import count

HORIZON = timedelta(days=14)
PER_DAY: dict[str, int] = {"SID": 1, "BID": 2, "TID": 3, "QID": 4, "5XD": 5, "6XD": 6}
INTERVAL_H: dict[str, int] = {
    "Q4H": 4,
    "Q6H": 6,
    "Q8H": 8,
    "Q12H": 12,
    "Q24H": 24,
    "Q48H": 48,
    "Q72H": 72,
    "Q7D": 168,
    "Q14D": 336,
    "Q21D": 504,
    "Q28D": 672,
}
ONCE, PRN = "ONCE", "PRN"
FREQUENCIES: tuple[str, ...] = (ONCE, *PER_DAY, *INTERVAL_H, PRN)
# Defaults of an editable setting. Five times from 07 to 23 is the practice of a real centre (docs/clinical.md).
ROUND_TIMES: dict[str, tuple[str, ...]] = {
    "SID": ("09:00",),
    "BID": ("08:00", "20:00"),
    "TID": ("08:00", "14:00", "20:00"),
    "QID": ("08:00", "12:00", "16:00", "20:00"),
    "5XD": ("07:00", "11:00", "15:00", "19:00", "23:00"),
    "6XD": ("03:00", "07:00", "11:00", "15:00", "19:00", "23:00"),
}


@dataclass(frozen=True)
class Due:
    """One due dose: its number in the course (from 1) and its time, aware, in UTC."""

    number: int
    at: datetime


def parse_times(texts: Sequence[str]) -> list[time]:
    """Wall-clock times from "HH:MM" texts, sorted, each once; raises ValueError on anything else."""
    return sorted({time.fromisoformat(text) for text in texts})


def due_times(
    frequency: str,
    *,
    starts_at: datetime,
    ends_at: datetime | None,
    until: datetime,
    zone: tzinfo,
    round_times: Mapping[str, Sequence[str]] = ROUND_TIMES,
) -> list[Due]:
    """Every dose from `starts_at`, before `ends_at` (None: open end), up to and with `until`, in order.

    Numbers depend on the course alone, never on `until`, so extending a course repeats nothing and skips nothing.
    """
    due = []
    for number, at in enumerate(_times(frequency, starts_at, zone, round_times), start=1):
        if at > until or (ends_at is not None and at >= ends_at):
            break
        due.append(Due(number, at))
    return due


def _times(
    frequency: str, starts_at: datetime, zone: tzinfo, round_times: Mapping[str, Sequence[str]]
) -> Iterator[datetime]:
    if frequency == PRN:
        return
    if frequency == ONCE:
        yield starts_at.astimezone(UTC)
        return
    if frequency in INTERVAL_H:
        step = timedelta(hours=INTERVAL_H[frequency])
        yield from (starts_at.astimezone(UTC) + step * n for n in count())
        return
    clock = parse_times(round_times.get(frequency) or ROUND_TIMES[frequency])
    first_day = starts_at.astimezone(zone).date()
    for day in (first_day + timedelta(days=n) for n in count()):
        for moment in (datetime.combine(day, t, tzinfo=zone).astimezone(UTC) for t in clock):
            if moment >= starts_at:
                yield moment


def course_end(starts_at: datetime, days: int | None) -> datetime | None:
    """The end of a course of so many days, itself no longer in it; None for an open end."""
    return None if days is None else starts_at + timedelta(days=days)
