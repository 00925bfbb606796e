"""Money set aside on a strict account until it is known whether it moves. A hold ends once: posted, voided or expired."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from argosy.kernel.errors import InvalidState
from argosy.kernel.money import Money
from argosy.kernel.noun import Noun
from argosy.ledger.errors import HoldExceeded
from events.ledger import HoldEnded


class HoldStatus(StrEnum):
    """pending → posted | voided | expired."""

    PENDING = "pending"
    POSTED = "posted"
    VOIDED = "voided"
    EXPIRED = "expired"


@dataclass(frozen=True, kw_only=True)
class Hold(Noun):
    """Its id follows from what it is for, so a command that is taken up again sets nothing aside twice."""

    id: str
    account: str
    asset: str
    amount_minor: int
    business: str
    business_id: str
    reason: str = ""
    status: HoldStatus = HoldStatus.PENDING
    posted_minor: int = 0
    expires_at_moment: datetime
    created_at: datetime

    def ended(self, status: HoldStatus, *, posted_minor: int = 0) -> "Hold":
        """Of what is not posted, all is available again. Raises InvalidState once it has ended, HoldExceeded."""
        if self.status is not HoldStatus.PENDING:
            raise InvalidState(status=self.status)
        if posted_minor > self.amount_minor:
            raise HoldExceeded(held=self.amount_minor)
        return self.becomes(status=status, posted_minor=posted_minor)

    def told(self) -> HoldEnded:
        """How it ended."""
        amount, posted = (Money(amount=minor, currency=self.asset) for minor in (self.amount_minor, self.posted_minor))
        return HoldEnded(hold_id=self.id, account=self.account, status=self.status, amount=amount, posted=posted)
