"""What the year came to: counted as it went on, and by month from the journals alone."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Month = dict[str, int]
"""Minor units of one currency by what they were for."""
FLOWS = ("paid", "refunded", "fees", "paid out")


@dataclass
class Tally:
    """How often things happened."""

    counts: Counter[str] = field(default_factory=Counter)

    def count(self, what: str) -> None:
        self.counts[what] += 1


def by_month(journals: Iterable[Mapping[str, Any]], asset: str) -> dict[str, Month]:
    """`2026-11`: what was paid by buyers, given back, kept by the platform, and paid out to sellers."""
    months: dict[str, Month] = defaultdict(lambda: dict.fromkeys(FLOWS, 0))
    for journal in journals:
        if journal["asset"] != asset:
            continue
        month = months[str(journal["at"])[:7]]
        for posting in json.loads(journal["postings"]):
            for flow, minor in _flows(journal["business"], posting):
                month[flow] += minor
    return dict(sorted(months.items()))


def _flows(business: str, posting: Mapping[str, Any]) -> Iterable[tuple[str, int]]:
    source, destination, minor = posting["source"], posting["destination"], posting["amount_minor"]
    if business == "payment" and destination.endswith(":escrow"):
        yield "paid", minor
    if business == "refund" and destination.endswith(":escrow"):
        yield "refunded", minor
    if destination == "platform:commission":
        yield "fees", minor
    if source == "platform:commission":
        yield "fees", -minor
    if business == "payout" and destination.startswith("world:bank:"):
        yield "paid out", minor
    if business == "payout" and source.startswith("world:bank:"):
        yield "paid out", -minor
