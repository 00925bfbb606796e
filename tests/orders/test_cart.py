"""A cart shows what anybody could buy, and of everything else nothing but that it lies there."""

from typing import Any

from functions.orders import cart, checkout
from tests.support.call import Reply, call
from tests.support.people import Person
from tests.support.shop import Shop

HIDDEN = {"title": None, "unit_price": None, "available": 0, "on_sale": False}


def put(buyer: Person, sku_id: str, quantity: int = 1) -> Reply:
    return call(cart, f"PUT /v1/cart/items/{sku_id}", {"quantity": quantity}, token=buyer.token)


def lines(buyer: Person) -> list[dict[str, Any]]:
    return list(call(cart, "GET /v1/cart", token=buyer.token).ok()["lines"])


def drafted(seller: Person) -> str:
    sku = {"code": "S", "price": {"amount": 123_456, "currency": "CNY"}, "stock": 7}
    wish = {"title": "A secret", "skus": [sku]}
    return str(call("catalogue.products", "POST /v1/products", wish, token=seller.token).ok()["skus"][0]["id"])


def unpublish(seller: Person, product_id: str) -> None:
    call("catalogue.products", f"POST /v1/products/{product_id}/unpublish", token=seller.token).ok()


def test_what_is_not_public_cannot_be_put_in_a_cart_whether_it_exists_or_not(
    shop: Shop, seller: Person, buyer: Person
) -> None:
    for sku_id in (drafted(seller), "sku_" + "0" * 26):
        for somebody in (buyer, seller):
            reply = put(somebody, sku_id)
            assert (reply.status, reply.problem) == (404, "not_found")
    assert lines(buyer) == []


def test_a_line_that_is_no_longer_sold_is_kept_and_shows_nothing_of_it(
    shop: Shop, seller: Person, buyer: Person
) -> None:
    product = shop.product(seller, 700)
    (sku_id,) = (sku["id"] for sku in product["skus"])
    assert put(buyer, sku_id, 2).ok()["lines"][0]["title"] == "A lamp"
    unpublish(seller, product["id"])

    assert lines(buyer) == [{"sku_id": sku_id, "quantity": 2} | HIDDEN]
    assert put(buyer, sku_id, 1).ok()["lines"] == [{"sku_id": sku_id, "quantity": 1} | HIDDEN]
    assert call(cart, f"DELETE /v1/cart/items/{sku_id}", token=buyer.token).ok()["lines"] == []
    assert put(buyer, sku_id).problem == "not_found"


def test_a_quote_says_the_same_of_a_draft_and_of_what_never_was(shop: Shop, seller: Person, buyer: Person) -> None:
    said = []
    for sku_id in (drafted(seller), "sku_" + "0" * 26):
        wish = {"lines": [{"sku_id": sku_id, "quantity": 1}]}
        reply = call(checkout, "POST /v1/checkout/quotes", wish, token=buyer.token)
        said.append((reply.status, reply.problem, reply.body["detail"].replace(sku_id, "it")))
    assert said == [(409, "not_on_sale", "it is not on sale.")] * 2
