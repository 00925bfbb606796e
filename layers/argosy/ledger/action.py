"""What two people do to an account together: one asks for it, another decides."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Self

from argosy.kernel.errors import InvalidState
from argosy.kernel.noun import Noun
from argosy.ledger.accounts import ADJUSTMENT
from argosy.ledger.errors import SecondApproverRequired
from argosy.ledger.holding import AccountStatus, Holding
from argosy.ledger.journal import Journal, Posting
from events.ledger import AccountState


class ActionKind(StrEnum):
    """Nothing leaves any more, everything moves again, or a balance is put right."""

    FREEZE = "freeze"
    UNFREEZE = "unfreeze"
    ADJUST = "adjust"


class ActionStatus(StrEnum):
    """requested → approved | rejected."""

    REQUESTED = "requested"
    APPROVED = "approved"
    REJECTED = "rejected"


class Direction(StrEnum):
    """credit: the account gets more. debit: it loses."""

    CREDIT = "credit"
    DEBIT = "debit"


@dataclass(frozen=True, kw_only=True)
class Action(Noun):
    """`to_status` is what a freeze or an unfreeze makes of the account; amount and direction are an adjustment's."""

    id: str
    account: str
    asset: str
    kind_of_action: ActionKind
    to_status: AccountStatus | None = None
    amount_minor: int | None = None
    direction: Direction | None = None
    reason: str
    status: ActionStatus = ActionStatus.REQUESTED
    requested_by: str
    requested_at: datetime
    decided_by: str | None = None
    decided_at: datetime | None = None

    def decided(self, status: ActionStatus, by: str, at: datetime) -> Self:
        """Raises InvalidState once it is decided, SecondApproverRequired for whoever asked."""
        if self.status is not ActionStatus.REQUESTED:
            raise InvalidState(status=self.status)
        if by == self.requested_by:
            raise SecondApproverRequired
        return self.becomes(status=status, decided_by=by, decided_at=at)

    def restricted(self, holding: Holding) -> Holding:
        """The account after a freeze or an unfreeze; itself for an adjustment. Raises InvalidState where it is so already."""
        return holding.restricted(self.to_status) if self.to_status else holding

    def journal(self, at: datetime) -> Journal | None:
        """What an adjustment moves; its business id is the request that two people stand behind."""
        if self.amount_minor is None:
            return None
        sides = (ADJUSTMENT, self.account) if self.direction is Direction.CREDIT else (self.account, ADJUSTMENT)
        return Journal.of(
            "adjustment", self.id, "approved", asset=self.asset, at=at, actor=self.decided_by or "system",
            postings=(Posting(*sides, self.amount_minor),),
        )  # fmt: skip


def state_of(holding: Holding) -> AccountState:
    return AccountState(status=holding.status, balance=holding.balance_minor, available=holding.available_minor)
