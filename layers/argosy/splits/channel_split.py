"""One party's share of one release, on its way through the channel that took the money; and the moves of its states."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from argosy.kernel import ids
from argosy.kernel.errors import InvalidState
from argosy.kernel.money import Money
from argosy.kernel.noun import Noun
from argosy.orders.order import Order
from argosy.payments.attempt import Attempt
from events.orders import PartyShares

INTERNAL = "internal"
"""The executor of what came from the buyer's wallet."""


class SplitStatus(StrEnum):
    """planned → sent → done | failed | unknown; planned → void, where all of it was given back before it was sent.

    unknown → done | failed, when the channel has been asked. failed → sent, tried again under the same number.
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
        return self in (SplitStatus.SENT, SplitStatus.UNKNOWN)

    @property
    def is_over(self) -> bool:
        return self in (SplitStatus.DONE, SplitStatus.VOID)


@dataclass(frozen=True, kw_only=True)
class ChannelSplit(Noun):
    """Its id is the number under which the channel is asked, at the first try and at every other."""

    id: str
    order_id: str
    purchase_id: str
    """The order under which it was paid: what happens to the share is told there."""
    attempt_id: str
    provider: str
    """Who passes it on; nobody else ever sends it or takes it back."""
    party: str
    step: str
    """The release that made it available."""
    places: tuple[int, ...]
    """Which shares of the order it is, by their places."""
    shared_minor: int
    """What these came to when they were released."""
    whole_minor: int
    """What of that repaid no debt; the wallet's part and the channel's are two of these splits."""
    amount_minor: int
    """What of that this provider is to pass on; once it was sent, exactly that."""
    currency: str
    status: SplitStatus = SplitStatus.PLANNED
    account: str | None = None
    """The party's account at the provider, once it was sent there."""
    is_person: bool = False
    failures: int = 0
    """How often the channel refused it for good: what is tried again is another try of the same number."""
    channel_split_ref: str | None = None
    failure: str | None = None
    failed_at: datetime | None = None
    """Its place in the list of those that have failed."""
    done_at: datetime | None = None
    returning_minor: int = 0
    """What of it has come back, or is to (channel_return.py)."""
    created_at: datetime

    @property
    def amount(self) -> Money:
        return Money(amount=self.amount_minor, currency=self.currency)

    @property
    def left_to_return_minor(self) -> int:
        """What its party has of it, or will have, and is not asked back; before it is sent nobody has anything."""
        is_out = self.status not in (SplitStatus.PLANNED, SplitStatus.VOID)
        return self.amount_minor - self.returning_minor if is_out else 0

    def left_minor(self, order: Order) -> int:
        """What is still to be passed on after what its shares have given back since."""
        now_minor = sum(order.shares[place].remaining_minor for place in self.places)
        left_minor = max(0, self.whole_minor - max(0, self.shared_minor - now_minor))
        if self.provider == INTERNAL:
            return left_minor - left_minor * (self.whole_minor - self.amount_minor) // self.whole_minor
        return left_minor * self.amount_minor // self.whole_minor

    def sent(self, account: str, amount_minor: int, *, is_person: bool) -> "ChannelSplit":
        return self.becomes(status=SplitStatus.SENT, account=account, is_person=is_person, amount_minor=amount_minor)

    def void(self) -> "ChannelSplit":
        """Nothing of it is left to be passed on."""
        return self.becomes(status=SplitStatus.VOID, amount_minor=0)

    def silent(self) -> "ChannelSplit":
        """Nobody knows whether the channel did it."""
        return self.becomes(status=SplitStatus.UNKNOWN)

    def done(self, channel_split_ref: str, at: datetime) -> "ChannelSplit":
        return self.becomes(status=SplitStatus.DONE, channel_split_ref=channel_split_ref, failure=None, done_at=at)

    def failed(self, reason: str, at: datetime) -> "ChannelSplit":
        return self.becomes(status=SplitStatus.FAILED, failures=self.failures + 1, failure=reason, failed_at=at)

    def asked_back(self, minor: int) -> "ChannelSplit":
        """So much more of it is to come back; below zero, so much less."""
        return self.becomes(returning_minor=self.returning_minor + minor)

    def again(self, account: str, *, is_person: bool) -> "ChannelSplit":
        """Asked for once more, under the same number and by the same provider. Raises InvalidState unless it has failed."""
        if self.status is not SplitStatus.FAILED:
            raise InvalidState(status=self.status)
        return self.becomes(status=SplitStatus.SENT, account=account, is_person=is_person, failed_at=None)


def planned(order: Order, attempt: Attempt, step: str, released: PartyShares, at: datetime) -> list[ChannelSplit]:
    """By the channel what came by it, by the ledger what came from the buyer's wallet, in the proportion that is left of both."""
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
        if minor
    ]  # fmt: skip


def _left(order: Order) -> int:
    return order.paid_minor - order.refunding_minor - order.refunded_minor - order.charged_back_minor


def by_channel_minor(order: Order) -> int:
    """What the channel still has of the order: refunds take from it first."""
    return _left(order) - (order.wallet_minor - order.wallet_back_minor)
