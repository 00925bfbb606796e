"""What after-sale cases do to their order: never more is asked back than was bought, and while one is open the order waits.

Each function gives a changed order, whose version is the caller's to raise: a case may change its order in several ways at once.
"""

from dataclasses import replace

from argosy.catalogue.biz_type import BizType
from argosy.kernel.errors import NotFound
from argosy.orders import shipping
from argosy.orders.claim import Claim
from argosy.orders.errors import ClaimsTooMuch, NotClaimable, OrderHeld, TooManyClaims
from argosy.orders.line import Line
from argosy.orders.order import Order
from argosy.orders.status import OrderStatus

MOST_CLAIMS = 40
CLAIMABLE = (OrderStatus.PAID, OrderStatus.PARTIALLY_SHIPPED, OrderStatus.SHIPPED, OrderStatus.DELIVERED)


def line_of(order: Order, line_no: int) -> Line:
    """Raises NotFound for a line that the order does not have."""
    line = next((line for line in order.lines if line.line_no == line_no), None)
    if line is None:
        raise NotFound
    return line


def has_left(order: Order, line_no: int) -> bool:
    """Whether any piece of the line has left the seller."""
    return any(parcel.line_no == line_no for shipment in order.shipments for parcel in shipment.parcels)


def share_minor(order: Order, line_no: int, quantity: int) -> int:
    """What so many further pieces of a line are worth: the shares of all its pieces, asked for one by one, sum to its price."""
    line = line_of(order, line_no)
    counted = line.returned_quantity + sum(claim.quantity for claim in _of_line(order, line_no))
    upto, before = ((line.payable_minor * count // line.quantity) for count in (counted + quantity, counted))
    return min(upto - before, line.refundable_minor)


def claim(order: Order, asked: Claim) -> Order:
    """With one more claim. Raises NotClaimable, OrderHeld for a disputed order, ClaimsTooMuch, TooManyClaims, NotFound."""
    if order.biz_type is not BizType.GOODS:
        raise NotClaimable(status=order.biz_type)
    if order.status not in CLAIMABLE or order.window_ended:
        raise NotClaimable(status="past its window" if order.window_ended else order.status)
    if order.stopped_by and order.stopped_by.kind == "dispute":
        raise OrderHeld(kind=order.stopped_by.kind)  # the channel may be taking the money back
    left = _left(order, asked.line_no, sent=asked.sent)
    if asked.quantity > left:
        raise ClaimsTooMuch(line_no=asked.line_no, left=left)
    if len(order.claims) >= MOST_CLAIMS:
        raise TooManyClaims
    return replace(order, claims=(*order.claims, asked))


def give_back(order: Order, case_id: str, quantity: int) -> Order:
    """So many pieces of a claim are the seller's again: they are neither shipped nor asked for any more."""
    of_case = next(claim for claim in order.claims if claim.case_id == case_id)
    counted = replace(of_case, quantity=max(0, of_case.quantity - quantity))
    lines = tuple(
        replace(line, returned_quantity=min(line.quantity, line.returned_quantity + quantity))
        if line.line_no == of_case.line_no
        else line
        for line in order.lines
    )
    return replace(order, lines=lines, claims=tuple(counted if claim is of_case else claim for claim in order.claims))


def end(order: Order, case_id: str, *, kept: bool) -> Order:
    """The claim is open no more; what was settled stays counted, the rest may be asked for again."""
    others = tuple(claim for claim in order.claims if claim.case_id != case_id)
    ended = (replace(claim, open=False) for claim in order.claims if claim.case_id == case_id and kept)
    return replace(order, claims=(*others, *ended))


def waited_for(order: Order) -> Order:
    """The window has ended, and a claim is open: the last one that ends has it told again."""
    return order.becomes(window_ended=True)


def _of_line(order: Order, line_no: int) -> list[Claim]:
    return [claim for claim in order.claims if claim.line_no == line_no]


def _left(order: Order, line_no: int, *, sent: bool) -> int:
    """Pieces that have left the seller, or those that have not, for which nobody has asked."""
    line = line_of(order, line_no)
    to_ship = shipping.to_ship(order).get(line_no, 0)
    owned = line.quantity - line.returned_quantity
    claims = _of_line(order, line_no)
    alike = (owned - to_ship if sent else to_ship) - sum(claim.quantity for claim in claims if claim.sent is sent)
    return max(0, min(alike, owned - sum(claim.quantity for claim in claims)))
