"""Sellers lower the price of what nobody has paid yet; whoever is about to pay the old price is stopped at the channel first."""

from typing import Annotated

from pydantic import Field

from argosy.commission import rulebook
from argosy.kernel import clock
from argosy.kernel.auth import Caller
from argosy.kernel.body import Body, EachOnce, Id, Quantity, Text
from argosy.kernel.errors import InvalidState, StateConflict
from argosy.kernel.http import Api, Reply
from argosy.kernel.money import Price
from argosy.kernel.once import Once
from argosy.kernel.write import retrying
from argosy.orders import moves, orders
from argosy.orders.order import Order
from argosy.orders.permissions import ORDER_SELL
from argosy.orders.purchase import Purchase
from argosy.orders.repricing import reprice
from argosy.orders.views import OrderView
from argosy.payments import attempts, settling
from argosy.payments.channel import channel

app = Api(tag="orders")
MOST_LINES = 40


class LinePrice(Body):
    line_no: Quantity
    payable: Price
    """What the buyer is to pay for the whole line: at most what was agreed when it was ordered."""


class NewPrices(Body):
    lines: Annotated[list[LinePrice], Field(min_length=1, max_length=MOST_LINES), EachOnce("line_no")]
    reason: Annotated[str, Text(1, 300)]


@app.post("/v1/merchant/orders/{order_id}/reprice", may=ORDER_SELL, once=True)
def lower(order_id: Annotated[str, Id("ord")], wish: NewPrices, caller: Caller, once: Once) -> OrderView:
    """The seller bears the difference as a discount, and commission is shared anew by the rules of when it was placed."""
    order = orders.of_seller(order_id, caller.id)
    prices = {line.line_no: line.payable for line in wish.lines}
    book = rulebook.at(order.rule_book_version)

    def lowered() -> OrderView:
        before = orders.purchase(order.head_id)
        after, told = reprice(before, order.id, prices, book, reason=wish.reason, at=clock.now())
        if before.head.open_attempt_ids:
            _stop_attempts(before.head)
            raise StateConflict  # that changed the purchase, which is judged anew
        sold = next(one for one in after.orders if one.id == order.id)
        reply = Reply(OrderView.of_purchase(Purchase(sold)))
        moves.reprice(before, after, told, once, reply)
        return reply.view

    return retrying(lowered)


def _stop_attempts(head: Order) -> None:
    """Raises InvalidState where a channel is taking the money at this moment, ChannelSilent."""
    for attempt_id in head.open_attempt_ids:
        attempt = attempts.get(attempt_id)
        told = channel(attempt.channel).close(attempt)
        if told.outcome == "waiting":
            raise InvalidState(status="being paid")
        settling.settle(attempt.id, told)


handler = app.handler
