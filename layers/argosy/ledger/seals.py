"""Seals as they are made and read."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from argosy.kernel.errors import StateConflict
from argosy.kernel.log import logger
from argosy.kernel.settings import settings
from argosy.kernel.table import Key
from argosy.kernel.write import Write, check, put
from argosy.ledger import closings, journals
from argosy.ledger.errors import NotSealed
from argosy.ledger.seal import GRACE, Period, Seal, closing
from argosy.ledger.sealed_items import SealItem

MOST_AT_ONCE = 90
"""Closings in one transaction."""
ONE_DAY = timedelta(days=1)


def get(day: date) -> Seal:
    """Raises NotSealed."""
    item = SealItem.by_day.get(day=day.isoformat())
    if item is None:
        raise NotSealed(day=day)
    seal: Seal = item.to(Seal)
    return seal


def last(upto: date = date.max) -> Seal | None:
    """The newest seal, or the newest of the days up to that one."""
    page = SealItem.by_day.query(limit=1, newest_first=True, between=(closings.FIRST, upto.isoformat()))
    return page.items[0].to(Seal) if page.items else None


def by(moment: datetime) -> Seal | None:
    """The newest seal whose day had ended by then."""
    seal = last(moment.date() + ONE_DAY)  # in no zone is it later
    while seal and seal.until > moment:
        seal = last(date.fromisoformat(seal.day) - ONE_DAY)
    return seal


def every() -> list[Seal]:
    """All of them, oldest first."""
    return [item.to(Seal) for item in SealItem.by_day.every()]


def seal_ended_days(now: datetime) -> Iterator[Seal]:
    """Seals each day that has ended and is not sealed yet, the oldest first. Late, twice or at once it makes each once."""
    before = last()
    while period := due(before, now):
        made, changed = again(period, before, now)
        parts = closings.noted(changed, period.day)
        unsealed = check(_key(period), when=SealItem.pk.does_not_exist())
        follows = [check(_key(before.period), when=SealItem.digest == before.digest)] if before else []
        try:
            for start in range(0, len(parts), MOST_AT_ONCE):
                Write().add(unsealed, *parts[start : start + MOST_AT_ONCE]).commit()
            Write().add(put(SealItem.of(made)), *follows).commit()
        except StateConflict:
            logger().info("another run seals", day=period.day)
            return
        yield made
        before = made


def due(before: Seal | None, now: datetime) -> Period | None:
    """The day to seal next, once it has ended long enough ago; none before the first journal."""
    zone, first = settings().zone, None if before else journals.first_at()
    period = before.period.next(zone) if before else Period.of(first, zone) if first else None
    return period if period and period.until + GRACE <= now else None


def again(period: Period, before: Seal | None, at: datetime) -> tuple[Seal, dict[tuple[str, str], int]]:
    """The seal of a day as its journals are now, and the balances that the day changed."""
    found = journals.between(period.since, period.until)
    opening = closings.upto(closing(found, {}), before.day) if before else {}
    return Seal.over(period, found, opening, before.digest if before else "", at)


def differences(seal: Seal) -> list[str]:
    """What of a sealed day no longer is as it was: its journals, its closings, or the seal itself."""
    made, changed = again(seal.period, last(date.fromisoformat(seal.day) - ONE_DAY), seal.sealed_at)
    kept = closings.of(changed, seal.day)
    noted = [f"{seal.day}: the closing of {' '.join(where)}" for where in changed if kept.get(where) != changed[where]]
    return seal.differences(made) + noted


def _key(period: Period) -> Key:
    return SealItem.by_day.key(day=period.day)
