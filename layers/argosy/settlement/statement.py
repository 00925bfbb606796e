"""A party's statement of one asset over one period: what was there, what came and went, and what is to be paid."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Self

from argosy.kernel import ids
from argosy.kernel.money import Money, allocate
from argosy.kernel.noun import Noun
from argosy.kernel.sums import summed
from argosy.settlement.agreement import Terms
from argosy.settlement.line import LineKind
from argosy.settlement.period import Period
from events.settlement import StatementReady

Movement = tuple[LineKind, int]
"""What a line is, and by how much it moved the party's available account."""


class StatementStatus(StrEnum):
    """open → closing (only where a reserve is kept) → closed | carried; closed ⇄ disputed; closed → approved → paying → paid.

    What has nothing to pay, or less than the agreed minimum, is carried: its closing amount opens the next one. paying →
    partly_paid | failed → paying, and paid → failed where the bank sends the money back; approved → failed where the money is
    not there, or finance rejects the payout. After closing no amount changes.
    """

    OPEN = "open"
    CLOSING = "closing"
    CLOSED = "closed"
    CARRIED = "carried"
    DISPUTED = "disputed"
    APPROVED = "approved"
    PAYING = "paying"
    PARTLY_PAID = "partly_paid"
    PAID = "paid"
    FAILED = "failed"


UNFINISHED = (StatementStatus.OPEN, StatementStatus.CLOSING)


@dataclass(frozen=True, kw_only=True)
class Statement(Noun):
    """Its id follows from party, asset and period, so that a second run finds it. Its terms are those of its period.

    closing = opening + earned − taken back − fees − tax + adjustments − reserve in + reserve out.
    """

    id: str
    party: str
    owner_id: str
    asset: str
    period: str
    begins_at: datetime
    ends_at: datetime
    cut_off: datetime
    terms: Terms
    status: StatementStatus = StatementStatus.OPEN
    opening_minor: int = 0
    earned_minor: int = 0
    taken_back_minor: int = 0
    fees_minor: int = 0
    tax_minor: int = 0
    adjustments_minor: int = 0
    reserve_in_minor: int = 0
    reserve_out_minor: int = 0
    paid_out_minor: int = 0
    lines: int = 0
    opened_at: datetime
    closed_at: datetime | None = None
    disputes: int = 0
    dispute_reason: str | None = None
    dispute_note: str | None = None
    approved_by: str | None = None
    paid_minor: int = 0
    payout_phase: str | None = None
    payout_fact: str | None = None

    @classmethod
    def open(
        cls, party: str, asset: str, period: Period, terms: Terms, now: datetime, *, opening_minor: int = 0
    ) -> Self:
        """The period's statement, without a line yet. Asked for before the period is over, it ends now."""
        return cls(
            id=id_of(party, asset, period),
            party=party,
            owner_id=party.partition(":")[2],
            asset=asset,
            period=period.name,
            begins_at=period.begins,
            ends_at=period.ends,
            cut_off=min(period.ends, now),
            terms=terms,
            opening_minor=opening_minor,
            opened_at=now,
            version=0,
        )

    @property
    def closing_minor(self) -> int:
        """What there is to pay at the end."""
        taken = self.taken_back_minor + self.fees_minor + self.tax_minor
        kept = self.reserve_in_minor - self.reserve_out_minor
        return self.opening_minor + self.earned_minor - taken + self.adjustments_minor - kept

    @property
    def moved_minor(self) -> int:
        """What its lines add up to, payouts among them: by so much they changed the party's available account."""
        return self.closing_minor - self.opening_minor - self.paid_out_minor

    def take(self, movements: Iterable[Movement]) -> Self:
        """With these movements on it."""
        return self._with(movements).becomes()

    def reserve_minor(self, free_minor: int) -> int:
        """What is to be kept back: the agreed share of what was earned, and no more than is to be paid and is there."""
        base = max(self.earned_minor - self.taken_back_minor, 0)
        wanted, _ = allocate(base, (self.terms.reserve_bps, 10_000 - self.terms.reserve_bps))
        return max(min(wanted, self.closing_minor, free_minor), 0)

    def closing(self) -> Self:
        """No more lines but that of the reserve, which moves now."""
        return self.becomes(status=StatementStatus.CLOSING)

    def close(self, at: datetime, movements: Iterable[Movement] = ()) -> tuple[Self, StatementReady]:
        """With the reserve's movement, if there is one, and nothing after it."""
        full = self._with(movements)
        least = max(self.terms.min_amount_minor.get(self.asset, 0), 1)
        status = StatementStatus.CLOSED if full.closing_minor >= least else StatementStatus.CARRIED
        money = Money(amount=full.closing_minor, currency=self.asset)
        told = StatementReady(statement_id=self.id, party_id=self.owner_id, period=self.period, closing=money)
        return full.becomes(status=status, closed_at=at), told

    def _with(self, movements: Iterable[Movement]) -> Self:
        counted = list(movements)
        sums = summed(counted)
        return replace(
            self,
            earned_minor=self.earned_minor + sums.get(LineKind.EARNED, 0),
            taken_back_minor=self.taken_back_minor - sums.get(LineKind.TAKEN_BACK, 0),
            fees_minor=self.fees_minor - sums.get(LineKind.FEE, 0),
            tax_minor=self.tax_minor - sums.get(LineKind.TAX, 0),
            adjustments_minor=self.adjustments_minor + sums.get(LineKind.ADJUSTMENT, 0),
            reserve_in_minor=self.reserve_in_minor - sums.get(LineKind.RESERVE_IN, 0),
            reserve_out_minor=self.reserve_out_minor + sums.get(LineKind.RESERVE_OUT, 0),
            paid_out_minor=self.paid_out_minor - sums.get(LineKind.PAYOUT, 0),
            lines=self.lines + len(counted),
        )


def id_of(party: str, asset: str, period: Period) -> str:
    return ids.derived("stm", party, asset, period.name)
