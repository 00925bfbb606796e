"""A line of an order: one SKU, what it cost, and what of that went back."""

from dataclasses import dataclass
from typing import Self

from argosy.kernel.money import Money
from argosy.orders.price import Discount, payable_minor
from argosy.orders.quote import QuotedLine
from events.orders import OrderedLine


@dataclass(frozen=True)
class Line:
    """One SKU of an order: what it cost, and what of that went back."""

    line_no: int
    sku_id: str | None
    """None for what is no piece of stock: a tip, a recharge."""
    product_id: str | None
    seller_id: str
    title: str
    code: str
    options: dict[str, str]
    quantity: int
    unit_price_minor: int
    payable_minor: int
    discounts: tuple[Discount, ...] = ()
    shipping_minor: int = 0
    tax_minor: int = 0
    refunding_minor: int = 0
    refunded_minor: int = 0
    charged_back_minor: int = 0
    """What a dispute took back, or may take: an open one counts until it is won."""
    returned_quantity: int = 0

    def __post_init__(self) -> None:
        """Raises ValueError where the parts of the price don't sum to it."""
        if payable_minor(self.list_minor, self.discounts, self.shipping_minor, self.tax_minor) != self.payable_minor:
            raise ValueError(f"line {self.line_no} does not sum to {self.payable_minor}")

    @property
    def list_minor(self) -> int:
        return self.unit_price_minor * self.quantity

    @property
    def discount_minor(self) -> int:
        return sum(discount.amount_minor for discount in self.discounts)

    @property
    def refundable_minor(self) -> int:
        return self.payable_minor - self.refunding_minor - self.refunded_minor - self.charged_back_minor

    @classmethod
    def of(cls, number: int, quoted: QuotedLine) -> Self:
        """The line as it was quoted."""
        return cls(
            line_no=number,
            sku_id=quoted.sku_id,
            product_id=quoted.product_id,
            seller_id=quoted.seller_id,
            title=quoted.title,
            code=quoted.code,
            options=quoted.options,
            quantity=quoted.quantity,
            unit_price_minor=quoted.unit_price_minor,
            payable_minor=quoted.payable_minor,
        )

    def told(self, currency: str) -> OrderedLine:
        """The line as others hear of it."""
        return OrderedLine(
            line_no=self.line_no,
            sku_id=self.sku_id,
            product_id=self.product_id,
            seller_id=self.seller_id,
            title=self.title,
            quantity=self.quantity,
            payable=Money(amount=self.payable_minor, currency=currency),
        )
