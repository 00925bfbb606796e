"""What one statement of a party leaves to the next: an amount that was not paid, and how often the day was settled."""

from dataclasses import dataclass
from typing import Self

from argosy.kernel.noun import Noun
from argosy.settlement.agreement import Terms
from argosy.settlement.period import Cycle, Period


@dataclass(frozen=True, kw_only=True)
class Position(Noun):
    """One per party and asset, changed with every statement that is opened or carried: no two are opened at once."""

    party: str
    asset: str
    carried_minor: int = 0
    day: str = ""
    batches: int = 0
    version: int = 0

    def is_full(self, period: Period, terms: Terms) -> bool:
        """Whether this day has had as many batches as were agreed."""
        today = self.day == period.day.isoformat()
        return terms.cycle is Cycle.T0 and today and self.batches >= terms.slots_per_day

    def open(self, period: Period) -> Self:
        """The next statement has taken over what was carried."""
        day = period.day.isoformat()
        return self.becomes(carried_minor=0, day=day, batches=self.batches + 1 if day == self.day else 1)

    def carry(self, closing_minor: int) -> Self:
        return self.becomes(carried_minor=self.carried_minor + closing_minor)
