"""Checkout: the quoted price or none, stock held for every order and never twice, one order per key."""

from collections.abc import Callable

import pytest

from functions.orders import checkout
from tests.conftest import Clock
from tests.support.bus import told
from tests.support.call import call
from tests.support.cloud import rows
from tests.support.people import Person
from tests.support.shop import Shop


def test_an_address_is_kept_with_the_order_as_it_was_sent(shop: Shop, seller: Person, buyer: Person) -> None:
    quote = shop.quote(buyer, {shop.sku(seller): 1})
    address = {"name": "李雷", "line1": "长安街 1 号", "city": "北京", "country": "CN"}
    body = {"quote_id": quote["quote_id"], "hash": quote["hash"], "address": address}

    order = call(checkout, "POST /v1/orders", body, token=buyer.token, key="k").ok()
    assert shop.show(buyer, order["id"])["address"] == address


def test_an_order_holds_its_stock_until_it_is_paid_or_closed(shop: Shop, seller: Person, buyer: Person) -> None:
    product = shop.product(seller, 10_000, stock=5)
    reply = shop.try_order(buyer, {product["skus"][0]["id"]: 2})

    assert reply.status == 201
    assert reply.headers["Location"] == f"/v1/orders/{reply.body['id']}"
    assert reply.body["payable"] == {"amount": 20_000, "currency": "CNY"}
    assert (reply.body["status"], reply.body["pay_status"], reply.body["refund_status"]) == (
        "pending_payment",
        "unpaid",
        "none",
    )
    assert shop.available(product["id"]) == [3]


def test_the_last_unit_is_sold_once(shop: Shop, seller: Person, buyer: Person, join: Callable[..., Person]) -> None:
    sku = shop.sku(seller, stock=1)
    first, second = shop.try_order(buyer, {sku: 1}), shop.try_order(join("other"), {sku: 1})

    assert first.status == 201
    assert (second.status, second.problem) == (409, "out_of_stock")
    assert len([row for row in rows() if row["kind"] == "order"]) == 1


def test_two_lines_of_one_sku_are_summed_before_the_stock_is_asked(shop: Shop, seller: Person, buyer: Person) -> None:
    sku = shop.sku(seller, stock=5)
    lines = [{"sku_id": sku, "quantity": 3}, {"sku_id": sku, "quantity": 3}]
    quote = call(checkout, "POST /v1/checkout/quotes", {"lines": lines}, token=buyer.token).ok()
    body = {"quote_id": quote["quote_id"], "hash": quote["hash"]}

    assert call(checkout, "POST /v1/orders", body, token=buyer.token, key="k").problem == "out_of_stock"


def test_the_same_key_again_gives_the_same_answer_and_no_second_order(
    shop: Shop, seller: Person, buyer: Person
) -> None:
    product = shop.product(seller, 10_000, stock=5)
    quote = shop.quote(buyer, {product["skus"][0]["id"]: 2})
    body = {"quote_id": quote["quote_id"], "hash": quote["hash"]}
    first = call(checkout, "POST /v1/orders", body, token=buyer.token, key="k")
    reordered = f'{{ "hash":"{quote["hash"]}",\n "quote_id":"{quote["quote_id"]}" }}'
    again = call(checkout, "POST /v1/orders", raw=reordered, token=buyer.token, key="k")

    assert (again.status, again.body) == (201, first.body)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.headers["Location"] == first.headers["Location"]
    assert shop.available(product["id"]) == [3]
    assert len(told("order.placed")) == 1


def test_a_key_that_was_used_for_another_request_has_no_effect(shop: Shop, seller: Person, buyer: Person) -> None:
    product = shop.product(seller, 10_000, stock=5)
    shop.try_order(buyer, {product["skus"][0]["id"]: 1}, key="k").ok()
    reply = shop.try_order(buyer, {product["skus"][0]["id"]: 2}, key="k")

    assert (reply.status, reply.problem) == (422, "idempotency_key_reused")
    assert shop.available(product["id"]) == [4]


def test_one_key_of_two_people_is_two_keys(
    shop: Shop, seller: Person, buyer: Person, join: Callable[..., Person]
) -> None:
    sku = shop.sku(seller)
    mine, theirs = shop.try_order(buyer, {sku: 1}, key="k"), shop.try_order(join("other"), {sku: 1}, key="k")

    assert (mine.status, theirs.status) == (201, 201)
    assert mine.body["id"] != theirs.body["id"]


def test_without_a_key_nothing_is_ordered(shop: Shop, seller: Person, buyer: Person) -> None:
    quote = shop.quote(buyer, {shop.sku(seller): 1})
    body = {"quote_id": quote["quote_id"], "hash": quote["hash"]}

    reply = call(checkout, "POST /v1/orders", body, token=buyer.token)
    assert (reply.status, reply.problem) == (400, "idempotency_key_required")


