"""What a channel is to do with a party's share, under one number until it has done it; and the moves of its states."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Self

from argosy.kernel.errors import InvalidState
from argosy.kernel.money import Money
from argosy.kernel.noun import Noun


class InstructionStatus(StrEnum):
    """planned → sent → done | failed | unknown; planned → void, where nothing of it is left to be done.

    unknown → done | failed, when the channel has been asked. What has failed is tried again under the same number.
    """

    PLANNED = "planned"
    SENT = "sent"
    UNKNOWN = "unknown"
    DONE = "done"
    FAILED = "failed"
    VOID = "void"

    @property
    def is_under_way(self) -> bool:
        """Whether the channel may be doing it now."""
        return self in (InstructionStatus.SENT, InstructionStatus.UNKNOWN)

    @property
    def is_over(self) -> bool:
        return self in (InstructionStatus.DONE, InstructionStatus.VOID)


@dataclass(frozen=True, kw_only=True)
class Instruction(Noun):
    """Its id is the number under which the channel is asked, at the first try and at every other."""

    id: str
    order_id: str
    purchase_id: str
    """The order under which it was paid: what happens to the share is told there."""
    provider: str
    """Who passes it on; nobody else ever sends it or takes it back."""
    party: str
    amount_minor: int
    """What it is to do; once it was sent, exactly that."""
    currency: str
    status: InstructionStatus = InstructionStatus.PLANNED
    failures: int = 0
    """How often the channel refused it for good: what is tried again is another try of the same number."""
    failure: str | None = None
    failed_at: datetime | None = None
    """Its place in the list of those that have failed."""
    created_at: datetime

    @property
    def amount(self) -> Money:
        return Money(amount=self.amount_minor, currency=self.currency)

    def is_asked_in(self, earlier: Self) -> bool:
        """Whether the channel may still be doing what it was asked for then; an older word changes nothing."""
        return self.status.is_under_way and self.failures == earlier.failures

    def void(self) -> Self:
        """Nothing of it is left to be done."""
        return self.becomes(status=InstructionStatus.VOID, amount_minor=0)

    def silent(self) -> Self:
        """Nobody knows whether the channel did it."""
        return self.becomes(status=InstructionStatus.UNKNOWN)

    def failed(self, reason: str, at: datetime) -> Self:
        return self.becomes(status=InstructionStatus.FAILED, failures=self.failures + 1, failure=reason, failed_at=at)

    def may_be_tried_again(self) -> None:
        """Raises InvalidState unless it has failed."""
        if self.status is not InstructionStatus.FAILED:
            raise InvalidState(status=self.status)
