"""How much and how often a person has asked for in a day and in a month of the platform's zone, and how often was paid."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from argosy.kernel import days
from argosy.kernel.errors import Refusal
from argosy.kernel.settings import settings
from argosy.kernel.table import fetch
from argosy.kernel.write import Part, upsert
from argosy.payouts.errors import DailyLimitExceeded, MonthlyLimitExceeded, TooManyMethods
from argosy.payouts.items import TallyItem
from argosy.payouts.payout import Payout
from argosy.payouts.policy import Policy

PAID = "paid"
MOST_METHODS_PER_DAY = 5


@dataclass(frozen=True)
class Tally:
    """Over all currencies, in cents' worth."""

    in_a_day: int
    month_cents: int
    paid_before: int


def of(payout: Payout) -> Tally:
    """The counts of its owner, itself among them. Read consistently: a payout is decided by them."""
    keys = [TallyItem.by_window.key(owner_id=payout.owner_id, window=window) for window in (*_windows(payout), PAID)]
    raws = fetch(keys)
    day, month, paid = (TallyItem.read(raws[key]) if key in raws else TallyItem(cents=0, times=0) for key in keys)
    return Tally(int(day.times), int(month.cents), int(paid.times))


def counted(payout: Payout) -> tuple[Part, ...]:
    """It counts in its day and month, however full they are."""
    return tuple(_added(payout, window, 1) for window in _windows(payout))


def within(payout: Payout, policy: Policy) -> tuple[Part, ...]:
    """It counts in its day and month as far as they have room. Raises LimitExceeded."""
    day, month = _windows(payout)
    return (
        _capped(payout.owner_id, day, payout.worth_cents, policy.most_cents_per_day, DailyLimitExceeded()),
        _capped(payout.owner_id, month, payout.worth_cents, policy.most_cents_per_month, MonthlyLimitExceeded()),
    )


def given_back(payout: Payout) -> tuple[Part, ...]:
    """Its money did not leave, so it counts no longer."""
    return tuple(_added(payout, window, -1) for window in _windows(payout))


def paid(payout: Payout) -> Part:
    """From now on the next one is not the first."""
    return _added(payout, PAID, 1)


def method_added(owner_id: str, at: datetime) -> Part:
    """Whoever adds one asks a bank for a name. Raises TooManyMethods."""
    full = TooManyMethods(retry_after_seconds=days.seconds_left(at, settings().zone))
    return _capped(owner_id, f"methods-{_day(at)}", 1, MOST_METHODS_PER_DAY, full)


def _added(payout: Payout, window: str, times: int) -> Part:
    item = TallyItem(owner_id=payout.owner_id, window=window)
    return upsert(item, TallyItem.cents.add(times * payout.worth_cents), TallyItem.times.add(times))


def _capped(owner_id: str, window: str, cents: int, most: int, full: Refusal) -> Part:
    if cents > most:
        raise full
    room = TallyItem.cents.does_not_exist() | (TallyItem.cents <= most - cents)
    item = TallyItem(owner_id=owner_id, window=window)
    return upsert(item, TallyItem.cents.add(cents), TallyItem.times.add(1), when=room, otherwise=full)


def _windows(payout: Payout) -> tuple[str, str]:
    day = _day(payout.requested_at)
    return day, day[:7]


def _day(at: datetime) -> str:
    return at.astimezone(ZoneInfo(settings().zone)).date().isoformat()
