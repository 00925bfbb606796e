"""Carts: what a person means to buy, promised by nobody."""

from argosy.kernel.errors import Invalid
from argosy.kernel.receipt import Receipt
from argosy.kernel.write import Write, retrying, save
from argosy.orders.items import CartItem

MOST_SKUS = 100


class CartFull(Invalid, code="too_many_items"):
    """A cart holds a hundred SKUs."""

    en = "The cart is full."
    zh = "购物车已满。"


def quantities(user_id: str) -> dict[str, int]:
    """SKUs and how many of each."""
    item = CartItem.by_user.get(user_id=user_id)
    return dict(item.quantities) if item else {}


def put(user_id: str, sku_id: str, quantity: int) -> None:
    """So many of this SKU; none takes it out. Raises CartFull."""

    def change() -> None:
        item = CartItem.by_user.get(user_id=user_id)
        before = dict(item.quantities) if item else {}
        after = {**before, sku_id: quantity} if quantity else {kept: n for kept, n in before.items() if kept != sku_id}
        if len(after) > MOST_SKUS:
            raise CartFull
        if after != before:
            _save(Write(), user_id, after, item)

    retrying(change)


def take_out(user_id: str, bought: dict[str, int], receipt: Receipt) -> None:
    """What was ordered leaves the cart; what was added meanwhile stays."""

    def change() -> None:
        item = CartItem.by_user.get(user_id=user_id)
        before = dict(item.quantities) if item else {}
        after = {sku_id: left for sku_id, quantity in before.items() if (left := quantity - bought.get(sku_id, 0)) > 0}
        _save(Write(receipt), user_id, after, item)

    retrying(change)


def _save(write: Write, user_id: str, after: dict[str, int], before: CartItem | None) -> None:
    version = int(before.version) + 1 if before else 1
    write.add(save(CartItem(user_id=user_id, quantities=after, version=version))).commit()
