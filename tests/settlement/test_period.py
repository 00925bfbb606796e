"""Periods lie side by side in every zone: no moment in two of them, none in no one."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from argosy.settlement.period import INSTANT, Cycle, beginning, containing, last_ended

MOMENTS = st.datetimes(datetime(1995, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC))
ZONES = st.sampled_from(sorted(available_timezones())).map(ZoneInfo)


@given(st.sampled_from(Cycle), MOMENTS, ZONES, st.sampled_from([15, 30, 60, 120, 240]))
@example(Cycle.T1, datetime(2011, 12, 30, 12, tzinfo=UTC), ZoneInfo("Pacific/Apia"), 30)  # a date that never was
@example(Cycle.T0, datetime(2010, 11, 7, 2, 31, tzinfo=UTC), ZoneInfo("America/St_Johns"), 30)  # yesterday comes back
@example(Cycle.T1, datetime(2026, 4, 23, 22, tzinfo=UTC), ZoneInfo("Africa/Cairo"), 30)  # no midnight
def test_a_moment_is_in_exactly_one_period_and_the_last_one_ended_where_that_begins(
    cycle: Cycle, moment: datetime, zone: ZoneInfo, minutes: int
) -> None:
    period = containing(cycle, moment, zone, minutes)
    before = last_ended(cycle, moment, zone, minutes)

    assert period.begins <= moment < period.ends
    assert {containing(cycle, at, zone, minutes) for at in (period.begins, period.ends - INSTANT)} == {period}
    assert before.ends == period.begins
    assert before.name != period.name


@pytest.mark.parametrize(
    ("cycle", "local", "name", "begins", "ends"),
    [
        (Cycle.T1, "2026-11-20T23:59:59.999+08:00", "2026-11-20", "2026-11-19T16:00", "2026-11-20T16:00"),
        (Cycle.T1, "2026-11-21T00:00+08:00", "2026-11-21", "2026-11-20T16:00", "2026-11-21T16:00"),
        (Cycle.WEEKLY, "2027-01-03T12:00+08:00", "2026-W53", "2026-12-27T16:00", "2027-01-03T16:00"),
        (Cycle.MONTHLY, "2028-02-29T12:00+08:00", "2028-02", "2028-01-31T16:00", "2028-02-29T16:00"),
        (Cycle.MONTHLY, "2026-12-31T23:59+08:00", "2026-12", "2026-11-30T16:00", "2026-12-31T16:00"),
        (Cycle.T0, "2026-11-20T09:59+08:00", "2026-11-20T09:30+08:00", "2026-11-20T01:30", "2026-11-20T02:00"),
    ],
)
def test_a_period_is_named_as_people_name_it_and_cut_at_midnight_in_the_zone(
    cycle: Cycle, local: str, name: str, begins: str, ends: str
) -> None:
    period = containing(cycle, datetime.fromisoformat(local), ZoneInfo("Asia/Shanghai"), 30)

    assert period.name == name
    assert [f"{moment:%Y-%m-%dT%H:%M}" for moment in (period.begins, period.ends)] == [begins, ends]


@pytest.mark.parametrize(("day", "hours", "slots"), [(date(2026, 3, 29), 23, 46), (date(2026, 10, 25), 25, 50)])
def test_the_day_on_which_clocks_are_set_is_a_whole_day_and_its_slots_have_names_of_their_own(
    day: date, hours: int, slots: int
) -> None:
    zone = ZoneInfo("Europe/Berlin")
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=zone)
    period = containing(Cycle.T1, noon, zone, 30)
    names = {
        containing(Cycle.T0, period.begins + number * timedelta(minutes=30), zone, 30).name for number in range(slots)
    }

    assert period.ends - period.begins == timedelta(hours=hours)
    assert period.ends == beginning(day + timedelta(days=1), zone)
    assert len(names) == slots
