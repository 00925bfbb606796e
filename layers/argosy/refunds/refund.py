"""One refund, and the moves of its states."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from argosy.kernel.errors import InvalidState
from argosy.kernel.noun import Noun
from argosy.orders.refunding import Portion


class RefundStatus(StrEnum):
    """processing → succeeded | failed; succeeded → returned, when the money came back to the channel.

    failed or returned → processing, tried again under the same number; or → settled_manually, sent by other means.
    """

    PROCESSING = "processing"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    RETURNED = "returned"
    SETTLED_MANUALLY = "settled_manually"


class RefundSource(StrEnum):
    """Why money goes back: a seller or finance gave it, an after-sale case did, or it came when nobody wanted it any more."""

    REQUEST = "request"
    AFTER_SALE = "after_sale"
    UNCLAIMED = "unclaimed"


@dataclass(frozen=True, kw_only=True)
class Refund(Noun):
    """Its id is the number under which the channel is asked, at the first try and at every other."""

    id: str
    order_id: str
    purchase_id: str
    """The order under which it was paid: what happens to the refund is told there."""
    buyer_id: str
    attempt_id: str
    source: RefundSource
    portions: tuple[Portion, ...] = ()
    unclaimed_as: str | None = None
    amount_minor: int
    wallet_minor: int = 0
    """How much of it goes back to the buyer's wallet; the rest by the channel."""
    currency: str
    reason: str
    status: RefundStatus = RefundStatus.PROCESSING
    failures: int = 0
    """How often the channel refused it for good, or sent it back: what is tried again is another try of the same number."""
    booked: bool = False
    """Whether it stands in the ledger: then what comes back waits in suspense until it is sent again."""
    channel_refund_ref: str | None = None
    created_at: datetime

    @property
    def channel_minor(self) -> int:
        return self.amount_minor - self.wallet_minor

    def is_of(self, channel_refund_ref: str) -> bool:
        """Whether a word about the channel's number may be about this try: one of a try before it is old."""
        return not (self.channel_refund_ref and channel_refund_ref) or self.channel_refund_ref == channel_refund_ref

    def succeeded(self, channel_refund_ref: str) -> "Refund":
        return self.becomes(
            status=RefundStatus.SUCCEEDED, booked=True, channel_refund_ref=channel_refund_ref or self.channel_refund_ref
        )

    def failed(self, channel_refund_ref: str) -> "Refund":
        """Refused for good; or, after it had succeeded, sent back."""
        status = RefundStatus.RETURNED if self.booked else RefundStatus.FAILED
        return self.becomes(
            status=status, failures=self.failures + 1, channel_refund_ref=channel_refund_ref or self.channel_refund_ref
        )

    def again(self) -> "Refund":
        """Asked for once more. Raises InvalidState unless it has failed or was sent back."""
        self._undone()
        return self.becomes(status=RefundStatus.PROCESSING, channel_refund_ref=None)

    def by_hand(self) -> "Refund":
        """A person has sent it by other means. Raises InvalidState unless it has failed or was sent back."""
        self._undone()
        return self.becomes(status=RefundStatus.SETTLED_MANUALLY, booked=True)

    def _undone(self) -> None:
        if self.status not in (RefundStatus.FAILED, RefundStatus.RETURNED):
            raise InvalidState(status=self.status)
