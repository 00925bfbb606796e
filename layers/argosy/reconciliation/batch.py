"""One day of one channel on its way to a signature."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from argosy.kernel.errors import InvalidState
from argosy.kernel.noun import Noun
from argosy.reconciliation.errors import ItemsOpen
from argosy.reconciliation.line import Line, LineStatus, Verdict


class BatchStatus(StrEnum):
    """fetching → matching → review → signed. It is matching as long as a line waits."""

    FETCHING = "fetching"
    MATCHING = "matching"
    REVIEW = "review"
    SIGNED = "signed"


@dataclass(frozen=True)
class Tally:
    """Lines of one verdict and currency, and what they sum to in minor units."""

    verdict: Verdict
    currency: str
    lines: int = 0
    waiting: int = 0
    to_review: int = 0
    billed_minor: int = 0
    fees_minor: int = 0
    booked_minor: int = 0

    def plus(self, line: Line, sign: int) -> "Tally":
        """With this line (1), or without it (-1)."""
        return replace(
            self,
            lines=self.lines + sign,
            waiting=self.waiting + sign * (line.status is LineStatus.NEW),
            to_review=self.to_review + sign * (line.status is LineStatus.NEEDS_REVIEW),
            billed_minor=self.billed_minor + sign * line.billed_minor,
            fees_minor=self.fees_minor + sign * line.fee_minor,
            booked_minor=self.booked_minor + sign * line.booked_minor,
        )

    @property
    def difference_minor(self) -> int:
        """By how much our books say more than the bill."""
        return self.booked_minor - self.billed_minor + self.fees_minor


@dataclass(frozen=True, kw_only=True)
class Batch(Noun):
    """`lines` counts what was kept; `tallies` what was judged of it, and what of that is open.

    `opening` is set on a channel's first batch alone: what our books said the channel held when its day began.
    """

    channel: str
    day: str
    status: BatchStatus = BatchStatus.FETCHING
    opening: dict[str, int] = field(default_factory=dict)
    bill: dict[str, int] = field(default_factory=dict)
    """By currency what the bill says that the channel holds more after the day: payments, less refunds and fees."""
    lines: int = 0
    tallies: tuple[Tally, ...] = ()
    opened_at: datetime
    signed_by: str | None = None
    signed_at: datetime | None = None

    @property
    def date(self) -> date:
        return date.fromisoformat(self.day)

    @property
    def waiting(self) -> int:
        return sum(tally.waiting for tally in self.tallies)

    @property
    def to_review(self) -> int:
        return sum(tally.to_review for tally in self.tallies)

    @property
    def is_judged(self) -> bool:
        """Whether every line has its verdict and waits for nothing."""
        return self.lines == sum(tally.lines for tally in self.tallies) and not self.waiting

    def fetched(self, bill: dict[str, int], lines: int) -> "Batch":
        return self.becomes(status=BatchStatus.MATCHING, bill=bill, lines=lines)

    def with_lines(self, changed: Iterable[tuple[Line | None, Line]], more: int = 0) -> "Batch":
        """After these lines have changed from what they were, and so many more were kept."""
        tallies = {(tally.verdict, tally.currency): tally for tally in self.tallies}
        for before, after in changed:
            for line, sign in ((before, -1), (after, 1)):
                if line and line.verdict:
                    place = line.verdict, line.currency
                    tallies[place] = tallies.get(place, Tally(*place)).plus(line, sign)
        found = tuple(tally for _, tally in sorted(tallies.items()) if tally.lines)
        return self.becomes(tallies=found, lines=self.lines + more)

    def done(self) -> "Batch":
        return self.becomes(status=BatchStatus.REVIEW)

    def signed(self, by: str, at: datetime) -> "Batch":
        """Raises InvalidState unless it was matched, ItemsOpen while a line needs a person."""
        if self.status is not BatchStatus.REVIEW:
            raise InvalidState(status=self.status)
        if self.to_review:
            raise ItemsOpen(count=self.to_review)
        return self.becomes(status=BatchStatus.SIGNED, signed_by=by, signed_at=at)
