"""When doses fall due: over midnight, month ends, a clock change; BID against q12h; nothing lost when extended."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehab.schedules import FREQUENCIES, INTERVAL_H, PER_DAY, course_end, due_times, parse_times

AQTAU = ZoneInfo("Asia/Aqtau")


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=AQTAU)


def times(frequency, starts, until, *, days=None, zone=AQTAU):
    start = local(starts)
    due = due_times(frequency, starts_at=start, ends_at=course_end(start, days), until=local(until), zone=zone)
    return [d.at.astimezone(zone).strftime("%d.%m %H:%M") for d in due]


def test_bid_follows_the_rounds_and_q12h_the_first_dose():
    assert times("BID", "2026-11-22 13:10", "2026-11-24 00:00") == ["22.11 20:00", "23.11 08:00", "23.11 20:00"]
    assert times("Q12H", "2026-11-22 13:10", "2026-11-24 00:00") == ["22.11 13:10", "23.11 01:10", "23.11 13:10"]


def test_six_times_a_day_can_be_ticked_six_times():
    assert times("6XD", "2026-11-22 00:00", "2026-11-22 23:59") == [
        f"22.11 {hour}:00" for hour in ("03", "07", "11", "15", "19", "23")
    ]


def test_every_four_hours_runs_over_midnight_and_the_month_end():
    assert times("Q4H", "2026-11-30 18:00", "2026-12-01 07:00") == [
        "30.11 18:00", "30.11 22:00", "01.12 02:00", "01.12 06:00",
    ]  # fmt: skip


def test_every_other_day_runs_over_february_of_a_leap_year():
    assert times("Q48H", "2028-02-27 09:00", "2028-03-03 09:00") == ["27.02 09:00", "29.02 09:00", "02.03 09:00"]


def test_a_local_day_that_is_another_day_in_utc():
    due = due_times("SID", starts_at=local("2026-12-31 23:30"), ends_at=None, until=local("2027-01-02 00:00"),
                    zone=AQTAU, round_times={"SID": ["00:30"]})  # fmt: skip
    assert [d.at for d in due] == [datetime(2026, 12, 31, 19, 30, tzinfo=UTC)]


def test_a_clock_change_keeps_the_round_on_the_wall_and_the_interval_in_hours():
    berlin = ZoneInfo("Europe/Berlin")  # 29 March 2026, 02:00 -> 03:00
    start = datetime(2026, 3, 28, 20, tzinfo=berlin)
    until = start + timedelta(days=1, hours=1)
    bid = due_times("BID", starts_at=start, ends_at=None, until=until, zone=berlin)
    q12 = due_times("Q12H", starts_at=start, ends_at=None, until=until, zone=berlin)
    assert [d.at.astimezone(berlin).hour for d in bid] == [20, 8, 20]
    assert [d.at.astimezone(berlin).hour for d in q12] == [20, 9, 21]


def test_a_seven_day_course_has_fourteen_doses_whatever_its_hour():
    for hour in range(24):
        assert len(times("BID", f"2026-11-22 {hour:02}:17", "2027-01-01 00:00", days=7)) == 14


def test_once_is_once_and_as_needed_is_never_due():
    assert times("ONCE", "2026-11-22 13:10", "2026-12-22 00:00") == ["22.11 13:10"]
    assert times("PRN", "2026-11-22 13:10", "2026-12-22 00:00") == []


def test_a_wrong_round_time_is_an_error_and_a_repeated_one_counts_once():
    with pytest.raises(ValueError, match="hour"):
        parse_times(["25:00"])
    assert len(parse_times(["20:00", "08:00", "20:00"])) == 2


starts = st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1)).map(lambda d: d.replace(tzinfo=AQTAU))


@given(
    frequency=st.sampled_from(FREQUENCIES),
    starts_at=starts,
    days=st.integers(1, 20),
    looks=st.lists(st.integers(0, 30 * 24), min_size=1, max_size=6),
)
def test_extending_a_course_loses_and_doubles_nothing(frequency, starts_at, days, looks):
    """Whatever the sweeps' moments, the rows are the same numbers at the same times as looking once at the end."""
    end = course_end(starts_at, days)
    seen: dict[int, datetime] = {}
    for hours in sorted(looks):
        for d in due_times(frequency, starts_at=starts_at, ends_at=end, until=starts_at + timedelta(hours=hours),
                           zone=AQTAU):  # fmt: skip
            assert seen.setdefault(d.number, d.at) == d.at
    whole = due_times(frequency, starts_at=starts_at, ends_at=end, until=starts_at + timedelta(hours=max(looks)),
                      zone=AQTAU)  # fmt: skip
    assert seen == {d.number: d.at for d in whole}
    assert [d.number for d in whole] == list(range(1, len(whole) + 1))
    assert all(starts_at <= d.at < end for d in whole)
    assert len({d.at for d in whole}) == len(whole)


@given(starts_at=starts, days=st.integers(1, 10), frequency=st.sampled_from([*PER_DAY, *INTERVAL_H]))
def test_a_course_has_as_many_doses_as_its_name_says(starts_at, days, frequency):
    due = due_times(frequency, starts_at=starts_at, ends_at=course_end(starts_at, days),
                    until=starts_at + timedelta(days=60), zone=AQTAU)  # fmt: skip
    if frequency in PER_DAY:
        assert len(due) == days * PER_DAY[frequency]
    else:
        assert len(due) == -(-days * 24 // INTERVAL_H[frequency])
