"""Buyers and sellers call the staff and give evidence; the staff rules."""

from typing import Annotated, Literal

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from argosy.after_sales import callers, decisions
from argosy.after_sales.after_sale import AfterSale, Turn
from argosy.after_sales.callers import Staff
from argosy.after_sales.permissions import AFTER_SALE_OWN, AFTER_SALE_RULE
from argosy.after_sales.status import Action
from argosy.after_sales.views import AfterSaleView
from argosy.kernel.auth import Caller
from argosy.kernel.body import Body, Id, Lines
from argosy.kernel.http import Api
from argosy.kernel.money import Price
from argosy.kernel.once import Once
from argosy.orders.errors import MixedCurrencies

app = Api(tag="after-sales")
AfterSaleId = Annotated[str, Id("afs")]


class Statement(Body):
    text: Annotated[str, Lines(1, 2_000)]


class Ruling(Body):
    """For the buyer, for the seller, or `split`: then `amount` goes back to the buyer."""

    ruling: Literal["buyer", "seller", "split"]
    amount: Price | None = None
    reason: Annotated[str, Lines(1, 1_000)]

    @model_validator(mode="after")
    def amount_of_a_split(self) -> "Ruling":
        if (self.ruling == "split") != (self.amount is not None):
            raise PydanticCustomError("invalid_amount", "a split names an amount, and nothing else does")
        return self


@app.post("/v1/after-sales/{after_sale_id}/escalate", may=AFTER_SALE_OWN)
def escalate(after_sale_id: AfterSaleId, wish: Statement, caller: Caller, staff: Staff, once: Once) -> AfterSaleView:
    """Call the staff after a no, an objection, or where nothing is sent. Both sides have three days to give evidence."""
    return callers.decide(
        after_sale_id, caller, once, lambda case, turn: case.step(Action.ESCALATE, turn, wish.text), staff=staff
    )


@app.post("/v1/after-sales/{after_sale_id}/evidence", may=AFTER_SALE_OWN)
def give_evidence(
    after_sale_id: AfterSaleId, wish: Statement, caller: Caller, staff: Staff, once: Once
) -> AfterSaleView:
    """Tell the staff how it was; at most ten times each side, until the three days are over."""
    return callers.decide(
        after_sale_id, caller, once, lambda case, turn: case.give_evidence(turn, wish.text), staff=staff
    )


@app.post("/v1/after-sales/{after_sale_id}/ruling", may=AFTER_SALE_RULE, once=True)
def rule(after_sale_id: AfterSaleId, wish: Ruling, caller: Caller, staff: Staff, once: Once) -> AfterSaleView:
    """Decide, once the evidence is closed. Nobody rules on a case of their own."""

    def ruled(case: AfterSale, turn: Turn) -> AfterSale:
        if wish.ruling == "buyer":
            return decisions.for_buyer(case, turn, wish.reason)
        if wish.amount is None:
            return decisions.for_seller(case, turn, wish.reason)
        if wish.amount.currency != case.currency:
            raise MixedCurrencies
        return decisions.split(case, turn, wish.reason, wish.amount.amount)

    return callers.decide(after_sale_id, caller, once, ruled, staff=staff)


handler = app.handler
