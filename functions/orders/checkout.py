"""People see what a purchase costs, and order at that price."""

from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from argosy.kernel import clock, ids
from argosy.kernel.auth import Caller
from argosy.kernel.body import Body, Id, Identifier, KeysOnce, Quantity, Text
from argosy.kernel.http import Api, Created
from argosy.kernel.once import Once
from argosy.kernel.settings import settings
from argosy.orders import moves, quotes
from argosy.orders.custody import Custody
from argosy.orders.late_payment import LatePayment
from argosy.orders.permissions import ORDER_PLACE
from argosy.orders.purchase import Purchase
from argosy.orders.quote import Wanted
from argosy.orders.quote_views import QuoteView
from argosy.orders.views import OrderView

app = Api(tag="orders")
MOST_LINES = 40


class WantedLine(Body):
    sku_id: Annotated[str, Id("sku")]
    quantity: Quantity


class Basket(Body):
    lines: list[WantedLine] = Field(default=[], max_length=MOST_LINES)
    coupon_ids: list[str] = Field(default=[], max_length=0)
    from_cart: bool = False

    @model_validator(mode="after")
    def one_of_both(self) -> "Basket":
        if bool(self.lines) == self.from_cart:
            raise PydanticCustomError("invalid_basket", "name lines, or say from_cart")
        return self


PostalAddress = Annotated[dict[Annotated[str, Text(1, 40)], Annotated[str, Text(0, 200)]], KeysOnce()]


class NewOrder(Body):
    quote_id: Annotated[str, Id("quo")]
    hash: Annotated[str, Identifier(1, 64)]
    address: PostalAddress | None = Field(default=None, max_length=20)
    """Kept with the order as it is sent: which fields an address has differs from country to country. With one, it is shipped."""


@app.post("/v1/checkout/quotes", may=ORDER_PLACE)
def quote(wish: Basket, caller: Caller) -> QuoteView:
    """The price of these lines or of the cart, promised for fifteen minutes."""
    wanted = [Wanted(line.sku_id, line.quantity) for line in wish.lines]
    return QuoteView.of_quote(quotes.make(caller.id, wanted, from_cart=wish.from_cart, at=clock.now()))


@app.post("/v1/orders", may=ORDER_PLACE, once=True)
def place(wish: NewOrder, caller: Caller, once: Once) -> Created[OrderView]:
    """Order at the quoted price: stock is held for fifteen minutes. Another price is 409 with a new quote."""
    now = clock.now()
    agreed, book = quotes.agreed(wish.quote_id, wish.hash, caller.id, now)
    order_id = ids.derived("ord", caller.id, once.key)
    purchase, placed = Purchase.place(
        order_id, agreed, book, address=wish.address, late_payment=LatePayment(settings().late_payment),
        custody=Custody(settings().custody), at=now,
    )  # fmt: skip
    reply = Created(OrderView.of_purchase(purchase), f"/v1/orders/{order_id}")
    moves.place(purchase, placed, agreed, once, reply)
    return reply


handler = app.handler
