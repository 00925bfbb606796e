"""The invariants between orders, their attempts, their stock and the ledger, as checks of a proof."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from argosy.catalogue import stock
from argosy.catalogue.items import ReservationItem, ReservationStatus
from argosy.kernel.sums import summed
from argosy.ledger import accounts
from argosy.ledger.books import Books
from argosy.ledger.journal import Journal
from argosy.ledger.proof import Finding, finding
from argosy.orders import orders
from argosy.orders.order import Order
from argosy.orders.purchase import Purchase
from argosy.orders.status import OrderStatus
from argosy.payments import attempts
from argosy.payments.attempt import Attempt


@dataclass(frozen=True)
class Seen:
    """A purchase with its attempts to pay and the stock that it has reserved."""

    purchase: Purchase
    attempts: tuple[Attempt, ...]
    reservations: Mapping[tuple[str, str], ReservationItem]


def findings(books: Books) -> list[Finding]:
    """I5 to I9, for every order that a journal names. What moved while it was read is looked at once more."""
    seen = _seen(_named(books.journals))
    off = _off(books, [each.purchase for each in seen])
    suspects = {each.purchase.head.id for each in seen if any(said for *_, rule in RULES for said in rule(each))}
    seen = _seen(suspects)
    found = [finding(no, words, [said for each in seen for said in rule(each)]) for no, words, rule in RULES]
    return [*found, finding("I5", "the ledger has what orders say was paid and refunded", off)]


def _live(seen: Seen) -> Iterator[str]:
    for order in seen.purchase.orders:
        live = sum(share.remaining_minor for share in order.shares)
        back = order.refunded_minor + order.charged_back_minor
        if order.paid_minor and order.paid_minor != back + live:
            yield f"{order.id}: paid {order.paid_minor}, back {back}, shared {live}"


def _shared(seen: Seen) -> Iterator[str]:
    for order in seen.purchase.orders:
        given = summed((share.line_no, share.amount_minor) for share in order.shares)
        back = summed((share.line_no, share.reversed_minor) for share in order.shares)
        for line in order.lines:
            gone = line.refunded_minor + line.charged_back_minor
            if not line.adds_up or (given.get(line.line_no), back.get(line.line_no)) != (line.payable_minor, gone):
                yield f"{order.id} line {line.line_no}"


def _capped(seen: Seen) -> Iterator[str]:
    for order in seen.purchase.orders:
        gone = order.refunded_minor + order.refunding_minor + order.charged_back_minor
        if gone > order.paid_minor or any(line.refundable_minor < 0 for line in order.lines):
            yield order.id


def _paid_once(seen: Seen) -> Iterator[str]:
    """The parts of a purchase sum to it, and so does the one attempt that paid it."""
    head = seen.purchase.head
    paid = sum(a.amount_minor + a.wallet_minor for a in seen.attempts if a.status.has_paid)
    if paid != head.paid_minor:
        yield f"{head.id}: paid {head.paid_minor}, attempts {paid}"
    if sum(order.payable_minor for order in seen.purchase.orders) != head.payable_minor:
        yield f"{head.id}: its parts do not sum to it"


def _sold(seen: Seen) -> Iterator[str]:
    for order in seen.purchase.orders:
        back = summed((line.sku_id, line.returned_quantity) for line in order.lines if line.sku_id)
        for sku_id, quantity in order.quantities().items():
            item = seen.reservations.get((order.id, sku_id))
            kept = item and item.quantity == quantity and item.status is _reserved_as(order, seen.purchase.head)
            if not item or not kept or not quantity - back[sku_id] <= item.returnable <= quantity:
                yield f"{order.id} {sku_id}"


def _reserved_as(order: Order, head: Order) -> ReservationStatus:
    if order.paid_minor:
        return ReservationStatus.SOLD
    return ReservationStatus.RELEASED if head.status is OrderStatus.CLOSED else ReservationStatus.HELD


Rule = Callable[[Seen], Iterator[str]]
RULES: tuple[tuple[str, str, Rule], ...] = (
    ("I5", "what was paid is what went back and what somebody has", _live),
    ("I6", "the parts and the shares of a line sum to its price, and what was given back to its refunds", _shared),
    ("I7", "no more goes back than was paid", _capped),
    ("I8", "a purchase is paid by one attempt, of its whole price", _paid_once),
    ("I9", "what an order sells is reserved for it, and nothing is put back twice", _sold),
)


def _seen(order_ids: Iterable[str]) -> list[Seen]:
    found = orders.purchases(order_ids)
    tried = attempts.known(attempt_id for purchase in found for attempt_id in purchase.head.attempt_ids)
    reserved = stock.reservations(
        (order.id, sku_id) for purchase in found for order in purchase.orders for sku_id in order.quantities()
    )
    return [
        Seen(purchase, tuple(tried[each] for each in purchase.head.attempt_ids if each in tried), reserved)
        for purchase in found
    ]


def _off(books: Books, purchases: Iterable[Purchase]) -> Iterator[str]:
    """Only the whole ledger has all of an order; what moved while it was read is left to the next look."""
    if not books.is_whole:
        return
    came, back = _into(books.journals, "payment"), _into(books.journals, "refund")
    off = [
        order
        for purchase in purchases
        for order in purchase.orders
        if (came.get(accounts.escrow(order.id), 0), back.get(accounts.escrow(order.id), 0))
        != (order.paid_minor, order.refunded_minor)
    ]
    moving = _named(books.later) if off else set()
    yield from (order.id for order in off if not {order.id, order.head_id} & moving)


def _named(journals: Iterable[Journal]) -> set[str]:
    return {journal.order_id for journal in journals if journal.order_id}


def _into(journals: Iterable[Journal], business: str) -> dict[str, int]:
    """What came to each account from which an order's money goes on or back; the others' are not asked for."""
    return summed(
        (posting.destination, posting.amount_minor)
        for journal in journals
        if journal.business == business and journal.reversal_of is None
        for posting in journal.postings
    )
