"""The only source of time. Tests and the local stack move it here, so a year of a marketplace can run in seconds."""

from datetime import UTC, datetime


def now() -> datetime:
    """The present moment in UTC, in whole milliseconds: what is stored reads back equal."""
    moment = datetime.now(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def spell(moment: datetime) -> str:
    """`2026-11-20T04:08:00.000Z`: sorts as text in the order of time."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"
