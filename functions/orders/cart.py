"""People keep a cart of what they mean to buy."""

from typing import Annotated

from argosy.catalogue import products
from argosy.kernel.auth import Caller, Claimant
from argosy.kernel.body import Body, Id, Quantity, View
from argosy.kernel.errors import NotFound
from argosy.kernel.http import Api
from argosy.kernel.money import Money
from argosy.orders import carts
from argosy.orders.permissions import CART_OWN

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
    """Lines that can no longer be bought are kept, shown as not on sale and without a word about what is not public."""

    lines: list[CartLine]


@app.put("/v1/cart/items/{sku_id}", may=CART_OWN)
def put(sku_id: Annotated[str, Id("sku")], wish: Amount, caller: Caller) -> Cart:
    """So many of this SKU, whatever stood there before. What is not on sale is not there, but for whom it lies in the cart."""
    if sku_id not in carts.quantities(caller.id) and not products.on_sale([sku_id]):
        raise NotFound
    carts.put(caller.id, sku_id, wish.quantity)
    return _shown(caller.id)


@app.delete("/v1/cart/items/{sku_id}", may=CART_OWN)
def take_out(sku_id: Annotated[str, Id("sku")], caller: Caller) -> Cart:
    """None of this SKU."""
    carts.put(caller.id, sku_id, 0)
    return _shown(caller.id)


@app.get("/v1/cart", may=CART_OWN)
def show(claimant: Claimant) -> Cart:
    """The cart with prices and stock as they are now."""
    return _shown(claimant.id)


def _shown(user_id: str) -> Cart:
    wanted = carts.quantities(user_id)
    public = products.on_sale(wanted)
    return Cart(lines=[_line(sku_id, quantity, public.get(sku_id)) for sku_id, quantity in wanted.items()])


def _line(sku_id: str, quantity: int, offer: products.Offer | None) -> CartLine:
    price = Money(amount=offer.price_minor, currency=offer.currency) if offer else None
    return CartLine(
        sku_id=sku_id, quantity=quantity, title=offer.title if offer else None, unit_price=price,
        available=offer.available if offer else 0, on_sale=offer is not None,
    )  # fmt: skip


handler = app.handler
