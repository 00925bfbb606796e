"""An order and the moves of its states. Money is in minor units of the order's one currency."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from argosy.kernel.errors import InvalidState
from argosy.kernel.money import Money
from argosy.kernel.noun import Noun
from argosy.kernel.sums import summed
from argosy.orders.errors import TooManyAttempts
from argosy.orders.line import Line
from argosy.orders.quote import Quote
from argosy.orders.split import SEED_RULE, Rule, Share, ShareStatus, shares_of
from events.orders import OrderClosed, OrderClosing, OrderCompleted, OrderedLine, OrderPaid, OrderPlaced

TIME_TO_PAY = timedelta(minutes=15)
AFTER_SALE_WINDOW = timedelta(days=7)
MOST_ATTEMPTS = 20


class OrderStatus(StrEnum):
    """pending_payment → paid → completed; pending_payment → closing → closed, or → paid where the payment was faster;
    paid or completed → closed when all of it was refunded. Nothing leaves closed."""

    PENDING_PAYMENT = "pending_payment"
    CLOSING = "closing"
    CLOSED = "closed"
    PAID = "paid"
    COMPLETED = "completed"


@dataclass(frozen=True, kw_only=True)
class Order(Noun):
    """One purchase of one buyer, in one currency, from one or more sellers."""

    id: str
    buyer_id: str
    status: OrderStatus = OrderStatus.PENDING_PAYMENT
    close_reason: str | None = None
    currency: str
    payable_minor: int
    paid_minor: int = 0
    lines: tuple[Line, ...]
    rule: Rule = SEED_RULE
    shares: tuple[Share, ...] = ()
    attempt_ids: tuple[str, ...] = ()
    open_attempt_ids: tuple[str, ...] = ()
    paid_attempt_id: str | None = None
    address: dict[str, str] | None = None
    pay_deadline: datetime
    created_at: datetime

    @classmethod
    def place(cls, id: str, quote: Quote, *, address: dict[str, str] | None, at: datetime) -> tuple[Self, OrderPlaced]:
        lines = tuple(Line.of(number, quoted) for number, quoted in enumerate(quote.lines, 1))
        order = cls(
            id=id, buyer_id=quote.buyer_id, currency=quote.currency, payable_minor=quote.payable_minor, lines=lines,
            address=address, pay_deadline=at + TIME_TO_PAY, created_at=at,
        )  # fmt: skip
        told = OrderPlaced(order_id=id, buyer_id=quote.buyer_id, payable=order.payable, lines=order.told_lines)
        return order, told

    @property
    def payable(self) -> Money:
        return Money(amount=self.payable_minor, currency=self.currency)

    @property
    def refunded_minor(self) -> int:
        return sum(line.refunded_minor for line in self.lines)

    @property
    def refunding_minor(self) -> int:
        return sum(line.refunding_minor for line in self.lines)

    @property
    def pay_status(self) -> str:
        return "paid" if self.paid_minor else "unpaid"

    @property
    def refund_status(self) -> str:
        if not self.refunded_minor:
            return "none"
        return "full" if self.refunded_minor == self.paid_minor else "partial"

    @property
    def seller_ids(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(line.seller_id for line in self.lines))

    @property
    def told_lines(self) -> tuple[OrderedLine, ...]:
        return tuple(line.told(self.currency) for line in self.lines)

    def quantities(self) -> dict[str, int]:
        """How many of each SKU: lines of one SKU are summed, for stock is one number."""
        return summed((line.sku_id, line.quantity) for line in self.lines)

    def attempt(self, attempt_id: str, at: datetime) -> Self:
        """With one more attempt to pay it. Raises InvalidState unless it waits for payment."""
        if self.status is not OrderStatus.PENDING_PAYMENT or at >= self.pay_deadline:
            raise InvalidState(status=self.status if at < self.pay_deadline else "past its deadline")
        if len(self.attempt_ids) >= MOST_ATTEMPTS:
            raise TooManyAttempts
        return self.becomes(
            attempt_ids=(*self.attempt_ids, attempt_id), open_attempt_ids=(*self.open_attempt_ids, attempt_id)
        )

    def attempt_ended(self, attempt_id: str) -> Self:
        """The channel takes no money for this attempt any more."""
        return self.becomes(open_attempt_ids=self._others(attempt_id))

    def close(self, reason: str) -> tuple[Self, OrderClosing | OrderClosed]:
        """No payment may begin any more, and where none is open it is over. Raises InvalidState unless it waits for payment."""
        if self.status is not OrderStatus.PENDING_PAYMENT:
            raise InvalidState(status=self.status)
        if not self.open_attempt_ids:
            return self.becomes(status=OrderStatus.CLOSED, close_reason=reason), self._told_closed(reason)
        closing = self.becomes(status=OrderStatus.CLOSING, close_reason=reason)
        return closing, OrderClosing(order_id=self.id, attempt_ids=self.open_attempt_ids)

    def closed(self) -> tuple[Self, OrderClosed]:
        """Every attempt is closed at its channel. Raises InvalidState unless it was closing and none is open."""
        if self.status is not OrderStatus.CLOSING or self.open_attempt_ids:
            raise InvalidState(status=self.status)
        return self.becomes(status=OrderStatus.CLOSED), self._told_closed(str(self.close_reason))

    def paid(self, attempt_id: str) -> tuple[Self, OrderPaid]:
        """The whole price came by this attempt; it is split by the order's own rule. Raises InvalidState once it is not open."""
        if self.status not in (OrderStatus.PENDING_PAYMENT, OrderStatus.CLOSING):
            raise InvalidState(status=self.status)
        shares = tuple(
            share
            for line in self.lines
            for share in shares_of(line.line_no, line.payable_minor, line.seller_id, self.rule)
        )
        order = self.becomes(
            status=OrderStatus.PAID,
            close_reason=None,
            paid_minor=self.payable_minor,
            paid_attempt_id=attempt_id,
            shares=shares,
            open_attempt_ids=self._others(attempt_id),
        )
        told = OrderPaid(
            order_id=self.id,
            buyer_id=self.buyer_id,
            seller_ids=self.seller_ids,
            payable=self.payable,
            lines=self.told_lines,
        )
        return order, told

    def complete(self) -> tuple[Self, OrderCompleted]:
        """The after-sale window is over: what is left of the shares is available. Raises InvalidState unless it is paid."""
        if self.status is not OrderStatus.PAID:
            raise InvalidState(status=self.status)
        shares = tuple(replace(share, status=ShareStatus.AVAILABLE) for share in self.shares)
        told = OrderCompleted(order_id=self.id, buyer_id=self.buyer_id, seller_ids=self.seller_ids)
        return self.becomes(status=OrderStatus.COMPLETED, shares=shares), told

    def _others(self, attempt_id: str) -> tuple[str, ...]:
        return tuple(other for other in self.open_attempt_ids if other != attempt_id)

    def _told_closed(self, reason: str) -> OrderClosed:
        return OrderClosed(order_id=self.id, buyer_id=self.buyer_id, reason=reason)
