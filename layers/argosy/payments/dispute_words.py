"""The words in which a channel tells of a dispute, by which a buyer's bank wants a payment back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

DisputeOutcome = Literal["inquiry", "needs_response", "under_review", "won", "lost"]


@dataclass(frozen=True)
class DisputeMoney:
    """What a channel has moved for a dispute by now, in minor units: none of them ever goes down."""

    withdrawn_minor: int = 0
    reinstated_minor: int = 0
    fee_minor: int = 0
    fee_back_minor: int = 0


@dataclass(frozen=True)
class Disputed:
    """What a channel says of a dispute: a buyer's bank wants a payment back.

    `dispute_ref` is the channel's number for it, `channel_ref` its number for the payment. In an inquiry the bank only asks.
    """

    dispute_ref: str
    channel_ref: str
    outcome: DisputeOutcome
    amount_minor: int
    currency: str
    reason: str
    respond_by: datetime | None = None
    """Until when the channel takes evidence."""
    money: DisputeMoney = DisputeMoney()
