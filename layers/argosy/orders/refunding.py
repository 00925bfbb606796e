"""What a refund does to its order: asked for, it reserves; done, it takes the shares back; failed, it lets go."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from argosy.kernel.errors import InvalidState, NotFound
from argosy.orders.errors import OrderHeld, RefundExceedsPaid
from argosy.orders.line import Line
from argosy.orders.order import Order
from argosy.orders.split import Share, taken_back
from argosy.orders.status import OrderStatus
from events.orders import OrderClosed


@dataclass(frozen=True)
class Portion:
    """So much of a line goes back, and with it so many pieces to the stock."""

    line_no: int
    amount_minor: int
    quantity: int


def portion(order: Order, line_no: int, *, quantity: int | None, amount_minor: int | None) -> Portion:
    """What a wish means: the amount that is named, else the pieces' share of the line, else all that is left of it.

    Raises NotFound for a line that the order does not have, RefundExceedsPaid.
    """
    line = next((line for line in order.lines if line.line_no == line_no), None)
    if line is None:
        raise NotFound
    left = line.quantity - line.returned_quantity
    if quantity is None and amount_minor is None:
        return Portion(line_no, line.refundable_minor, left)
    if quantity is not None and quantity > left:
        raise RefundExceedsPaid(amount_minor=amount_minor or 0, left_minor=line.refundable_minor)
    if amount_minor is None:
        share_minor = line.payable_minor * (quantity or 0) // line.quantity
        amount_minor = line.refundable_minor if quantity == left else min(share_minor, line.refundable_minor)
    return Portion(line_no, amount_minor, quantity or 0)


def by_wallet(order: Order, amount_minor: int) -> int:
    """How much of a refund goes back to the buyer's wallet: the channel gets back its part first, the wallet the rest."""
    by_channel_minor = order.refunding_minor + order.refunded_minor + order.charged_back_minor - order.wallet_back_minor
    return max(0, amount_minor - (order.paid_minor - order.wallet_minor - by_channel_minor))


def reserve(order: Order, portions: Sequence[Portion], wallet_minor: int) -> Order:
    """The order with these on their way back. Two agents who click at once cannot exceed what was paid.

    Raises InvalidState for an order that was not paid or is disputed, RefundExceedsPaid.
    """
    if not order.status.was_paid:
        raise InvalidState(status=order.status)
    if order.stopped_by and order.stopped_by.kind == "dispute":
        raise OrderHeld(kind=order.stopped_by.kind)  # the channel may be taking the same money back
    for asked in portions:
        line = next(line for line in order.lines if line.line_no == asked.line_no)
        if not 0 < asked.amount_minor <= line.refundable_minor:
            raise RefundExceedsPaid(amount_minor=asked.amount_minor, left_minor=line.refundable_minor)
    after = _changed(order, portions, refunding=1, refunded=0, returned=1)
    return replace(after, wallet_back_minor=order.wallet_back_minor + wallet_minor)


def release(order: Order, portions: Sequence[Portion], wallet_minor: int) -> Order:
    """The channel refused for good: nothing is on its way any more."""
    after = _changed(order, portions, refunding=-1, refunded=0, returned=-1)
    return replace(after, wallet_back_minor=order.wallet_back_minor - wallet_minor)


def done(order: Order, portions: Sequence[Portion]) -> tuple[Order, list[tuple[Share, int]], OrderClosed | None]:
    """The order after the money went back, what each share gives back, and that it is closed where nothing is left to ship."""
    after = _changed(order, portions, refunding=-1, refunded=1, returned=0)
    shares, given = after.shares, []
    for part in portions:
        before = shares
        shares, back = taken_back(shares, part.line_no, part.amount_minor)
        given += [(before[place], minor) for place, minor in back.items()]
    after = replace(after, shares=shares)
    left_minor = after.paid_minor - after.refunded_minor - after.charged_back_minor
    if order.status is not OrderStatus.PAID or left_minor or order.dispute_ids:
        return after, given, None
    closed = replace(after, status=OrderStatus.CLOSED, close_reason="refunded")
    return closed, given, OrderClosed(order_id=order.id, buyer_id=order.buyer_id, reason="refunded")


def _changed(order: Order, portions: Sequence[Portion], *, refunding: int, refunded: int, returned: int) -> Order:
    by_line = {part.line_no: part for part in portions}

    def changed(line: Line) -> Line:
        part = by_line.get(line.line_no)
        if part is None:
            return line
        return replace(
            line,
            refunding_minor=line.refunding_minor + refunding * part.amount_minor,
            refunded_minor=line.refunded_minor + refunded * part.amount_minor,
            returned_quantity=line.returned_quantity + returned * part.quantity,
        )

    return order.becomes(lines=tuple(changed(line) for line in order.lines))