def test_an_expired_quote_is_refused_with_the_present_one(
    shop: Shop, seller: Person, buyer: Person, time: Clock
) -> None:
    sku = shop.sku(seller)
    quote = shop.quote(buyer, {sku: 1})
    time.forward(minutes=16)
    body = {"quote_id": quote["quote_id"], "hash": quote["hash"]}
    token = call("identity.sessions", "POST /v1/sessions/refresh", {"refresh_token": buyer.refresh_token}).ok()[
        "access_token"
    ]
    reply = call(checkout, "POST /v1/orders", body, token=token, key="k")

    assert (reply.status, reply.problem) == (409, "price_changed")
    assert reply.body["quote"]["quote_id"] != quote["quote_id"]
    new = reply.body["quote"]
    assert (
        call(
            checkout, "POST /v1/orders", {"quote_id": new["quote_id"], "hash": new["hash"]}, token=token, key="k2"
        ).status
        == 201
    )


def test_a_quote_is_used_once_and_only_by_its_buyer(
    shop: Shop, seller: Person, buyer: Person, join: Callable[..., Person]
) -> None:
    quote = shop.quote(buyer, {shop.sku(seller): 1})
    body = {"quote_id": quote["quote_id"], "hash": quote["hash"]}

    assert call(checkout, "POST /v1/orders", body, token=join("thief").token, key="k").status == 404
    assert call(checkout, "POST /v1/orders", body, token=buyer.token, key="a").status == 201
    assert call(checkout, "POST /v1/orders", body, token=buyer.token, key="b").status == 404


@pytest.mark.parametrize(
    ("quantity", "code"),
    [
        (0, "invalid_quantity"),
        (-1, "invalid_quantity"),
        (10**9, "invalid_quantity"),
        (1.5, "invalid_quantity"),
        (True, "invalid_quantity"),
        ("1", "invalid_quantity"),
    ],
)
def test_a_quantity_that_is_none_is_refused(
    shop: Shop, seller: Person, buyer: Person, quantity: object, code: str
) -> None:
    lines = [{"sku_id": shop.sku(seller), "quantity": quantity}]

    reply = call(checkout, "POST /v1/checkout/quotes", {"lines": lines}, token=buyer.token)
    assert (reply.status, reply.problem) == (422, code)


def test_a_line_without_its_sku_misses_a_field(buyer: Person) -> None:
    reply = call(checkout, "POST /v1/checkout/quotes", {"lines": [{"quantity": 1}]}, token=buyer.token)
    assert (reply.status, reply.problem) == (422, "missing_field")


def test_a_price_from_the_client_is_an_unknown_field(shop: Shop, seller: Person, buyer: Person) -> None:
    quote = shop.quote(buyer, {shop.sku(seller): 1})
    body = {"quote_id": quote["quote_id"], "hash": quote["hash"], "payable": {"amount": 1, "currency": "CNY"}}

    reply = call(checkout, "POST /v1/orders", body, token=buyer.token, key="k")
    assert (reply.status, reply.problem) == (422, "unknown_field")


def test_two_currencies_do_not_meet_in_one_order(shop: Shop, seller: Person, buyer: Person) -> None:
    lines = [{"sku_id": shop.sku(seller, currency=currency), "quantity": 1} for currency in ("CNY", "USD")]

    reply = call(checkout, "POST /v1/checkout/quotes", {"lines": lines}, token=buyer.token)
    assert (reply.status, reply.problem) == (422, "invalid_currency")


def test_what_was_ordered_leaves_the_cart_and_the_rest_stays(shop: Shop, seller: Person, buyer: Person) -> None:
    one, other = shop.sku(seller), shop.sku(seller)
    call("orders.cart", f"PUT /v1/cart/items/{one}", {"quantity": 2}, token=buyer.token).ok()
    call("orders.cart", f"PUT /v1/cart/items/{other}", {"quantity": 1}, token=buyer.token).ok()
    shop.order(buyer, {one: 2})

    cart = call("orders.cart", "GET /v1/cart", token=buyer.token).ok()
    assert [(line["sku_id"], line["quantity"]) for line in cart["lines"]] == [(other, 1)]


def test_a_cart_becomes_a_quote(shop: Shop, seller: Person, buyer: Person) -> None:
    call("orders.cart", f"PUT /v1/cart/items/{shop.sku(seller, price=700)}", {"quantity": 3}, token=buyer.token).ok()

    quote = call(checkout, "POST /v1/checkout/quotes", {"from_cart": True}, token=buyer.token).ok()
    assert quote["payable"] == {"amount": 2_100, "currency": "CNY"}


def test_a_total_that_no_client_could_hold_exactly_is_refused(shop: Shop, seller: Person, buyer: Person) -> None:
    lines = [{"sku_id": shop.sku(seller, price=2**53 - 1), "quantity": 2}]

    reply = call(checkout, "POST /v1/checkout/quotes", {"lines": lines}, token=buyer.token)
    assert (reply.status, reply.problem) == (422, "invalid_amount")
