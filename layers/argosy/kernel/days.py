"""Days as people of the platform count them: from midnight to midnight in its zone, which may be 23 or 25 hours."""

import math
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def begins(day: date, zone: str) -> datetime:
    """The day's first moment, in UTC."""
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def ends(day: date, zone: str) -> datetime:
    """The first moment of the day after, in UTC."""
    return begins(day + timedelta(days=1), zone)


def day_of(moment: datetime, zone: str) -> date:
    """The day on which that moment is."""
    return moment.astimezone(ZoneInfo(zone)).date()


def seconds_left(moment: datetime, zone: str) -> int:
    """Whole seconds after which the next day has begun: what a `Retry-After` says."""
    return math.ceil((ends(day_of(moment, zone), zone) - moment).total_seconds())
