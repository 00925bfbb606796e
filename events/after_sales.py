"""What after-sale cases tell."""

from typing import Literal

from pydantic import BaseModel

from argosy.kernel.money import Money
from argosy.kernel.outbox import Event


class AboutAfterSale(BaseModel, frozen=True, extra="forbid", defer_build=True):
    """What every fact of a case says of it: `by` is buyer, seller, staff or system, `text` what they said."""

    after_sale_id: str
    order_id: str
    buyer_id: str
    seller_id: str
    wants: str
    title: str
    quantity: int
    status: str
    by: str
    text: str
    refund: Money


class AfterSaleApplied(AboutAfterSale, Event, name="after_sale.applied", version=1):
    """A buyer asks for something back; the seller has two days to answer."""


class AfterSaleAgreed(AboutAfterSale, Event, name="after_sale.agreed", version=1):
    """The seller gives what is asked, or has said nothing for long enough."""


class AfterSaleRejected(AboutAfterSale, Event, name="after_sale.rejected", version=1):
    """The seller says no; the buyer may call the staff."""


class AfterSaleRefundAsked(AboutAfterSale, Event, name="after_sale.refund_asked", version=1):
    """The buyer takes money instead of what the seller would have sent."""


class AfterSaleCancelled(AboutAfterSale, Event, name="after_sale.cancelled", version=1):
    """The buyer asks for nothing any more."""


class AfterSaleShippedBack(AboutAfterSale, Event, name="after_sale.shipped_back", version=1):
    """The buyer's pieces are on their way to the seller."""


class AfterSaleReceived(AboutAfterSale, Event, name="after_sale.received", version=1):
    """The seller has them, or has said nothing for long enough."""


class AfterSaleInspected(AboutAfterSale, Event, name="after_sale.inspected", version=1):
    """What came back is as it should be."""


class AfterSaleObjected(AboutAfterSale, Event, name="after_sale.objected", version=1):
    """What came back is not as the seller expects."""


class AfterSaleReshipped(AboutAfterSale, Event, name="after_sale.reshipped", version=1):
    """The seller has sent what they owe the buyer."""


class AfterSaleEscalated(AboutAfterSale, Event, name="after_sale.escalated", version=1):
    """The staff is called; both sides have three days to give evidence."""


class AfterSaleEvidenceGiven(AboutAfterSale, Event, name="after_sale.evidence_given", version=1):
    """One side has said something to the staff."""


class AfterSaleArbitrationBegun(AboutAfterSale, Event, name="after_sale.arbitration_begun", version=1):
    """No more evidence is taken; the staff rules next."""


class AfterSaleRuled(AboutAfterSale, Event, name="after_sale.ruled", version=1):
    """The staff has ruled for the buyer, the seller, or an amount between them."""

    ruling: Literal["buyer", "seller", "split"]


class AfterSaleExpired(AboutAfterSale, Event, name="after_sale.expired", version=1):
    """The buyer has done nothing for too long."""


class AfterSaleDone(AboutAfterSale, Event, name="after_sale.done", version=1):
    """The money has gone back, or the shipment has left: the case is over."""


class AfterSaleDeadlinePassed(Event, name="after_sale.deadline_passed", version=1):
    """Somebody had time until now to move a case. Told by a timer, whatever became of the case."""

    after_sale_id: str
