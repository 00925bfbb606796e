"""Which side hears of what in an after-sale case. Pure."""

from argosy.kernel.outbox import Event
from argosy.notifications.notification import Notice, short
from events.after_sales import (
    AboutAfterSale,
    AfterSaleAgreed,
    AfterSaleApplied,
    AfterSaleCancelled,
    AfterSaleDone,
    AfterSaleEscalated,
    AfterSaleExpired,
    AfterSaleObjected,
    AfterSaleRejected,
    AfterSaleReshipped,
    AfterSaleRuled,
    AfterSaleShippedBack,
)

BUYER, SELLER, BOTH = ("buyer",), ("seller",), ("buyer", "seller")
HEARD: dict[type[Event], tuple[str, ...]] = {
    AfterSaleApplied: SELLER,
    AfterSaleAgreed: BUYER,
    AfterSaleRejected: BUYER,
    AfterSaleCancelled: SELLER,
    AfterSaleShippedBack: SELLER,
    AfterSaleObjected: BUYER,
    AfterSaleReshipped: BUYER,
    AfterSaleEscalated: BOTH,
    AfterSaleRuled: BOTH,
    AfterSaleExpired: BOTH,
    AfterSaleDone: BUYER,
}
"""Whom a fact concerns, unless they brought it about."""
TO = {event.name: sides for event, sides in HEARD.items()}


def of(event: AboutAfterSale, name: str, event_id: str) -> list[Notice]:
    """By the fact's own id: a case may be escalated again. That a parcel ended it was told when the parcel left."""
    if isinstance(event, AfterSaleDone) and not event.refund.amount:
        return []
    template = f"after_sale_ruled_{event.ruling}" if isinstance(event, AfterSaleRuled) else name.replace(".", "_")
    said = {"subject": short(event.title), "reason": short(event.text), "amount": str(event.refund)}
    people = {"buyer": event.buyer_id, "seller": event.seller_id}
    return [
        Notice(people[side], template, "after_sale", event.after_sale_id, event_id, said)
        for side in TO[name]
        if side != event.by
    ]
