"""What disputes tell."""

from datetime import datetime

from pydantic import BaseModel

from argosy.kernel.money import Money
from argosy.kernel.outbox import Event
from events.ledger import PartyDebt


class AboutDispute(BaseModel, frozen=True, extra="forbid", defer_build=True):
    """What every fact of a dispute's way says of it."""

    dispute_id: str
    order_id: str
    seller_ids: tuple[str, ...]
    amount: Money


class DisputeOpened(AboutDispute, Event, name="dispute.opened", version=1):
    """A buyer's bank wants a payment back: its money waits, the orders are on hold, and so are the parties' payouts."""

    reason: str
    respond_by: datetime | None


class DisputeEvidenceDue(Event, name="dispute.evidence_due", version=1):
    """The time to answer is nearly over. Told by a timer, whether it was answered or not."""

    dispute_id: str


class DisputeUnanswered(AboutDispute, Event, name="dispute.unanswered", version=1):
    """Nobody has answered, and the channel takes evidence for a few days only."""

    respond_by: datetime


class DisputeEvidenceSent(Event, name="dispute.evidence_sent", version=1):
    """The bank has the seller's side; it decides now."""

    dispute_id: str
    order_id: str
    by: str


class DisputeAccepted(Event, name="dispute.accepted", version=1):
    """Finance has given it up."""

    dispute_id: str
    order_id: str
    by: str


class DisputeWon(AboutDispute, Event, name="dispute.won", version=1):
    """The bank has decided for the seller: everything is back where it was."""


class DisputeLost(AboutDispute, Event, name="dispute.lost", version=1):
    """The bank has decided for the buyer: the shares are without the money for good; `owed` is what parties no longer had."""

    owed: tuple[PartyDebt, ...] = ()
