"""Makes what an order's parties earned available to them, once the buyer can no longer give back."""

from datetime import timedelta

from argosy.kernel import clock
from argosy.kernel.errors import InvalidState
from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from argosy.kernel.write import Write, retrying
from argosy.orders import claims, orders, release
from argosy.orders.errors import AfterSaleOpen, OrderHeld
from events.orders import AfterSaleWindowEnded, OrderCompleted

LOOKED_AGAIN_AFTER = timedelta(days=1)
"""How long an order on hold waits until its window is looked at again."""


@listens(AfterSaleWindowEnded)
def handler(event: AfterSaleWindowEnded, receipt: Receipt) -> None:
    def complete() -> None:
        order, now = orders.get(event.order_id), clock.now()
        try:
            completed = release.unlocked(order.complete())
        except OrderHeld:
            Write(receipt).remind(now + LOOKED_AGAIN_AFTER, event, about=order.id).commit()
            return
        except AfterSaleOpen:
            Write(receipt).add(*orders.saved(claims.waited_for(order))).commit()
            return  # told again when the last case ends
        except InvalidState:
            return  # it was given back as a whole, or is completed
        released = release.posted(order, completed, "released", now)
        write = Write(receipt).add(*orders.saved(completed), *released.parts)
        told = OrderCompleted(order_id=order.id, buyer_id=order.buyer_id, seller_id=str(order.seller_id))
        write.tell(told, *released.told, beside=orders.key(order.head_id)).commit()

    retrying(complete)
