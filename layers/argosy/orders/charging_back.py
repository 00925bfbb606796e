"""What a dispute does to its orders: the shares give the disputed amount at once, and get it again where the seller wins."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from argosy.kernel.money import allocate
from argosy.kernel.sums import summed
from argosy.orders.line import Line
from argosy.orders.order import Order
from argosy.orders.split import Share, taken_back
from argosy.orders.status import OrderStatus
from events.orders import OrderClosed

Parts = Mapping[int, int]
"""So much of each line, by its number, in minor units."""


@dataclass(frozen=True)
class Given:
    """What one share gave: the share by its place in its order, and the account on which it lay."""

    order_id: str
    place: int
    line_no: int
    account: str
    amount_minor: int


def spread(orders: Iterable[Order], amount_minor: int) -> dict[str, dict[int, int]]:
    """The amount over what is left of all lines, by order, as far as that goes.

    What is on its way back already is not touched: the seller never gives the same money for a refund and for a dispute.
    """
    rooms = {(order.id, line.line_no): line.refundable_minor for order in orders for line in order.lines}
    part_minor = min(amount_minor, sum(rooms.values()))
    found: dict[str, dict[int, int]] = {}
    if part_minor:
        for (order_id, line_no), minor in zip(rooms, allocate(part_minor, list(rooms.values())), strict=True):
            if minor:
                found.setdefault(order_id, {})[line_no] = minor
    return found


def opened(order: Order, dispute_id: str, parts: Parts) -> tuple[Order, list[Given]]:
    """On hold until the dispute is closed, with these parts charged back, and what each share gives for it."""
    after, given = _taken(order, parts)
    return after.becomes(dispute_ids=(*order.dispute_ids, dispute_id)), given


def won(order: Order, dispute_id: str, given: Iterable[Given]) -> Order:
    """Each share has again what it gave, and the order moves on."""
    mine = [each for each in given if each.order_id == order.id]
    back = summed((each.place, each.amount_minor) for each in mine)

    def again(place: int, share: Share) -> Share:
        return replace(share, reversed_minor=share.reversed_minor - back.get(place, 0))

    return order.becomes(
        shares=tuple(again(place, share) for place, share in enumerate(order.shares)),
        lines=_lines(order, summed((each.line_no, -each.amount_minor) for each in mine)),
        dispute_ids=_others(order, dispute_id),
    )


def lost(order: Order, dispute_id: str, parts: Parts) -> tuple[Order, list[Given]]:
    """It moves on with what is left. `parts` were not there to give when it was opened, and are now."""
    after, given = _taken(order, parts)
    return after.becomes(dispute_ids=_others(order, dispute_id)), given


def emptied(order: Order) -> tuple[Order, OrderClosed] | None:
    """It is closed, and all its pieces are back, where nothing of it was shipped and nothing of its price is left; else None."""
    left_minor = order.paid_minor - order.refunded_minor - order.charged_back_minor
    if order.status is not OrderStatus.PAID or left_minor or order.dispute_ids:
        return None
    told = OrderClosed(order_id=order.id, buyer_id=order.buyer_id, reason="charged_back")
    lines = tuple(replace(line, returned_quantity=line.quantity) for line in order.lines)
    return order.becomes(status=OrderStatus.CLOSED, close_reason="charged_back", lines=lines), told


def _taken(order: Order, parts: Parts) -> tuple[Order, list[Given]]:
    shares, given = order.shares, []
    for line_no, minor in parts.items():
        shares, back = taken_back(shares, line_no, minor)
        given += [Given(order.id, place, line_no, shares[place].account, part) for place, part in back.items()]
    return replace(order, shares=shares, lines=_lines(order, parts)), given


def _lines(order: Order, parts: Parts) -> tuple[Line, ...]:
    return tuple(
        replace(line, charged_back_minor=line.charged_back_minor + parts.get(line.line_no, 0)) for line in order.lines
    )


def _others(order: Order, dispute_id: str) -> tuple[str, ...]:
    return tuple(other for other in order.dispute_ids if other != dispute_id)
