"""Whoever may see an order sees how its price came about; the staff also which commission rule shared it and why no other."""

from typing import Annotated, Self

from argosy.commission import rulebook
from argosy.commission.permissions import COMMISSION_READ
from argosy.commission.resolution import resolve
from argosy.commission.rule import Rule
from argosy.commission.views import SplitView
from argosy.kernel.auth import Caller, May
from argosy.kernel.body import Id, View
from argosy.kernel.http import Api
from argosy.kernel.money import Money
from argosy.orders import orders
from argosy.orders.line import Line
from argosy.orders.order import Order
from argosy.orders.permissions import ORDER_OWN, ORDER_READ_ANY
from argosy.orders.price import steps
from argosy.orders.selling import sale_of
from argosy.orders.split import WITHOUT_RULE, deal_of

app = Api(tag="orders")


class StepView(View):
    """One step of a price. `why` is `taken` (it changed the price by `amount`), `nothing_offered` or `not_charged`."""

    name: str
    amount: Money
    why: str


class TenderView(View):
    type: str
    amount: Money


class LineExplained(View):
    """`commission` is the staff's to see, and none where the kind of the order leaves nothing to share."""

    line_no: int
    order_id: str
    steps: list[StepView]
    payable: Money
    commission: SplitView | None

    @classmethod
    def of_line(cls, line: Line, order: Order, rules: tuple[Rule, ...] | None) -> Self:
        def money(minor: int) -> Money:
            return Money(amount=minor, currency=order.currency)

        taken = steps(line.list_minor, line.discounts, line.shipping_minor, line.tax_minor)
        shared = None
        if rules is not None and order.biz_type not in WITHOUT_RULE:
            deal = deal_of(line, sale_of(order))
            shared = SplitView.of_deal(deal, resolve(rules, deal))
        return cls(
            line_no=line.line_no, order_id=order.id, payable=money(line.payable_minor), commission=shared,
            steps=[StepView(name=step.name, amount=money(step.amount_minor), why=step.why) for step in taken],
        )  # fmt: skip


class PriceExplained(View):
    """`tenders` is by what it was paid; a tender is no reduction."""

    order_id: str
    payable: Money
    lines: list[LineExplained]
    tenders: list[TenderView]


@app.get("/v1/orders/{order_id}/price-explain", may=ORDER_OWN)
def explain(
    order_id: Annotated[str, Id("ord")],
    caller: Caller,
    sees_any: Annotated[bool, May(ORDER_READ_ANY)],
    sees_rules: Annotated[bool, May(COMMISSION_READ)],
) -> PriceExplained:
    """Every step of each line's price, those that changed nothing too, by the rules that held when it was placed."""
    purchase = orders.readable(order_id, caller.id, sees_any=sees_any)
    head = purchase.head
    rules = rulebook.at(purchase.orders[0].rule_book_version).rules if sees_rules else None
    paid = {"wallet": head.wallet_minor, "channel": head.paid_minor - head.wallet_minor}
    return PriceExplained(
        order_id=head.id,
        payable=head.payable,
        lines=[LineExplained.of_line(line, order, rules) for order in purchase.orders for line in order.lines],
        tenders=[
            TenderView(type=kind, amount=Money(amount=minor, currency=head.currency))
            for kind, minor in paid.items()
            if minor
        ],
    )


handler = app.handler
