"""A seller lowers the price of what waits for payment: the difference is a discount that the seller pays for."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from argosy.commission.book import RuleBook
from argosy.kernel.errors import NotFound
from argosy.kernel.money import Money
from argosy.ledger import accounts
from argosy.orders.capacity import fits
from argosy.orders.errors import MixedCurrencies, PriceAboveAgreed, TooManyParts
from argosy.orders.line import Line
from argosy.orders.order import Order
from argosy.orders.paying import awaits_payment
from argosy.orders.price import Discount, Stage
from argosy.orders.purchase import Purchase
from argosy.orders.selling import sale_of
from argosy.orders.split import shares_of
from events.orders import OrderRepriced


def reprice(
    purchase: Purchase, order_id: str, prices: Mapping[int, Money], book: RuleBook, *, reason: str, at: datetime
) -> tuple[Purchase, OrderRepriced]:
    """The purchase with these prices for lines of one of its orders, by line number.

    Raises InvalidState unless it waits for payment, NotFound for a line that the order does not have,
    MixedCurrencies, PriceAboveAgreed, TooManyParts, TooManyAttempts.
    """
    awaits_payment(purchase.head, at)
    order = next(one for one in purchase.orders if one.id == order_id)
    if prices.keys() - {line.line_no for line in order.lines}:
        raise NotFound
    lines = tuple(_at(line, prices.get(line.line_no), order.currency) for line in order.lines)
    changed = order.becomes(
        lines=lines, payable_minor=sum(line.payable_minor for line in lines),
        shares=shares_of(lines, sale_of(order), book.rules),
    )  # fmt: skip
    after = _with(purchase, changed)
    if not fits(after.orders):
        raise TooManyParts(sellers=len(after.orders))
    told = OrderRepriced(
        order_id=order.id, head_id=order.head_id, buyer_id=order.buyer_id, payable=after.head.payable, reason=reason
    )
    return after, told


def _at(line: Line, price: Money | None, currency: str) -> Line:
    """The line at this price; the discount of an earlier new price is gone."""
    if price is None:
        return line
    if price.currency != currency:
        raise MixedCurrencies
    others = tuple(discount for discount in line.discounts if discount.stage is not Stage.SELLER)
    agreed_minor = line.payable_minor + line.discount_minor - sum(discount.amount_minor for discount in others)
    off_minor = agreed_minor - price.amount
    if off_minor < 0:
        raise PriceAboveAgreed(line_no=line.line_no, agreed_minor=agreed_minor)
    own = (Discount(Stage.SELLER, accounts.creator(line.seller_id), off_minor),) if off_minor else ()
    return replace(line, payable_minor=price.amount, discounts=(*others, *own))


def _with(purchase: Purchase, changed: Order) -> Purchase:
    if not purchase.children:
        return Purchase(changed)
    children = tuple(changed if child.id == changed.id else child for child in purchase.children)
    return Purchase(purchase.head.becomes(payable_minor=sum(child.payable_minor for child in children)), children)
