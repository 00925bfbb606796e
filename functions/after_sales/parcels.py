"""What is sent in an after-sale case: pieces go back, are received and looked at, and others are sent for them."""

from typing import Annotated

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from argosy.after_sales import callers, decisions
from argosy.after_sales.after_sale import Sent
from argosy.after_sales.callers import Staff
from argosy.after_sales.permissions import AFTER_SALE_ANSWER, AFTER_SALE_OWN
from argosy.after_sales.status import Action
from argosy.after_sales.views import AfterSaleView
from argosy.kernel.auth import Caller
from argosy.kernel.body import Body, Id, Identifier, Lines, Quantity, Text
from argosy.kernel.http import Api
from argosy.kernel.once import Once

app = Api(tag="after-sales")
AfterSaleId = Annotated[str, Id("afs")]


class ParcelWish(Body):
    carrier: Annotated[str, Text(1, 60)]
    tracking_no: Annotated[str, Identifier(1, 60)]


class Inspection(Body):
    """So many pieces as are fit for it are sold again, none where none are named; an objection says what is wrong."""

    passed: bool
    fit_quantity: Quantity | None = None
    note: Annotated[str, Lines(1, 1_000)] | None = None

    @model_validator(mode="after")
    def says_why(self) -> "Inspection":
        if not self.passed and (self.note is None or self.fit_quantity is not None):
            raise PydanticCustomError(
                "invalid_inspection", "an objection has a note and no pieces that are fit for sale"
            )
        return self


@app.post("/v1/after-sales/{after_sale_id}/ship-back", may=AFTER_SALE_OWN)
def ship_back(after_sale_id: AfterSaleId, wish: ParcelWish, caller: Caller, staff: Staff, once: Once) -> AfterSaleView:
    """The pieces are on their way to the seller, whose silence counts as receipt after ten days."""
    return callers.decide(
        after_sale_id,
        caller,
        once,
        lambda case, turn: case.ship_back(turn, Sent(wish.carrier, wish.tracking_no, turn.at)),
        staff=staff,
    )


@app.post("/v1/after-sales/{after_sale_id}/receive", may=AFTER_SALE_ANSWER)
def receive(after_sale_id: AfterSaleId, caller: Caller, staff: Staff, once: Once) -> AfterSaleView:
    """They are here: two days to look at them, then silence means that they are as they should be."""
    return callers.decide(after_sale_id, caller, once, lambda case, turn: case.receive(turn), staff=staff)


@app.post("/v1/after-sales/{after_sale_id}/inspect", may=AFTER_SALE_ANSWER, once=True)
def inspect(after_sale_id: AfterSaleId, wish: Inspection, caller: Caller, staff: Staff, once: Once) -> AfterSaleView:
    """They are as they should be, and the money goes back or the shipment is due; or they are not, and the buyer may object."""
    note = wish.note or ""
    if not wish.passed:
        return callers.decide(
            after_sale_id, caller, once, lambda case, turn: case.step(Action.OBJECT, turn, note), staff=staff
        )
    return callers.decide(
        after_sale_id,
        caller,
        once,
        lambda case, turn: decisions.accept(case, turn, wish.fit_quantity or 0, note),
        staff=staff,
    )


@app.post("/v1/after-sales/{after_sale_id}/reship", may=AFTER_SALE_ANSWER, once=True)
def reship(after_sale_id: AfterSaleId, wish: ParcelWish, caller: Caller, staff: Staff, once: Once) -> AfterSaleView:
    """Other pieces, mended ones, or the buyer's own after a ruling have left: the case is done."""
    return callers.decide(
        after_sale_id,
        caller,
        once,
        lambda case, turn: case.reship(turn, Sent(wish.carrier, wish.tracking_no, turn.at)),
        staff=staff,
    )


handler = app.handler
