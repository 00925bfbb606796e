"""A payout: money on its way from a party's account to a bank. Rules, pure."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from argosy.kernel.errors import InvalidState
from argosy.kernel.money import Money
from argosy.kernel.noun import Noun
from argosy.ledger.errors import SecondApproverRequired
from argosy.payouts.errors import PaysStatement
from argosy.payouts.hold import Hold
from argosy.payouts.method import Method


class PayoutStatus(StrEnum):
    """requested → risk_review | kyc_review (held) → approved → pending → in_transit → paid → returned.

    requested → approved where nothing speaks against it; approved → held where something does before it is sent.
    requested, held, approved → rejected | cancelled. requested → failed where the money is not there.
    pending, in_transit → failed, or returned where the word that it was paid is lost. failed, returned → requested again.
    """

    REQUESTED = "requested"
    RISK_REVIEW = "risk_review"
    KYC_REVIEW = "kyc_review"
    APPROVED = "approved"
    PENDING = "pending"
    IN_TRANSIT = "in_transit"
    PAID = "paid"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    FAILED = "failed"
    RETURNED = "returned"


S = PayoutStatus
HELD = frozenset({S.RISK_REVIEW, S.KYC_REVIEW})
WITH_US = {S.REQUESTED, *HELD, S.APPROVED}
WITH_THE_BANK = {S.PENDING, S.IN_TRANSIT}
UNDER_WAY = WITH_US | WITH_THE_BANK
FROM: dict[PayoutStatus, set[PayoutStatus]] = {
    S.REQUESTED: {S.FAILED, S.RETURNED},
    S.RISK_REVIEW: WITH_US,
    S.KYC_REVIEW: WITH_US,
    S.APPROVED: {S.REQUESTED, *HELD},
    S.PENDING: {S.APPROVED},
    S.IN_TRANSIT: {S.PENDING},
    S.PAID: WITH_THE_BANK,
    S.REJECTED: WITH_US,
    S.CANCELLED: WITH_US,
    S.FAILED: {S.REQUESTED, *WITH_THE_BANK},
    S.RETURNED: {S.PAID, *WITH_THE_BANK},
}


@dataclass(frozen=True, kw_only=True)
class Payout(Noun):
    """Its money lies on the party's payout_hold from the request to the end. A `round` is one way to the bank."""

    id: str
    party: str
    owner_id: str
    source: str
    amount_minor: int
    currency: str
    worth_cents: int
    method_id: str | None = None
    statement_id: str | None = None
    status: PayoutStatus = PayoutStatus.REQUESTED
    hold: Hold | None = None
    approved_by: tuple[str, ...] = ()
    round: int = 1
    tax_minor: int = 0
    account_last4: str | None = None
    failure: str | None = None
    requested_at: datetime
    created_at: datetime

    @property
    def amount(self) -> Money:
        return Money(amount=self.amount_minor, currency=self.currency)

    @property
    def net_minor(self) -> int:
        """What the bank is to send."""
        return self.amount_minor - self.tax_minor

    @property
    def is_held(self) -> bool:
        return self.status in HELD

    def vouched(self, approver_id: str) -> Self:
        """With one more person for it; not yet a new version. Raises SecondApproverRequired, InvalidState."""
        if not self.is_held:
            raise InvalidState(status=self.status)
        if approver_id in (self.owner_id, *self.approved_by):
            raise SecondApproverRequired
        return replace(self, approved_by=(*self.approved_by, approver_id))

    def held(self, hold: Hold) -> Self:
        return self._to(S.KYC_REVIEW if hold.is_about_the_payee else S.RISK_REVIEW, hold=hold)

    def approved(self) -> Self:
        return self._to(S.APPROVED, hold=None)

    def handed_over(self, method: Method, tax_minor: int) -> Self:
        """The bank is about to hear of it: from here on it cannot be cancelled."""
        return self._to(S.PENDING, method_id=method.id, account_last4=method.last4, tax_minor=tax_minor)

    def on_its_way(self) -> Self:
        return self._to(S.IN_TRANSIT)

    def paid(self) -> Self:
        return self._to(S.PAID)

    def failed(self, why: str) -> Self:
        return self._to(S.FAILED, failure=why)

    def returned(self, why: str) -> Self:
        return self._to(S.RETURNED, failure=why)

    def rejected(self, why: str) -> Self:
        return self._to(S.REJECTED, failure=why, hold=None)

    def cancelled(self) -> Self:
        """Raises PaysStatement where its owner did not ask for it."""
        if self.statement_id:
            raise PaysStatement
        return self._to(S.CANCELLED, hold=None)

    def again(self, at: datetime) -> Self:
        """Once more from the beginning: what was decided in the round before counts no longer."""
        changes: dict[str, Any] = {"approved_by": (), "failure": None, "tax_minor": 0, "requested_at": at}
        return self._to(S.REQUESTED, round=self.round + 1, **changes)

    def _to(self, status: PayoutStatus, **changes: Any) -> Self:
        if self.status not in FROM[status]:
            raise InvalidState(status=self.status)
        return self.becomes(status=status, **changes)
