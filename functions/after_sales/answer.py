"""Sellers answer what buyers ask for."""

from typing import Annotated

from argosy.after_sales import callers, decisions
from argosy.after_sales.callers import Staff
from argosy.after_sales.permissions import AFTER_SALE_ANSWER
from argosy.after_sales.status import Action
from argosy.after_sales.views import AfterSaleView
from argosy.kernel.auth import Caller
from argosy.kernel.body import Body, Id, Lines
from argosy.kernel.http import Api
from argosy.kernel.once import Once

app = Api(tag="after-sales")
AfterSaleId = Annotated[str, Id("afs")]


class Agreement(Body):
    """Where the pieces are to be sent, if they go back."""

    return_address: Annotated[str, Lines(1, 300)] | None = None


class Rejection(Body):
    reason: Annotated[str, Lines(1, 1_000)]


@app.post("/v1/after-sales/{after_sale_id}/agree", may=AFTER_SALE_ANSWER, once=True)
def agree(after_sale_id: AfterSaleId, wish: Agreement, caller: Caller, staff: Staff, once: Once) -> AfterSaleView:
    """Give what is asked. A refund alone starts now; other pieces are taken from stock now, and refused where it is sold out."""
    return callers.decide(
        after_sale_id,
        caller,
        once,
        lambda case, turn: decisions.agree(case, turn, wish.return_address),
        staff=staff,
    )


@app.post("/v1/after-sales/{after_sale_id}/reject", may=AFTER_SALE_ANSWER)
def reject(after_sale_id: AfterSaleId, wish: Rejection, caller: Caller, staff: Staff, once: Once) -> AfterSaleView:
    """Say no, and why. The buyer may call the staff within seven days."""
    return callers.decide(
        after_sale_id, caller, once, lambda case, turn: case.step(Action.REJECT, turn, wish.reason), staff=staff
    )


handler = app.handler
