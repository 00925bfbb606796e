"""An order with its lines, and the shares that each line gives."""

from dataclasses import replace

from argosy.commission.book import RuleBook
from argosy.kernel import ids
from argosy.orders.line import Line
from argosy.orders.order import Order
from argosy.orders.split import Sale, shares_of


def child_of(head: Order, book: RuleBook, seller_id: str, lines: tuple[Line, ...]) -> Order:
    """The part of a head that one seller sells."""
    child = replace(
        head, id=ids.derived("ord", head.id, seller_id), parent_id=head.id, seller_id=seller_id,
        payable_minor=sum(line.payable_minor for line in lines),
    )  # fmt: skip
    return sold(child, book, lines)


def sold(order: Order, book: RuleBook, lines: tuple[Line, ...]) -> Order:
    """The order with its lines, and the shares that the rules of now give of them."""
    shares = shares_of(lines, sale_of(order), book.rules)
    return replace(order, lines=lines, shares=shares, rule_book_version=book.version)


def sale_of(order: Order) -> Sale:
    return Sale(order.biz_type, order.buyer_id, order.currency, order.promoter_ids, order.created_at)
