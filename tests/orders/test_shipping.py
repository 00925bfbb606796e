"""From the seller to the buyer: parcels, receipt, silence, and orders that somebody stops on the way."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Clock
from tests.support.call import Reply, call
from tests.support.people import Person
from tests.support.shop import Shop

MERCHANT = "/v1/merchant/orders"
ADDRESS = {"name": "Li Lei", "line1": "1 Chang'an Street", "country": "CN"}


@pytest.fixture
def order_id(shop: Shop, seller: Person, buyer: Person) -> str:
    """Three lamps at 100.00, paid, to be shipped."""
    placed = shop.order(buyer, {shop.sku(seller): 3}, address=ADDRESS)
    shop.pay(buyer, placed)
    return placed


def ship(shop: Shop, who: Person, order_id: str, quantity: int | None = None, key: str = "s") -> Reply:
    lines = [{"line_no": 1, "quantity": quantity}] if quantity else None
    wish = {"carrier": "SF", "tracking_no": "SF1"} | ({"lines": lines} if lines else {})
    return call(
        "orders.shipments", f"POST /v1/merchant/orders/{order_id}/shipments", wish, token=shop.token(who), key=key
    )


def act(shop: Shop, who: Person, what: str, order_id: str, body: Any = None, *, path: str = "/v1/orders") -> Reply:
    function = "orders.holds" if "merchant" in path else "orders.shipments"
    return call(function, f"POST {path}/{order_id}/{what}", body, token=shop.token(who), key=f"{what}-{order_id}")


def test_what_has_to_be_shipped_earns_nothing_until_it_is_received(
    shop: Shop, seller: Person, buyer: Person, order_id: str, time: Clock
) -> None:
    time.forward(days=30)
    shop.drain()
    assert (shop.show(buyer, order_id)["status"], shop.wallet(seller)["CNY"]["available"]) == ("paid", 0)

    assert ship(shop, seller, order_id).ok()["status"] == "shipped"
    assert act(shop, buyer, "confirm-receipt", order_id).ok()["status"] == "delivered"
    time.forward(days=8)
    shop.drain()
    assert (shop.show(buyer, order_id)["status"], shop.wallet(seller)["CNY"]["available"]) == ("completed", 21_000)
    shop.proof()


def test_two_parcels_make_an_order_partly_shipped_and_then_shipped(
    shop: Shop, seller: Person, buyer: Person, order_id: str
) -> None:
    assert ship(shop, seller, order_id, 1, "first").ok()["status"] == "partially_shipped"
    again = ship(shop, seller, order_id, 1, "first")
    assert (again.headers["Idempotent-Replayed"], len(again.body["shipments"])) == ("true", 1)
    too_many = ship(shop, seller, order_id, 3, "second")
    assert (too_many.status, too_many.problem) == (409, "nothing_to_ship")
    shown = ship(shop, seller, order_id, 2, "third").ok()
    assert (shown["status"], len(shown["shipments"])) == ("shipped", 2)
    assert ship(shop, seller, order_id, 1, "fourth").problem == "invalid_state"


def test_nobody_ships_before_the_payment_or_what_somebody_else_sold(
    shop: Shop, seller: Person, buyer: Person, order_id: str, join: Callable[..., Person]
) -> None:
    unpaid = shop.order(buyer, {shop.sku(seller): 1}, address=ADDRESS)

    assert ship(shop, seller, unpaid).problem == "invalid_state"
    assert ship(shop, join("other", "seller"), order_id).status == 404
    assert ship(shop, buyer, order_id).status == 403
    assert act(shop, buyer, "confirm-receipt", order_id).problem == "invalid_state"


def test_silence_is_receipt_after_ten_days_and_fifteen_where_the_buyer_asked_for_time(
    shop: Shop, seller: Person, buyer: Person, order_id: str, time: Clock
) -> None:
    ship(shop, seller, order_id).ok()
    assert act(shop, buyer, "extend-receipt", order_id).status == 200
    refused = call(
        "orders.shipments", f"POST /v1/orders/{order_id}/extend-receipt", token=shop.token(buyer), key="again"
    )
    assert refused.problem == "invalid_state"
    time.forward(days=11)
    shop.drain()
    assert shop.show(buyer, order_id)["status"] == "shipped"
    time.forward(days=5)
    shop.drain()
    assert shop.show(buyer, order_id)["status"] == "delivered"


def test_pieces_that_are_given_back_are_not_shipped_and_the_rest_is_all_there_is(
    shop: Shop, seller: Person, buyer: Person, order_id: str
) -> None:
    ship(shop, seller, order_id, 2, "first").ok()
    shop.refund(seller, order_id, [{"line_no": 1, "quantity": 1}])

    shown = shop.show(buyer, order_id)
    assert (shown["status"], shown["refund_status"]) == ("shipped", "partial")
    assert shown["receive_by"] is not None
    shop.proof()


def test_an_order_on_hold_is_neither_shipped_nor_completed_until_it_is_released(
    shop: Shop, seller: Person, buyer: Person, order_id: str, time: Clock
) -> None:
    digital = shop.order(buyer, {shop.sku(seller): 1})
    shop.pay(buyer, digital)
    for held in (order_id, digital):
        wish = {"reason": "The buyer asked to wait."}
        assert act(shop, seller, "hold", held, wish, path=MERCHANT).ok()["hold"]["kind"] == "merchant"
    assert ship(shop, seller, order_id).problem == "order_on_hold"
    time.forward(days=8)
    shop.drain()
    assert shop.show(buyer, digital)["status"] == "paid"

    assert act(shop, seller, "release", digital, {"reason": "It is well."}, path=MERCHANT).ok()["hold"] is None
    time.forward(days=1, minutes=1)
    shop.drain()
    assert shop.show(buyer, digital)["status"] == "completed"


def test_what_the_staff_holds_a_seller_does_not_release(
    shop: Shop, seller: Person, buyer: Person, order_id: str, join: Callable[..., Person]
) -> None:
    support = join("sue", "support")
    wish = {"kind": "risk", "reason": "A stolen card, it seems."}
    assert act(shop, seller, "hold", order_id, wish, path=MERCHANT).status == 403
    assert act(shop, support, "hold", order_id, wish, path=MERCHANT).status == 200
    assert act(shop, seller, "release", order_id, {"reason": "no"}, path=MERCHANT).status == 403
    assert act(shop, support, "release", order_id, {"reason": "It was not."}, path=MERCHANT).ok()["hold"] is None
