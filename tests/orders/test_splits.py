"""A sale is shared by the rules of the moment it was placed, and each share comes when its rule says."""

from collections.abc import Callable
from typing import Any

from tests.conftest import Clock
from tests.support.books import statuses
from tests.support.call import call
from tests.support.people import Person
from tests.support.shop import Shop

PRICE = 10_000


def rule(shop: Shop, **wish: Any) -> str:
    """A rule in front of all others: 80 % to the seller, unless the wish says otherwise."""
    parts = [{"role": "creator", "party_ref": "seller", "kind": "percent_bps", "value": 8_000}]
    finance = shop.join("fay", "finance")
    body = {"parts": parts, "position": 1} | wish
    made = call("commission.rules", "POST /v1/admin/split-rules", body, token=finance.token, key="rule").ok()
    return str(made["rule"]["rule_id"])


def splits(shop: Shop, who: Person, order_id: str) -> dict[str, Any]:
    return dict(call("orders.splits", f"GET /v1/orders/{order_id}/splits", token=shop.token(who)).ok())


def test_a_new_rule_counts_for_new_orders_and_not_for_those_that_were_placed_before(
    shop: Shop, seller: Person, buyer: Person
) -> None:
    sku = shop.sku(seller, PRICE)
    before = shop.order(buyer, {sku: 1})
    rule_id = rule(shop)
    after = shop.order(buyer, {sku: 1})
    for order in (before, after):
        shop.pay(buyer, order)

    assert [splits(shop, seller, order)["data"][0]["amount"]["amount"] for order in (before, after)] == [7_000, 8_000]
    shown = splits(shop, seller, after)
    assert (shown["rule_book_version"], shown["data"][0]["rule_id"]) == (1, rule_id)
    assert shop.wallet(seller)["CNY"]["pending"] == 15_000
    shop.proof()


def test_a_share_that_is_due_at_once_is_available_at_once_and_taken_back_from_there(
    shop: Shop, seller: Person, buyer: Person
) -> None:
    rule(shop, timing="instant")
    order = shop.order(buyer, {shop.sku(seller, PRICE): 1})
    shop.pay(buyer, order)
    assert shop.wallet(seller)["CNY"]["available"] == 8_000

    shop.refund(seller, order, [{"line_no": 1, "amount": 5_000}])
    assert shop.wallet(seller)["CNY"]["available"] == 4_000
    shop.proof()


def test_a_share_that_waits_for_days_comes_after_them_and_before_the_window_ends(
    shop: Shop, seller: Person, buyer: Person, time: Clock
) -> None:
    rule(shop, timing="t_plus_n", days=2)
    order = shop.order(buyer, {shop.sku(seller, PRICE): 1})
    shop.pay(buyer, order)
    for days, available in ((1, 0), (1.1, 8_000), (6, 8_000)):
        time.forward(days=days)
        shop.drain()
        assert shop.wallet(seller)["CNY"]["available"] == available
    assert shop.show(buyer, order)["status"] == "completed"
    shop.proof()


def test_a_share_that_waits_for_receipt_comes_with_it(shop: Shop, seller: Person, buyer: Person) -> None:
    rule(shop, timing="on_receipt")
    order = shop.order(buyer, {shop.sku(seller, PRICE): 1}, address={"name": "Li Lei"})
    shop.pay(buyer, order)
    wish = {"carrier": "SF", "tracking_no": "1"}
    call("orders.shipments", f"POST /v1/merchant/orders/{order}/shipments", wish, token=seller.token, key="s").ok()
    assert shop.wallet(seller)["CNY"]["available"] == 0
    call("orders.shipments", f"POST /v1/orders/{order}/confirm-receipt", token=buyer.token, key="c").ok()

    assert shop.wallet(seller)["CNY"]["available"] == 8_000
    assert splits(shop, seller, order)["data"][0]["status"] == "available"
    shop.proof()


def test_a_buyer_does_not_say_who_has_the_channels_part(
    shop: Shop, seller: Person, buyer: Person, join: Callable[..., Person]
) -> None:
    sku = shop.sku(seller, PRICE)
    reply = shop.try_order(buyer, {sku: 1}, promoter_ids=[join("friend").id])

    assert (reply.status, reply.problem) == (422, "unknown_field")
    assert statuses("order") == []


def test_shares_are_shown_to_those_whose_they_are_and_to_the_staff(
    shop: Shop, seller: Person, buyer: Person, join: Callable[..., Person]
) -> None:
    order = shop.order(buyer, {shop.sku(seller, PRICE): 1})

    assert [share["role"] for share in splits(shop, seller, order)["data"]] == ["creator"]
    assert [share["role"] for share in splits(shop, join("sue", "support"), order)["data"]] == [
        "creator", "channel", "platform",
    ]  # fmt: skip
    for stranger in (buyer, join("other", "seller")):
        assert call("orders.splits", f"GET /v1/orders/{order}/splits", token=stranger.token).status == 404
