"""One refund, and the moves of its states."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from argosy.kernel.noun import Noun
from argosy.orders.refunding import Portion


class RefundStatus(StrEnum):
    """processing → succeeded | failed. A later word of the channel changes neither."""

    PROCESSING = "processing"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


class RefundSource(StrEnum):
    """Why money goes back: somebody asked, or it came when nobody wanted it any more."""

    REQUEST = "request"
    UNCLAIMED = "unclaimed"


@dataclass(frozen=True, kw_only=True)
class Refund(Noun):
    """Its id is the number under which the channel is asked, at the first try and at every other."""

    id: str
    order_id: str
    buyer_id: str
    attempt_id: str
    source: RefundSource
    portions: tuple[Portion, ...] = ()
    unclaimed_as: str | None = None
    amount_minor: int
    currency: str
    reason: str
    status: RefundStatus = RefundStatus.PROCESSING
    channel_refund_ref: str | None = None
    created_at: datetime
