"""Adding up by kind: what comes under one name is one number."""

from collections.abc import Hashable, Iterable
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


def summed(pairs: Iterable[tuple[K, int]]) -> dict[K, int]:
    """The total of each key, in the order in which keys first come."""
    totals: dict[K, int] = {}
    for key, number in pairs:
        totals[key] = totals.get(key, 0) + number
    return totals
