"""Lets new prices hold when their time has come."""

from argosy.catalogue import products
from argosy.kernel import clock
from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from events.catalogue import PricesDue


@listens(PricesDue)
def handler(event: PricesDue, receipt: Receipt) -> None:
    products.prices_due(event.product_id, event.due_at, clock.now(), receipt)
