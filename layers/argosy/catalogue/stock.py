"""Stock, moved inside other contexts' transactions: each function gives parts of a write and commits nothing.

Lines of one SKU are summed first: a transaction touches an item once.
At any time available + held + sold - returned = received.
"""

from collections.abc import Iterable
from typing import Any

from argosy.catalogue.errors import NothingToPutBack, OutOfStock
from argosy.catalogue.items import ReservationItem, ReservationStatus, SkuItem
from argosy.kernel.errors import InvalidState
from argosy.kernel.keys import Key
from argosy.kernel.table import fetch
from argosy.kernel.write import Part, put, update

HELD, SOLD, RELEASED = ReservationStatus.HELD, ReservationStatus.SOLD, ReservationStatus.RELEASED


def reserve(sku_id: str, quantity: int, order_id: str) -> tuple[Part, ...]:
    """Hold units of what is on sale for an order. Refused as OutOfStock."""
    item = ReservationItem(
        order_id=order_id, sku_id=sku_id, quantity=_positive(quantity), returnable=quantity, status=HELD
    )
    return _take(sku_id, quantity), put(item)


def sell_at_once(sku_id: str, quantity: int, order_id: str) -> tuple[Part, ...]:
    """Units that nobody has to pay for first: what a seller sends in exchange. Refused as OutOfStock."""
    item = ReservationItem(
        order_id=order_id, sku_id=sku_id, quantity=_positive(quantity), returnable=quantity, status=SOLD
    )
    return _take(sku_id, quantity), put(item)


def sell(sku_id: str, quantity: int, order_id: str) -> tuple[Part, ...]:
    """The order is paid. Refused as InvalidState unless these units are held."""
    return (_move(sku_id, quantity, order_id, HELD, SOLD),)


def release(sku_id: str, quantity: int, order_id: str) -> tuple[Part, ...]:
    """The order will not be paid: its units are free again. Refused as InvalidState unless they are held."""
    return _move(sku_id, quantity, order_id, HELD, RELEASED), _give(sku_id, quantity)


def take_again(sku_id: str, quantity: int, order_id: str) -> tuple[Part, ...]:
    """Late money revives the order: units that were free again are sold. Refused as OutOfStock, InvalidState."""
    return _take(sku_id, quantity), _move(sku_id, quantity, order_id, RELEASED, SOLD)


def put_back(sku_id: str, quantity: int, order_id: str) -> tuple[Part, ...]:
    """Units that were sold come back; in parts, never more than were sold. Refused as NothingToPutBack."""
    back = update(
        _reservation(sku_id, order_id), ReservationItem.returnable.add(-_positive(quantity)),
        when=(ReservationItem.status == SOLD) & (ReservationItem.returnable >= quantity),
        otherwise=NothingToPutBack(sku_id=sku_id),
    )  # fmt: skip
    return back, _give(sku_id, quantity)


def reservations(wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], ReservationItem]:
    """What is reserved, by order and SKU; what is not is left out."""
    keys = {_reservation(sku_id, order_id): (order_id, sku_id) for order_id, sku_id in wanted}
    return {keys[key]: ReservationItem.read(raw) for key, raw in fetch(keys).items()}


def _take(sku_id: str, quantity: int) -> Part:
    enough = SkuItem.available >= _positive(quantity)
    return update(
        SkuItem.by_id.key(id=sku_id), SkuItem.available.add(-quantity),
        when=enough & (SkuItem.on_sale == True),  # noqa: E712
        otherwise=OutOfStock(sku_id=sku_id),
    )  # fmt: skip


def _give(sku_id: str, quantity: int) -> Part:
    return update(SkuItem.by_id.key(id=sku_id), SkuItem.available.add(_positive(quantity)), when=SkuItem.pk.exists())


def _move(
    sku_id: str, quantity: int, order_id: str, before: ReservationStatus, after: ReservationStatus
) -> Part:  # fmt: skip
    """The reservation's one step; of exactly the quantity that was reserved."""
    return update(
        _reservation(sku_id, order_id), ReservationItem.status.set(after),
        when=(ReservationItem.status == before) & (ReservationItem.quantity == quantity), otherwise=_wrong_state,
    )  # fmt: skip


def _wrong_state(raw: dict[str, Any]) -> Exception:
    return InvalidState(status=raw["status"]["S"] if raw else "not reserved")


def _reservation(sku_id: str, order_id: str) -> Key:
    key: Key = ReservationItem.by_order.key(order_id=order_id, sku_id=sku_id)
    return key


def _positive(quantity: int) -> int:
    if quantity < 1:
        raise ValueError("a quantity of stock is at least 1")
    return quantity
