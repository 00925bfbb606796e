"""What a buyer pays at once: one order, or a head with an order for each seller. They are paid and closed together."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from argosy.catalogue.biz_type import BizType
from argosy.commission.book import RuleBook
from argosy.kernel.errors import InvalidState
from argosy.kernel.money import Money, allocate
from argosy.orders import paying
from argosy.orders.capacity import fits
from argosy.orders.custody import Custody
from argosy.orders.errors import TooManyParts
from argosy.orders.hold import Hold
from argosy.orders.late_payment import LatePayment
from argosy.orders.line import Line
from argosy.orders.order import TIME_TO_PAY, Order
from argosy.orders.quote import Quote
from argosy.orders.selling import child_of, sold
from argosy.orders.status import OrderStatus
from events.orders import OrderClosed, OrderClosing, OrderedLine, OrderPaid, OrderPlaced

PLATFORM = "platform"
"""Who sells what belongs to nobody else: recharges."""


@dataclass(frozen=True)
class Purchase:
    """The head carries price, payment and address; the orders carry lines, shares, refunds and parcels."""

    head: Order
    children: tuple[Order, ...] = ()

    @classmethod
    def place(
        cls, id: str, quote: Quote, book: RuleBook, *, address: dict[str, str] | None,
        promoter_ids: tuple[str, ...] = (), late_payment: LatePayment = LatePayment.REFUND,
        custody: Custody = Custody.PLATFORM, at: datetime,
    ) -> tuple[Self, OrderPlaced]:  # fmt: skip
        """An order at the quoted price, with a child for each seller where there are several, shared by these rules.

        Raises TooManyParts.
        """
        lines = [Line.of(number, quoted) for number, quoted in enumerate(quote.lines, 1)]
        sellers = dict.fromkeys(line.seller_id for line in lines)
        head = Order(
            id=id, buyer_id=quote.buyer_id, seller_id=next(iter(sellers)) if len(sellers) == 1 else None,
            biz_type=quote.biz_type, currency=quote.currency, payable_minor=quote.payable_minor,
            address=address, promoter_ids=promoter_ids, pay_deadline=at + TIME_TO_PAY, late_payment=late_payment,
            custody=custody, created_at=at,
        )  # fmt: skip
        if head.seller_id:
            made = cls(sold(head, book, tuple(lines)))
        else:
            of_seller = {seller: tuple(line for line in lines if line.seller_id == seller) for seller in sellers}
            children = tuple(child_of(head, book, seller, theirs) for seller, theirs in of_seller.items())
            made = cls(replace(head, child_ids=tuple(child.id for child in children)), children)
        if not fits(made.orders):
            raise TooManyParts(sellers=len(sellers))
        return made, OrderPlaced(order_id=id, buyer_id=head.buyer_id, payable=head.payable, lines=made.told_lines)

    @classmethod
    def charge(
        cls, id: str, biz_type: BizType, book: RuleBook, *, buyer_id: str, payee_id: str, title: str, amount: Money,
        late_payment: LatePayment = LatePayment.REFUND,
        custody: Custody = Custody.PLATFORM, at: datetime,
    ) -> tuple[Self, OrderPlaced]:  # fmt: skip
        """An order of what is no piece of stock: a tip, a recharge."""
        line = Line(
            line_no=1, sku_id=None, product_id=None, seller_id=payee_id, title=title, code="", options={}, quantity=1,
            unit_price_minor=amount.amount, payable_minor=amount.amount,
        )  # fmt: skip
        order = Order(
            id=id, buyer_id=buyer_id, seller_id=payee_id, biz_type=biz_type, currency=amount.currency,
            payable_minor=amount.amount, pay_deadline=at + TIME_TO_PAY, late_payment=late_payment, custody=custody,
            created_at=at,
        )  # fmt: skip
        made = cls(sold(order, book, (line,)))
        return made, OrderPlaced(order_id=id, buyer_id=buyer_id, payable=amount, lines=made.told_lines)

    @property
    def orders(self) -> tuple[Order, ...]:
        """Those that carry lines."""
        return self.children or (self.head,)

    @property
    def all(self) -> tuple[Order, ...]:
        return (self.head, *self.children)

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(sorted((line for order in self.orders for line in order.lines), key=lambda line: line.line_no))

    @property
    def told_lines(self) -> tuple[OrderedLine, ...]:
        return tuple(line.told(self.head.currency) for line in self.lines)

    @property
    def status(self) -> OrderStatus:
        """Its parts' status where they agree; else the head's, which is paid."""
        states = {order.status for order in self.orders}
        return states.pop() if len(states) == 1 and self.head.status.was_paid else self.head.status

    @property
    def pay_status(self) -> str:
        return "paid" if self.head.paid_minor else "unpaid"

    @property
    def refunded_minor(self) -> int:
        return sum(order.refunded_minor for order in self.orders)

    @property
    def charged_back_minor(self) -> int:
        return sum(order.charged_back_minor for order in self.orders)

    @property
    def stopped_by(self) -> Hold | None:
        """What keeps it, or a part of it, from moving on."""
        return next((order.stopped_by for order in self.all if order.stopped_by), None)

    @property
    def refund_status(self) -> str:
        if not self.refunded_minor:
            return "none"
        return "full" if self.refunded_minor == self.head.paid_minor else "partial"

    def paid(self, attempt_id: str, wallet_minor: int) -> tuple[Self, OrderPaid]:
        """All of it was paid by this attempt, so much of that from the wallet. Raises InvalidState once it is not open."""
        head = paying.paid(self.head, attempt_id, wallet_minor)
        parts = allocate(wallet_minor, [child.payable_minor for child in self.children]) if self.children else ()
        children = tuple(paying.paid(child, attempt_id, part) for child, part in zip(self.children, parts, strict=True))
        after = replace(self, head=head, children=children)
        told = OrderPaid(
            order_id=head.id, buyer_id=head.buyer_id, payable=head.payable, lines=self.told_lines,
            orders={order.seller_id: order.id for order in after.orders if order.seller_id},
        )  # fmt: skip
        return after, told

    def close(self, reason: str) -> tuple[Self, OrderClosing | OrderClosed]:
        """No payment may begin any more, and where none is open it is over. Raises InvalidState unless it waits for payment."""
        head = self.head
        if head.status is not OrderStatus.PENDING_PAYMENT or head.parent_id:
            raise InvalidState(status=f"a part of {head.parent_id}" if head.parent_id else head.status)
        if not head.open_attempt_ids:
            return self._over(reason)
        closing = replace(self, head=head.becomes(status=OrderStatus.CLOSING, close_reason=reason))
        return closing, OrderClosing(order_id=head.id, attempt_ids=head.open_attempt_ids)

    def closed(self) -> tuple[Self, OrderClosed]:
        """Every attempt is closed at its channel. Raises InvalidState unless it was closing and none is open."""
        if self.head.status is not OrderStatus.CLOSING or self.head.open_attempt_ids:
            raise InvalidState(status=self.head.status)
        return self._over(str(self.head.close_reason))

    def _over(self, reason: str) -> tuple[Self, OrderClosed]:
        head, *children = (order.becomes(status=OrderStatus.CLOSED, close_reason=reason) for order in self.all)
        told = OrderClosed(order_id=head.id, buyer_id=head.buyer_id, reason=reason)
        return replace(self, head=head, children=tuple(children)), told
