"""One try to send a payout to its bank, and what the bank's words do to it. Rules, pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from argosy.kernel.noun import Noun
from argosy.payouts.bank import Told

RETURN_WINDOW = timedelta(days=8)
"""For so long what is paid is asked about: a bank may return it within five of its own days, and its word may be lost."""
LONGEST_SILENCE = timedelta(hours=6)


class AttemptStatus(StrEnum):
    """pending → in_transit → paid → returned; pending, in_transit → failed | returned. `failed` and `returned` are final."""

    PENDING = "pending"
    IN_TRANSIT = "in_transit"
    PAID = "paid"
    FAILED = "failed"
    RETURNED = "returned"


class Effect(StrEnum):
    """What is to be done when a bank has spoken."""

    NOTHING = "nothing"
    SENT = "sent"
    PAID = "paid"
    FAILED = "failed"
    RETURNED = "returned"
    PAID_AND_RETURNED = "paid_and_returned"
    """The word that it had been paid was lost, or comes later."""
    PUZZLE = "puzzle"
    """What the bank says cannot be by what it said before: nothing is changed, a person looks."""


STARTED = {
    "in_transit": Effect.SENT,
    "paid": Effect.PAID,
    "failed": Effect.FAILED,
    "returned": Effect.PAID_AND_RETURNED,
}
EFFECTS: dict[AttemptStatus, dict[str, Effect]] = {
    AttemptStatus.PENDING: STARTED,
    AttemptStatus.IN_TRANSIT: {**STARTED, "in_transit": Effect.NOTHING},
    # Some banks call it failed when what they had paid comes back.
    AttemptStatus.PAID: {"failed": Effect.RETURNED, "returned": Effect.RETURNED},
    AttemptStatus.FAILED: {"paid": Effect.PUZZLE},
    AttemptStatus.RETURNED: {},
}
"""Words come late, twice and in any order, so each is held against what is so now."""


@dataclass(frozen=True, kw_only=True)
class Attempt(Noun):
    """`number` is what the bank knows it by, for ever; a payout that is sent anew after a failure gets another one."""

    payout_id: str
    round: int
    bank: str
    method_id: str
    amount_minor: int
    currency: str
    status: AttemptStatus = AttemptStatus.PENDING
    bank_ref: str | None = None
    failure: str | None = None
    paid_at: datetime | None = None
    created_at: datetime

    @property
    def number(self) -> str:
        return f"{self.payout_id}-{self.round}"

    @property
    def is_open(self) -> bool:
        """Whether the bank has not yet said how it ended."""
        return self.status in (AttemptStatus.PENDING, AttemptStatus.IN_TRANSIT)

    def effect(self, told: Told) -> Effect:
        """What the bank's word does now; money of another amount than was asked for is never believed."""
        found = EFFECTS[self.status].get(told.outcome, Effect.NOTHING)
        as_asked = (told.amount_minor, told.currency) == (self.amount_minor, self.currency)
        return found if as_asked or found in (Effect.NOTHING, Effect.FAILED) else Effect.PUZZLE

    def after(self, effect: Effect, told: Told, at: datetime) -> Self:
        """The attempt once that is done."""
        status = AttemptStatus.RETURNED if effect is Effect.PAID_AND_RETURNED else STATUS[effect]
        paid_at = at if effect is Effect.PAID else self.paid_at
        return self.becomes(
            status=status, bank_ref=told.bank_ref or self.bank_ref, failure=told.failure, paid_at=paid_at
        )

    def silence(self, asked: int, at: datetime) -> timedelta | None:
        """How long to wait for the bank's word before it is asked again; none where it has no more to say."""
        if self.is_open:
            return min(timedelta(minutes=2 ** min(asked, 20)), LONGEST_SILENCE)
        if self.paid_at and self.status is AttemptStatus.PAID and at < self.paid_at + RETURN_WINDOW:
            return timedelta(days=1)
        return None


STATUS = {
    Effect.SENT: AttemptStatus.IN_TRANSIT,
    Effect.PAID: AttemptStatus.PAID,
    Effect.FAILED: AttemptStatus.FAILED,
    Effect.RETURNED: AttemptStatus.RETURNED,
    Effect.PAID_AND_RETURNED: AttemptStatus.RETURNED,
}
