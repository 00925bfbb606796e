"""What a SKU has cost, and whether a new price may hold at once. Pure.

A slip of a digit sells a hundred lamps at a tenth before anybody looks; a price that is far from yesterday's waits ten minutes,
in which its seller can take it back.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

NEAR_BPS = 2_000
"""A fifth of what it cost a day ago, up or down."""
DAY = timedelta(hours=24)
WAIT = timedelta(minutes=10)


@dataclass(frozen=True)
class Held:
    """What a SKU cost from a moment on, in minor units."""

    minor: int
    currency: str
    since: datetime


History = tuple[Held, ...]
"""Of one SKU, oldest first: what it cost a day ago, or at first, and all since."""


def may_hold(history: History, minor: int, currency: str, at: datetime) -> bool:
    """Whether this price may hold at once: the first one in its currency, the present one, and those near a day ago's."""
    known = [held for held in history if held.currency == currency]
    if not known or known[-1].minor == minor:
        return True
    a_day_ago = next((held for held in reversed(known) if held.since <= at - DAY), known[0])
    return abs(minor - a_day_ago.minor) * 10_000 <= a_day_ago.minor * NEAR_BPS


def noted(history: History, minor: int, currency: str, at: datetime) -> History:
    """The history with this price as the present one, without what ended more than a day ago."""
    if history and (history[-1].minor, history[-1].currency) == (minor, currency):
        return history
    after = (*history, Held(minor, currency, at))
    begun = [place for place, held in enumerate(after) if held.since <= at - DAY]
    return after[begun[-1] if begun else 0 :]
