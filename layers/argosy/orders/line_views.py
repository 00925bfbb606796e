"""What a client is shown of an order's lines: what each cost, and why."""

from typing import Any

from argosy.kernel.body import View
from argosy.kernel.money import Money
from argosy.orders.line import Line
from argosy.orders.order import Order
from argosy.orders.price import Discount, Stage


class DiscountView(View):
    """What was taken off a line, at which stage, and who pays for it."""

    stage: Stage
    party: str
    promo_id: str | None
    amount: Money

    @classmethod
    def of_discount(cls, discount: Discount, currency: str) -> "DiscountView":
        return cls.model_validate({**vars(discount), "amount": Money(amount=discount.amount_minor, currency=currency)})


class LineView(View):
    line_no: int
    order_id: str
    """The seller's own order, on which refunds and parcels are; the order itself where it has one seller."""
    sku_id: str | None
    product_id: str | None
    seller_id: str
    title: str
    code: str
    options: dict[str, str]
    quantity: int
    unit_price: Money
    list_amount: Money
    discount_amount: Money
    shipping_share: Money
    tax: Money
    payable: Money
    """The list amount less the discounts, with shipping and tax."""
    funding: list[DiscountView]
    refunded_amount: Money

    @classmethod
    def of_line(cls, line: Line, order: Order) -> "LineView":
        amounts = {
            "unit_price": line.unit_price_minor, "list_amount": line.list_minor, "discount_amount": line.discount_minor,
            "shipping_share": line.shipping_minor, "tax": line.tax_minor, "payable": line.payable_minor,
            "refunded_amount": line.refunded_minor,
        }  # fmt: skip
        money: dict[str, Any] = {name: Money(amount=minor, currency=order.currency) for name, minor in amounts.items()}
        money["funding"] = [DiscountView.of_discount(discount, order.currency) for discount in line.discounts]
        return cls.model_validate({**vars(line), **money, "order_id": order.id})
