"""What the shares of orders tell."""

from pydantic import BaseModel

from argosy.kernel.money import Money
from argosy.kernel.outbox import Event


class SharesFallDue(Event, name="order.shares_fall_due", version=1):
    """So many days after the payment, the shares that wait for just that become available. Told by a timer."""

    order_id: str
    days: int


class PartyShares(BaseModel, frozen=True):
    """What one party has of a release: its shares by their places in the order, what they came to, and what repaid no debt."""

    party: str
    places: tuple[int, ...]
    shared: Money
    amount: Money


class SharesReleased(Event, name="order.shares_released", version=1):
    """Shares are available that the channel passes on; `step` names the release, once per order."""

    order_id: str
    step: str
    parties: tuple[PartyShares, ...]


class ShareFrozen(Event, name="order.share_frozen", version=1):
    """Finance has stopped one share of a sale; the event's actor did."""

    order_id: str
    line_no: int
    role: str
    reason: str


class ShareReleased(Event, name="order.share_released", version=1):
    """A frozen share goes on: it is `pending` again, or `available` where its time had come."""

    order_id: str
    line_no: int
    role: str
    reason: str
    status: str
