"""When a period begins and ends: slots of a day, days, ISO weeks and months in the platform's time zone.

The periods of a cycle lie side by side: each moment is in exactly one. A day begins at the first instant of its date, so a
day of 23 or 25 hours, a month of any length and a midnight that does not exist all come out right.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from argosy.kernel.errors import Invalid

DAY = timedelta(days=1)
INSTANT = timedelta(microseconds=1)


class FutureCutOff(Invalid, code="future_as_of"):
    """A day that has not begun cannot be settled."""

    en = "{as_of} has not begun yet."
    zh = "{as_of} 尚未到来。"


class Cycle(StrEnum):
    """How often a party is settled: several times a day, each day, each week from Monday, each month."""

    T0 = "t0"
    T1 = "t1"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


@dataclass(frozen=True)
class Period:
    """From `begins` on and before `ends`, in UTC. Its name is unique in its cycle; `day` is the date on which it begins."""

    name: str
    day: date
    begins: datetime
    ends: datetime


def containing(cycle: Cycle, moment: datetime, zone: ZoneInfo, slot_minutes: int) -> Period:
    """The one period of the cycle in which the moment lies. Slots are counted from the beginning of their day."""
    day = day_of(moment, zone)
    match cycle:
        case Cycle.T0:
            return _slot(day, moment, zone, timedelta(minutes=slot_minutes))
        case Cycle.T1:
            return _days(day.isoformat(), day, day + DAY, zone)
        case Cycle.WEEKLY:
            monday = day - day.weekday() * DAY
            return _days(f"{monday:%G-W%V}", monday, monday + 7 * DAY, zone)
        case Cycle.MONTHLY:
            first = day.replace(day=1)
            return _days(f"{first:%Y-%m}", first, (first + 31 * DAY).replace(day=1), zone)


def last_ended(cycle: Cycle, moment: datetime, zone: ZoneInfo, slot_minutes: int) -> Period:
    """The newest period that is over at that moment."""
    present = containing(cycle, moment, zone, slot_minutes)
    return containing(cycle, present.begins - INSTANT, zone, slot_minutes)


def end_of(as_of: date, zone: ZoneInfo, now: datetime) -> datetime:
    """The end of that day, in UTC. Raises FutureCutOff for a day that has not begun."""
    if beginning(as_of, zone) > now:
        raise FutureCutOff(as_of=as_of)
    return beginning(as_of + DAY, zone)


def beginning(day: date, zone: ZoneInfo) -> datetime:
    """The first instant of that date, in UTC. Where clocks leap over midnight it is the leap."""
    return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)


def day_of(moment: datetime, zone: ZoneInfo) -> date:
    """The day in which the moment lies: its date, but where clocks set back bring yesterday's date again."""
    day = moment.astimezone(zone).date()
    return day + DAY if beginning(day + DAY, zone) <= moment else day


def _days(name: str, first: date, after: date, zone: ZoneInfo) -> Period:
    return Period(name, first, beginning(first, zone), beginning(after, zone))


def _slot(day: date, moment: datetime, zone: ZoneInfo, length: timedelta) -> Period:
    midnight = beginning(day, zone)
    begins = midnight + (moment - midnight) // length * length
    name = begins.astimezone(zone).isoformat(timespec="minutes")
    return Period(name, day, begins, min(begins + length, beginning(day + DAY, zone)))
