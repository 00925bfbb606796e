"""Which orders a party earns by. The list follows the payment; what is shown of each order is read from the order itself."""

from argosy.commission.split import DIRECT_CHANNEL
from argosy.kernel.receipt import Receipt
from argosy.kernel.table import Page, Position, fetch
from argosy.kernel.write import Write, put
from argosy.ledger import account_kinds
from argosy.orders import orders
from argosy.orders.items import EarningItem, OrderItem
from argosy.orders.order import Order
from argosy.orders.purchase import Purchase


def note(purchase: Purchase, receipt: Receipt) -> None:
    """Put each order on the list of every party that waits for money of it, or has it already."""
    write = Write(receipt)
    for order in purchase.orders:
        for party in dict.fromkeys(share.party for share in order.shares):
            if party != DIRECT_CHANNEL and account_kinds.is_earning(party):
                write.add(put(EarningItem(order_id=order.id, party=party, created_at=order.created_at)))
    write.commit()


def page(party: str, limit: int, after: Position | None) -> Page:
    """The orders that a party earns by, newest first."""
    found = EarningItem.by_party.query(party=party, limit=limit, after=after, newest_first=True)
    raws = fetch(orders.key(item.order_id) for item in found.items) if found.items else {}
    sold = [OrderItem.read(raws[orders.key(item.order_id)]).to(Order) for item in found.items]
    return Page(sold, found.next)
