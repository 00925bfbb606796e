"""Buyers ask for something back, change their minds, and take money where there is nothing to exchange."""

from typing import Annotated

from pydantic import BeforeValidator, model_validator
from pydantic_core import PydanticCustomError

from argosy.after_sales import callers, decisions, moves
from argosy.after_sales.callers import Staff
from argosy.after_sales.permissions import AFTER_SALE_OWN
from argosy.after_sales.status import Action, Kind
from argosy.after_sales.steps import MONEY
from argosy.after_sales.views import AfterSaleView
from argosy.kernel import clock, ids
from argosy.kernel.auth import Caller
from argosy.kernel.body import Body, Id, Lines, Quantity
from argosy.kernel.errors import NotFound
from argosy.kernel.http import Api, Created
from argosy.kernel.money import Price
from argosy.kernel.once import Once
from argosy.kernel.write import retrying
from argosy.orders import orders
from argosy.orders.errors import MixedCurrencies
from argosy.orders.order import Order

app = Api(tag="after-sales")
AfterSaleId = Annotated[str, Id("afs")]
AnyKind = Annotated[Kind, BeforeValidator(lambda word: Kind(word) if isinstance(word, str) else word)]


class NewAfterSale(Body):
    """`amount` of what the pieces are worth, where less is wanted. A refund alone says whether the pieces are `shipped`."""

    kind: AnyKind
    line_no: Quantity
    quantity: Quantity
    shipped: bool | None = None
    amount: Price | None = None
    reason: Annotated[str, Lines(1, 1_000)]

    @model_validator(mode="after")
    def fits_its_kind(self) -> "NewAfterSale":
        if self.amount is not None and self.kind not in MONEY:
            raise PydanticCustomError("invalid_amount", "an amount is asked for with a refund")
        if self.shipped is not None and self.kind is not Kind.REFUND_ONLY:
            raise PydanticCustomError("invalid_shipped", "only a refund alone may be about what is not shipped")
        return self


@app.post("/v1/orders/{order_id}/after-sales", may=AFTER_SALE_OWN, once=True)
def ask(order_id: Annotated[str, Id("ord")], wish: NewAfterSale, caller: Caller, once: Once) -> Created[AfterSaleView]:
    """Ask for pieces of one line, once they are paid and until the after-sale window ends. The order waits for the answer."""
    case_id = ids.derived("afs", caller.id, order_id, once.key)

    def asked() -> Created[AfterSaleView]:
        order = _with_line(order_id, wish.line_no, caller)
        if wish.amount and wish.amount.currency != order.currency:
            raise MixedCurrencies
        case, after = decisions.apply(
            case_id, order, wish.kind, wish.line_no, wish.quantity, shipped=wish.shipped,
            minor=wish.amount.amount if wish.amount else None, reason=wish.reason, at=clock.now(),
        )  # fmt: skip
        return moves.open_case(case, after, once)

    return retrying(asked)


@app.post("/v1/after-sales/{after_sale_id}/cancel", may=AFTER_SALE_OWN, once=True)
def cancel(after_sale_id: AfterSaleId, caller: Caller, staff: Staff, once: Once) -> AfterSaleView:
    """Ask for nothing any more, unless the pieces are on their way back or there. The same pieces may be asked for again."""
    return callers.decide(
        after_sale_id, caller, once, lambda case, turn: case.give_up(Action.CANCEL, turn), staff=staff
    )


@app.post("/v1/after-sales/{after_sale_id}/ask-refund", may=AFTER_SALE_OWN, once=True)
def ask_refund(after_sale_id: AfterSaleId, caller: Caller, staff: Staff, once: Once) -> AfterSaleView:
    """Take money instead of an exchange, a reissue or a repair that the seller has not agreed to: where it is sold out, say."""
    return callers.decide(after_sale_id, caller, once, lambda case, turn: case.ask_refund(turn), staff=staff)


def _with_line(order_id: str, line_no: int, caller: Caller) -> Order:
    """The buyer's order that has the line: of a purchase over several sellers, that seller's. Raises NotFound."""
    for order in orders.of_buyer(order_id, caller.id).orders:
        if line_no in (line.line_no for line in order.lines):
            return order
    raise NotFound


handler = app.handler
