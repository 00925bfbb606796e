"""What follows from the end of a dispute: each in a transaction of its own, for a purchase may have many parties and pieces."""

from contextlib import suppress
from functools import partial

from argosy.catalogue import stock
from argosy.disputes.dispute import Dispute
from argosy.kernel.receipt import AlreadyDone, Receipt
from argosy.kernel.sums import summed
from argosy.kernel.write import Part, Write, retrying
from argosy.orders import charging_back, orders, shipping
from argosy.orders.order import Order
from argosy.payouts import parties
from events.payouts import PartyReleased


def release_parties(dispute: Dispute, receipt: Receipt) -> None:
    """Their payouts no longer wait for it; those that waited are looked at again."""
    write = Write(receipt.of("parties"))
    for party in dispute.parties:
        told = PartyReleased(party=party, owner_id=party.partition(":")[2], reason=dispute.why_held)
        write.add(parties.release_party(party, dispute.why_held)).tell(told, beside=parties.key(party))
    with suppress(AlreadyDone):
        write.commit()


def close_empty(dispute: Dispute) -> None:
    """What was not shipped and has no money left is over, and its pieces are on sale again."""
    for order_id in orders.get(dispute.order_id).child_ids or (dispute.order_id,):
        retrying(partial(_close, order_id))


def _close(order_id: str) -> None:
    order = orders.get(order_id)
    found = charging_back.emptied(order)
    if found:
        after, told = found
        write = Write().add(*orders.saved(after), *_stock_back(order))
        write.tell(told, beside=orders.key(order.head_id)).commit()


def _stock_back(order: Order) -> list[Part]:
    """The pieces that do not leave any more."""
    skus = {line.line_no: line.sku_id for line in order.lines}
    left = summed((skus[line_no], quantity) for line_no, quantity in shipping.to_ship(order).items())
    return [part for sku_id, quantity in left.items() if sku_id for part in stock.put_back(sku_id, quantity, order.id)]
