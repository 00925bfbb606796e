"""Makes those shares of an order available that wait a number of days from its payment."""

from datetime import timedelta

from argosy.kernel import clock
from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from argosy.kernel.write import Write, retrying
from argosy.orders import orders, release
from events.orders.shares import SharesFallDue

LOOKED_AGAIN_AFTER = timedelta(days=1)


@listens(SharesFallDue)
def handler(event: SharesFallDue, receipt: Receipt) -> None:
    def unlock() -> None:
        order, now = orders.get(event.order_id), clock.now()
        if order.waits:
            again = now + LOOKED_AGAIN_AFTER
            Write(receipt).remind(again, event, about=f"{order.id} {event.days}").commit()
            return
        after = release.unlocked(order.becomes(), release.after_days(event.days))
        if after.shares != order.shares:
            released = release.posted(order, after, f"released after {event.days} days", now)
            write = Write(receipt).add(*orders.saved(after), *released.parts)
            write.tell(*released.told, beside=orders.key(order.head_id)).commit()

    retrying(unlock)
