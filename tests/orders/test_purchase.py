"""A purchase over several sellers: one payment, and an order for each that is shipped, refunded and paid out by itself."""

from collections.abc import Callable

import pytest

from tests.conftest import Clock
from tests.support.bus import told
from tests.support.call import call
from tests.support.cloud import rows
from tests.support.people import Person
from tests.support.shop import Shop


@pytest.fixture
def sellers(join: Callable[..., Person]) -> tuple[Person, Person]:
    return join("ann", "seller"), join("ben", "seller")


@pytest.fixture
def purchase(shop: Shop, sellers: tuple[Person, Person], buyer: Person) -> str:
    """Two of Ann's lamps at 100.00 and one of Ben's at 33.33."""
    return shop.order(buyer, {shop.sku(sellers[0], 10_000): 2, shop.sku(sellers[1], 3_333): 1})


def test_one_checkout_over_two_sellers_is_one_order_to_pay_with_one_for_each(
    shop: Shop, sellers: tuple[Person, Person], buyer: Person, purchase: str
) -> None:
    shown = shop.show(buyer, purchase)
    children = [shop.show(seller, child) for seller, child in zip(sellers, shown["orders"], strict=True)]

    assert [(line["line_no"], line["seller_id"], line["order_id"]) for line in shown["lines"]] == [
        (1, sellers[0].id, shown["orders"][0]), (2, sellers[1].id, shown["orders"][1]),
    ]  # fmt: skip
    assert sum(child["payable"]["amount"] for child in children) == shown["payable"]["amount"] == 23_333
    assert [child["parent_id"] for child in children] == [purchase, purchase]
    mine = call("orders.orders", "GET /v1/orders", token=shop.token(buyer)).ok()["data"]
    assert [order["id"] for order in mine] == [purchase]
    sold = call("orders.orders", "GET /v1/orders?role=seller", token=shop.token(sellers[1])).ok()["data"]
    assert [(order["id"], len(order["lines"])) for order in sold] == [(shown["orders"][1], 1)]


def test_a_seller_sees_nothing_of_what_the_other_sold(
    shop: Shop, sellers: tuple[Person, Person], buyer: Person, purchase: str
) -> None:
    shown = shop.show(buyer, purchase)

    assert call("orders.orders", f"GET /v1/orders/{shown['orders'][0]}", token=shop.token(sellers[1])).status == 404
    assert [line["seller_id"] for line in shop.show(sellers[1], purchase)["lines"]] == [sellers[1].id]
    for order_id in (purchase, shown["orders"][1]):
        happened = call("orders.orders", f"GET /v1/orders/{order_id}/events", token=shop.token(sellers[1])).ok()["data"]
        assert [(fact["name"], fact["data"]) for fact in happened] == [("order.placed", {})]


def test_paid_once_all_of_its_orders_are_paid_and_each_seller_has_their_share(
    shop: Shop, sellers: tuple[Person, Person], buyer: Person, purchase: str
) -> None:
    shop.pay(buyer, purchase)
    shown = shop.show(buyer, purchase)

    assert (shown["status"], shown["pay_status"]) == ("paid", "paid")
    assert [shop.show(seller, child)["status"] for seller, child in zip(sellers, shown["orders"], strict=True)] == [
        "paid", "paid",
    ]  # fmt: skip
    assert [shop.wallet(seller)["CNY"]["pending"] for seller in sellers] == [14_000, 2_333]
    assert len(told("order.paid")) == 1
    shop.proof()


def test_a_part_is_neither_paid_nor_cancelled_by_itself(shop: Shop, buyer: Person, purchase: str) -> None:
    part = shop.show(buyer, purchase)["orders"][0]

    assert shop.attempt(buyer, part).problem == "invalid_state"
    assert (
        call("orders.orders", f"POST /v1/orders/{part}/cancel", token=shop.token(buyer), key="c").problem
        == "invalid_state"
    )


def test_nobody_pays_and_the_stock_of_both_sellers_is_free_again(
    shop: Shop, buyer: Person, purchase: str, time: Clock
) -> None:
    time.forward(minutes=16)
    shop.drain()

    assert shop.show(buyer, purchase)["status"] == "closed"
    assert {row["status"] for row in rows() if row["kind"] == "order"} == {"closed"}
    assert {row["available"] for row in rows() if row["kind"] == "sku"} == {5}


def test_one_seller_gives_all_of_their_part_back_and_the_other_part_goes_on(
    shop: Shop, sellers: tuple[Person, Person], buyer: Person, purchase: str, time: Clock
) -> None:
    shop.pay(buyer, purchase)
    refused = shop.refund(sellers[0], purchase, [{"line_no": 1}, {"line_no": 2}])
    assert (refused.status, refused.problem) == (404, "not_found")
    assert shop.refund(sellers[0], purchase, [{"line_no": 1}]).status == 202
    shown = shop.show(buyer, purchase)
    assert (shown["status"], shown["refund_status"], shown["refunded_amount"]["amount"]) == ("paid", "partial", 20_000)
    assert shop.show(buyer, shown["orders"][0])["close_reason"] == "refunded"

    time.forward(days=8)
    shop.drain()
    assert shop.show(buyer, shown["orders"][1])["status"] == "completed"
    assert [shop.wallet(seller)["CNY"]["available"] for seller in sellers] == [0, 2_333]
    assert shop.books()["cny"]["net"] == 3_333
    shop.proof()


def test_finance_is_told_to_refund_one_seller_at_a_time(
    shop: Shop, buyer: Person, purchase: str, join: Callable[..., Person]
) -> None:
    shop.pay(buyer, purchase)
    refused = shop.refund(join("fay", "finance"), purchase, [{"line_no": 1}, {"line_no": 2}])
    assert (refused.status, refused.problem) == (422, "several_sellers")


def test_more_skus_and_sellers_than_one_payment_can_save_are_refused_before_anything_is_held(
    shop: Shop, join: Callable[..., Person], buyer: Person
) -> None:
    wanted = {}
    for place in range(10):
        seller = join(f"seller{place}", "seller")
        for sku in shop.product(seller, *([100] * 5))["skus"]:
            wanted[sku["id"]] = 1
    reply = shop.try_order(buyer, dict(list(wanted.items())[:40]))
    assert (reply.status, reply.problem) == (422, "too_many_items")
    assert {row["available"] for row in rows() if row["kind"] == "sku"} == {5}


def test_the_largest_purchase_over_ten_sellers_is_paid_in_one_transaction(
    shop: Shop, join: Callable[..., Person], buyer: Person
) -> None:
    skus = [shop.product(join(f"s{place}", "seller"), *([100] * 4))["skus"] for place in range(10)]
    wanted = {sku["id"]: 1 for place in range(4) for sku in (of_seller[place] for of_seller in skus)}
    purchase = shop.order(buyer, dict(list(wanted.items())[:37]))
    shop.pay(buyer, purchase)

    assert shop.show(buyer, purchase)["status"] == "paid"
    shop.proof()
