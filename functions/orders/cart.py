"""People keep a cart of what they mean to buy."""

from typing import Annotated

from argosy.catalogue import products
from argosy.kernel.auth import Caller, Claimant
from argosy.kernel.body import Body, Id, Quantity, View
from argosy.kernel.http import Api
from argosy.kernel.money import Money
from argosy.orders import carts

app = Api(tag="cart")


class Amount(Body):
    quantity: Quantity


class CartLine(View):
    sku_id: str
    quantity: int
    title: str | None
    unit_price: Money | None
    available: int
    on_sale: bool


class Cart(View):
    """Lines that can no longer be bought are kept and shown as not on sale."""

    lines: list[CartLine]


@app.put("/v1/cart/items/{sku_id}", may="cart:own")
def put(sku_id: Annotated[str, Id("sku")], wish: Amount, caller: Caller) -> Cart:
    """So many of this SKU, whatever stood there before."""
    carts.put(caller.id, sku_id, wish.quantity)
    return _shown(caller.id)


@app.delete("/v1/cart/items/{sku_id}", may="cart:own")
def take_out(sku_id: Annotated[str, Id("sku")], caller: Caller) -> Cart:
    """None of this SKU."""
    carts.put(caller.id, sku_id, 0)
    return _shown(caller.id)


@app.get("/v1/cart", may="cart:own")
def show(claimant: Claimant) -> Cart:
    """The cart with prices and stock as they are now."""
    return _shown(claimant.id)


def _shown(user_id: str) -> Cart:
    wanted = carts.quantities(user_id)
    offers = products.offers(wanted)
    lines = []
    for sku_id, quantity in wanted.items():
        offer = offers.get(sku_id)
        price = Money(amount=offer.price_minor, currency=offer.currency) if offer else None
        lines.append(CartLine(
            sku_id=sku_id, quantity=quantity, title=offer.title if offer else None, unit_price=price,
            available=offer.available if offer else 0, on_sale=bool(offer and offer.on_sale),
        ))  # fmt: skip
    return Cart(lines=lines)


handler = app.handler
