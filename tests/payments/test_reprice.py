"""A seller lowers the price of an order that waits for payment."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Clock
from tests.support.books import balance
from tests.support.call import Reply, call
from tests.support.late import PRICE, Scene
from tests.support.people import Person
from tests.support.shop import Shop


def lowered(shop: Shop, seller: Person, order_id: str, *payable: int, line_no: int = 1, key: str = "reprice") -> Reply:
    prices = [{"line_no": line_no, "payable": {"amount": minor, "currency": "CNY"}} for minor in payable]
    wish = {"lines": prices, "reason": "as we agreed"}
    route = f"POST /v1/merchant/orders/{order_id}/reprice"
    return call("payments.reprice", route, wish, token=shop.token(seller), key=key)


@pytest.fixture
def scene(shop: Shop, seller: Person, buyer: Person, time: Clock) -> Scene:
    return Scene(shop, seller, buyer, time)


@pytest.fixture
def placed(shop: Shop, seller: Person, buyer: Person) -> str:
    return shop.order(buyer, {shop.sku(seller, PRICE): 1})


def test_the_buyer_pays_the_new_price_and_the_seller_bears_the_difference(
    shop: Shop, seller: Person, buyer: Person, placed: str
) -> None:
    told = lowered(shop, seller, placed, 8_000).ok()

    (line,) = told["lines"]
    assert told["payable"]["amount"] == line["payable"]["amount"] == 8_000
    (discount,) = line["funding"]
    assert (discount["stage"], discount["party"], discount["amount"]["amount"]) == (
        "seller",
        f"creator:{seller.id}",
        2_000,
    )
    shop.pay(buyer, placed)
    assert shop.show(buyer, placed)["paid_amount"]["amount"] == 8_000
    assert -balance("world:stripe") == 8_000
    shop.proof()


def test_the_buyer_is_told_the_new_price_and_why(shop: Shop, seller: Person, buyer: Person, placed: str) -> None:
    lowered(shop, seller, placed, 8_000).ok()
    shop.bus.settle()

    (notice,) = call("notifications.inbox", "GET /v1/me/notifications", token=shop.token(buyer)).ok()["data"]
    assert notice["text"] == "It costs CNY 80.00 now. The seller says: as we agreed"


def test_an_open_attempt_is_closed_at_its_channel_before_the_price_changes(
    shop: Shop, seller: Person, buyer: Person, placed: str
) -> None:
    attempt = shop.attempt(buyer, placed).ok()

    assert lowered(shop, seller, placed, 8_000).status == 200
    (intent,) = shop.stripe.account.all("payment_intent")
    assert intent["status"] == "canceled"
    after = call("payments.pay", f"GET /v1/payments/{attempt['id']}", token=shop.token(buyer)).ok()
    assert after["status"] == "closed"
    shop.pay(buyer, placed)
    shop.proof()


@pytest.mark.parametrize(
    ("payable", "wish", "code"),
    [(PRICE + 1, {}, "price_above_agreed"), (8_000, {"line_no": 9}, "not_found")],
    ids=["above what was agreed", "a line that is not there"],
)
def test_a_price_that_is_refused_stops_nobody_from_paying(
    scene: Scene, payable: int, wish: dict[str, Any], code: str
) -> None:
    assert lowered(scene.shop, scene.seller, scene.order_id, payable, **wish).problem == code

    scene.pay()
    assert scene.shop.show(scene.buyer, scene.order_id)["paid_amount"]["amount"] == PRICE


def test_two_prices_for_one_line_are_a_mistake_and_neither_is_taken(
    shop: Shop, seller: Person, buyer: Person, placed: str
) -> None:
    told = lowered(shop, seller, placed, 8_000, 9_000)

    assert (told.status, told.problem) == (422, "same_entry")
    assert shop.show(buyer, placed)["payable"]["amount"] == PRICE


def test_where_the_buyer_was_faster_the_price_stays(shop: Shop, seller: Person, buyer: Person, placed: str) -> None:
    shop.confirm(shop.attempt(buyer, placed).ok())

    assert lowered(shop, seller, placed, 8_000).problem == "invalid_state"
    shop.hear()
    assert shop.show(buyer, placed)["paid_amount"]["amount"] == PRICE
    shop.proof()


def test_a_channel_that_does_not_answer_leaves_price_and_attempt_as_they_are(
    shop: Shop, seller: Person, buyer: Person, placed: str
) -> None:
    shop.attempt(buyer, placed).ok()
    shop.stripe.faults.add("http_500", "payment_intents.cancel", times=9)

    assert lowered(shop, seller, placed, 8_000).status == 503
    assert shop.show(buyer, placed)["payable"]["amount"] == PRICE
    shop.stripe.faults.clear()
    assert lowered(shop, seller, placed, 8_000).status == 200


def test_the_same_request_twice_lowers_it_once(shop: Shop, seller: Person, placed: str) -> None:
    first, second = (lowered(shop, seller, placed, 8_000) for _ in range(2))

    assert first.text == second.text
    history = call("orders.orders", f"GET /v1/orders/{placed}/events", token=shop.token(seller)).ok()["data"]
    assert [event["name"] for event in history].count("order.repriced") == 1


def test_it_can_go_back_to_what_was_agreed_and_no_higher(shop: Shop, seller: Person, placed: str) -> None:
    lowered(shop, seller, placed, 8_000).ok()
    assert lowered(shop, seller, placed, PRICE + 1, key="more").problem == "price_above_agreed"

    told = lowered(shop, seller, placed, PRICE, key="back").ok()
    assert (told["payable"]["amount"], told["lines"][0]["funding"]) == (PRICE, [])


def test_of_two_sellers_each_lowers_their_own_part_of_what_is_paid_together(
    shop: Shop, seller: Person, buyer: Person, join: Callable[..., Person]
) -> None:
    other = join("other", "seller")
    head = shop.order(buyer, {shop.sku(seller, PRICE): 1, shop.sku(other, 6_000): 1})
    parts = {line["seller_id"]: line for line in shop.show(buyer, head)["lines"]}
    own, foreign = parts[seller.id], parts[other.id]

    told = lowered(shop, seller, own["order_id"], 7_000, line_no=own["line_no"]).ok()
    assert told["payable"]["amount"] == 7_000
    assert shop.show(buyer, head)["payable"]["amount"] == 13_000
    assert lowered(shop, seller, own["order_id"], 1, line_no=foreign["line_no"], key="2").status == 404
    assert lowered(shop, seller, foreign["order_id"], 1, line_no=foreign["line_no"], key="3").status == 404
    shop.pay(buyer, head)
    assert -balance("world:stripe") == 13_000
    shop.proof()


@pytest.mark.parametrize(
    ("arranged", "payable", "code"),
    [
        (Scene.pay, 8_000, "invalid_state"), (Scene.expire, 8_000, "invalid_state"), (Scene.cancel, 8_000, "invalid_state"),
        (lambda scene: None, 0, "invalid_amount"), (lambda scene: None, -1, "invalid_amount"),
    ],
    ids=["paid", "past its deadline", "cancelled", "nothing", "less than nothing"],
)  # fmt: skip
def test_what_is_over_or_no_price_is_refused(
    scene: Scene, arranged: Callable[[Scene], None], payable: int, code: str
) -> None:
    arranged(scene)

    assert lowered(scene.shop, scene.seller, scene.order_id, payable).problem == code
    scene.shop.proof()
