"""Hostile inputs, rows 42, 44, 47 and 64, at the fields where they would do harm: names, mails, parcels, addresses, zones."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from functions.catalogue import products
from functions.identity import profile, register
from functions.orders import checkout
from tests.support.call import Reply, call
from tests.support.people import Person
from tests.support.shop import Shop

Join = Callable[..., Person]
SKU: dict[str, Any] = {"code": "S1", "options": {}, "price": {"amount": 100, "currency": "CNY"}, "stock": 5}
EAN, TRACKING = "4006381333931", "7738301661318"


def offer(seller: Person, **sku: Any) -> Reply:
    wish = {"title": "A lamp", "skus": [SKU | sku]}
    return call(products, "POST /v1/products", wish, token=seller.token)


@pytest.mark.parametrize(
    "name", ["\u200b", "\u3164", "\ue000", "\ufdd0", "Ann\nBcc: eve@example.com", "Ann\r\n", "A\tB", "\ufffd", "\u0301"]
)
def test_a_name_that_is_not_one_line_of_visible_text_is_refused(join: Join, name: str) -> None:
    wish = {"email": "eve@example.com", "password": "correct horse battery", "display_name": name}
    assert call(register, "POST /v1/users", wish).status == 422
    assert call(profile, "PATCH /v1/me", {"display_name": name}, token=join("ann").token).status == 422


def test_bytes_that_a_gateway_could_not_read_are_not_kept_as_if_they_had_been_sent(join: Join) -> None:
    broken = json.dumps({"bio": "caf\ufffd"}, ensure_ascii=False)
    assert call(profile, "PATCH /v1/me", raw=broken, token=join("ann").token).problem == "invalid_text"
    wish = {"email": "eve@example.com", "password": "correct \ufffd\ufffd battery", "display_name": "Eve"}
    assert call(register, "POST /v1/users", wish).problem == "invalid_text"


def test_a_text_of_several_lines_is_kept_with_one_kind_of_line_end(join: Join) -> None:
    assert (
        call(profile, "PATCH /v1/me", {"bio": "one\r\ntwo\rthree"}, token=join("ann").token).ok()["bio"]
        == "one\ntwo\nthree"
    )


def test_numbers_that_somebody_else_gave_are_never_taken_for_cards(seller: Person, shop: Shop) -> None:
    assert offer(seller, code=EAN).ok()["skus"][0]["code"] == EAN
    assert offer(seller, code="4242424242424242").status == 201
    buyer = shop.join("bo")
    order_id = shop.order(buyer, {shop.sku(seller): 1}, address={"city": "Shanghai"})
    shop.pay(buyer, order_id)
    parcel = {"carrier": "SF", "tracking_no": TRACKING}
    route = f"POST /v1/merchant/orders/{order_id}/shipments"
    assert call("orders.shipments", route, parcel, token=shop.token(seller), key="k").status == 201


@pytest.mark.parametrize(
    "text", ["4242.4242.4242.4242", "4242/4242/4242/4242", "4242\n4242\n4242\n4242", "3782 822463 10005"]
)
def test_a_card_number_is_refused_over_any_one_separator(seller: Person, text: str) -> None:
    wish = {"title": "A lamp", "description": f"pay by {text} please", "skus": [SKU]}
    assert call(products, "POST /v1/products", wish, token=seller.token).problem == "card_data_not_accepted"


def test_two_keys_that_are_one_without_their_spaces_are_refused(seller: Person, shop: Shop) -> None:
    assert offer(seller, options={"size": "1", " size": "2"}).problem == "same_entry"
    buyer = shop.join("bo")
    quote = shop.quote(buyer, {shop.sku(seller): 1})
    order = {"quote_id": quote["quote_id"], "hash": quote["hash"], "address": {"city": "A", "city ": "B"}}
    assert call(checkout, "POST /v1/orders", order, token=shop.token(buyer), key="k").problem == "same_entry"


@pytest.mark.parametrize(
    "email",
    ["a..b@example.com", ".a@example.com", "a.@example.com", "@example.com", "a@.com", f"{'a' * 65}@example.com"],
)
def test_an_address_to_which_no_mail_goes_is_refused(bus: Any, email: str) -> None:
    wish = {"email": email, "password": "correct horse battery", "display_name": "Ann"}
    assert call(register, "POST /v1/users", wish).problem == "invalid_email"


@pytest.mark.parametrize(
    "zone", ["localtime", "posixrules", "Factory", "posix/Europe/Berlin", "right/UTC", "EST",
     "../UTC", "Europe/Atlantis", "utc", "PRC"]
)  # fmt: skip
def test_a_time_zone_that_is_no_place_is_refused(join: Join, zone: str) -> None:
    ann = join("ann")
    assert call(profile, "PATCH /v1/me", {"time_zone": zone}, token=ann.token).problem == "invalid_time_zone"
    for place in ("Asia/Shanghai", "America/Argentina/Buenos_Aires", "UTC"):
        assert call(profile, "PATCH /v1/me", {"time_zone": place}, token=ann.token).ok()["time_zone"] == place


def test_what_a_moderator_writes_on_several_lines_is_one_line_where_somebody_is_told(
    seller: Person, shop: Shop
) -> None:
    draft = offer(seller).ok()["id"]
    call(products, f"POST /v1/products/{draft}/submit", token=seller.token).ok()
    review = call("content.review", "GET /v1/reviews?status=open", token=shop.moderator.token).ok()["data"][0]
    reason = {"reason": "No picture.\r\n\r\nNo size."}
    call("content.review", f"POST /v1/reviews/{review['id']}/reject", reason, token=shop.moderator.token).ok()
    shop.bus.settle()
    told = call("notifications.inbox", "GET /v1/me/notifications", token=seller.token).ok()["data"][0]
    assert told["text"] == "“A lamp” was not published: No picture. No size."
