"""One party's share of one release, on its way through the channel that took the money."""

from dataclasses import dataclass
from datetime import datetime

from argosy.kernel import ids
from argosy.orders.order import Order
from argosy.payments.attempt import Attempt
from argosy.splits.instruction import Instruction, InstructionStatus
from events.orders.shares import PartyShares

INTERNAL = "internal"
"""The executor of what came from the buyer's wallet."""


@dataclass(frozen=True, kw_only=True)
class ChannelSplit(Instruction):
    """`amount_minor` is what of `whole_minor` this provider is to pass on."""

    attempt_id: str
    step: str
    """The release that made it available."""
    places: tuple[int, ...]
    """Which shares of the order it is, by their places."""
    shared_minor: int
    """What these came to when they were released."""
    whole_minor: int
    """What of that repaid no debt; the wallet's part and the channel's are two of these splits."""
    account: str | None = None
    """The party's account at the provider, once it was sent there."""
    is_person: bool = False
    channel_split_ref: str | None = None
    done_at: datetime | None = None
    returning_minor: int = 0
    """What of it has come back, or is to (channel_return.py)."""

    @property
    def left_to_return_minor(self) -> int:
        """What its party has of it, or will have, and is not asked back; before it is sent nobody has anything."""
        is_out = self.status not in (InstructionStatus.PLANNED, InstructionStatus.VOID)
        return self.amount_minor - self.returning_minor if is_out else 0

    def left_minor(self, order: Order) -> int:
        """What is still to be passed on after what its shares have given back since."""
        now_minor = sum(order.shares[place].remaining_minor for place in self.places)
        left_minor = max(0, self.whole_minor - max(0, self.shared_minor - now_minor))
        if not left_minor:
            return 0
        if self.provider == INTERNAL:
            return left_minor - left_minor * (self.whole_minor - self.amount_minor) // self.whole_minor
        return left_minor * self.amount_minor // self.whole_minor

    def sent(self, account: str, amount_minor: int, *, is_person: bool) -> "ChannelSplit":
        return self.becomes(
            status=InstructionStatus.SENT, account=account, is_person=is_person, amount_minor=amount_minor
        )

    def done(self, channel_split_ref: str, at: datetime) -> "ChannelSplit":
        return self.becomes(
            status=InstructionStatus.DONE, channel_split_ref=channel_split_ref, failure=None, done_at=at
        )

    def asked_back(self, minor: int) -> "ChannelSplit":
        """So much more of it is to come back; below zero, so much less."""
        return self.becomes(returning_minor=self.returning_minor + minor)

    def again(self, account: str, *, is_person: bool) -> "ChannelSplit":
        """Asked for once more, under the same number and by the same provider. Raises InvalidState unless it has failed."""
        self.may_be_tried_again()
        return self.becomes(status=InstructionStatus.SENT, account=account, is_person=is_person, failed_at=None)


def planned(order: Order, attempt: Attempt, step: str, released: PartyShares, at: datetime) -> list[ChannelSplit]:
    """By the channel what came by it, by the ledger what came from the buyer's wallet, in the proportion that is left of both.

    What repaid a debt whole is nothing for the channel, so that it hears in its turn that it keeps nothing for the party.
    """
    whole_minor = released.amount.amount
    part_minor = whole_minor * by_channel_minor(order) // max(1, _left(order))
    parts = {attempt.channel: part_minor, INTERNAL: whole_minor - part_minor}
    return [
        ChannelSplit(
            id=ids.derived("csp", order.id, released.party, step, provider), order_id=order.id,
            purchase_id=order.head_id, attempt_id=attempt.id, provider=provider, party=released.party, step=step,
            places=released.places, shared_minor=released.shared.amount, whole_minor=whole_minor, amount_minor=minor,
            currency=order.currency, created_at=at,
        )
        for provider, minor in parts.items()
        if minor or (provider == attempt.channel and not whole_minor)
    ]  # fmt: skip


def _left(order: Order) -> int:
    return order.paid_minor - order.refunding_minor - order.refunded_minor - order.charged_back_minor


def by_channel_minor(order: Order) -> int:
    """What the channel still has of the order: refunds take from it first."""
    return _left(order) - (order.wallet_minor - order.wallet_back_minor)
