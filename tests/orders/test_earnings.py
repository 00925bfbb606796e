"""What parties earn, and single shares that finance stops and lets go on."""

from collections.abc import Callable
from typing import Any

from tests.conftest import Clock
from tests.support.bus import told
from tests.support.call import Reply, call
from tests.support.cloud import rows
from tests.support.people import Person
from tests.support.shop import Shop

PRICE = 10_000


def earnings(shop: Shop, who: Person, party: str, query: str = "") -> Reply:
    return call("orders.earnings", f"GET /v1/parties/{party}/earnings{query}", token=shop.token(who))


def split(shop: Shop, who: Person, order_id: str, what: str, *, role: str = "creator", key: str | None = None) -> Reply:
    wish = {"line_no": 1, "role": role, "reason": "the goods are said to be forged"}
    path = f"POST /v1/admin/splits/{order_id}/{what}"
    return call("orders.admin_splits", path, wish, token=shop.token(who), key=key or f"{what} {role}")


def sums(found: Any) -> dict[str, int]:
    [one] = found["sums"]
    return {name: money["amount"] for name, money in one.items() if money["amount"]}


def window_ends(shop: Shop, time: Clock) -> None:
    time.forward(days=8)
    shop.drain()


def test_a_seller_sees_each_share_and_what_of_it_is_where(
    shop: Shop, seller: Person, buyer: Person, time: Clock
) -> None:
    party = f"creator:{seller.id}"
    orders = [shop.order(buyer, {shop.sku(seller, PRICE): 1}) for _ in range(3)]
    for order_id in orders[:2]:
        shop.pay(buyer, order_id)
    assert sums(earnings(shop, seller, party).ok()) == {"pending": 14_000}
    window_ends(shop, time)
    late = shop.order(buyer, {shop.sku(seller, PRICE): 1})
    shop.pay(buyer, late)
    found = earnings(shop, seller, party).ok()

    assert sums(found) == {"available": 14_000, "pending": 7_000}
    assert [(share["order_id"], share["status"]) for share in found["data"]] == [
        (late, "pending"), (orders[1], "available"), (orders[0], "available"),
    ]  # fmt: skip
    pending = earnings(shop, seller, party, "?status=pending").ok()["data"]
    assert [(share["order_id"], share["amount"]["amount"]) for share in pending] == [(late, 7_000)]


def test_money_in_a_wallet_or_for_advertising_was_not_earned(shop: Shop, buyer: Person) -> None:
    shop.recharge(buyer, 5_000)

    assert [
        account["asset"] for account in call("ledger.wallet", "GET /v1/wallets", token=buyer.token).ok()["data"]
    ] == ["CNY"]
    found = earnings(shop, buyer, f"user:{buyer.id}").ok()
    assert (found["sums"], found["data"]) == ([], [])


def test_earnings_are_read_page_by_page(shop: Shop, seller: Person, buyer: Person) -> None:
    party, sku = f"creator:{seller.id}", shop.sku(seller, PRICE)
    orders = [shop.order(buyer, {sku: 1}) for _ in range(3)]
    for order_id in orders:
        shop.pay(buyer, order_id)
    first = earnings(shop, seller, party, "?limit=2").ok()
    second = earnings(shop, seller, party, f"?limit=2&cursor={first['next_cursor']}").ok()

    assert [share["order_id"] for page in (first, second) for share in page["data"]] == orders[::-1]
    assert second["next_cursor"] is None


def test_nobody_sees_anothers_earnings_but_finance(
    shop: Shop, seller: Person, buyer: Person, join: Callable[..., Person], finance: Person
) -> None:
    friend = join("friend")
    shop.pay(buyer, shop.order(buyer, {shop.sku(seller, PRICE): 1}))

    assert earnings(shop, friend, f"channel:{friend.id}").ok()["data"] == []
    assert earnings(shop, friend, f"creator:{seller.id}").status == 404
    assert earnings(shop, finance, f"creator:{seller.id}").ok()["data"][0]["amount"]["amount"] == 7_000
    assert earnings(shop, friend, "creator:").status == 400


def test_what_a_refund_took_back_and_is_owed_is_shown(
    shop: Shop, seller: Person, buyer: Person, finance: Person, time: Clock
) -> None:
    order_id = shop.order(buyer, {shop.sku(seller, PRICE): 1})
    shop.pay(buyer, order_id)
    shop.refund(seller, order_id, [{"line_no": 1, "amount": 5_000}])
    found = earnings(shop, seller, f"creator:{seller.id}").ok()

    assert (found["data"][0]["amount"]["amount"], found["data"][0]["reversed"]["amount"]) == (7_000, 3_500)
    assert sums(found) == {"pending": 3_500}


def test_the_same_payment_told_twice_is_listed_once_and_the_direct_channel_has_no_list(
    shop: Shop, seller: Person, buyer: Person
) -> None:
    shop.pay(buyer, shop.order(buyer, {shop.sku(seller, PRICE): 1}))
    shop.bus.again("order.paid")

    assert [row["party"] for row in rows() if row["kind"] == "earning"] == [f"creator:{seller.id}"]


def test_a_frozen_share_does_not_become_available_and_does_when_it_is_released(
    shop: Shop, seller: Person, buyer: Person, finance: Person, time: Clock
) -> None:
    order_id = shop.order(buyer, {shop.sku(seller, PRICE): 1})
    shop.pay(buyer, order_id)
    assert split(shop, finance, order_id, "freeze").ok()["status"] == "frozen"
    window_ends(shop, time)
    assert shop.show(buyer, order_id)["status"] == "completed"
    assert (shop.wallet(seller)["CNY"]["pending"], shop.wallet(seller)["CNY"]["available"]) == (7_000, 0)
    released = split(shop, finance, order_id, "release").ok()

    assert released["status"] == "available"
    assert split(shop, finance, order_id, "release").body == released
    assert shop.wallet(seller)["CNY"]["available"] == 7_000
    assert [fact["actor"] for name in ("order.share_frozen", "order.share_released") for fact in told(name)] == [
        finance.id, finance.id,
    ]  # fmt: skip
    shop.proof()


def test_a_share_that_is_released_before_its_time_waits_for_it(
    shop: Shop, seller: Person, buyer: Person, finance: Person, time: Clock
) -> None:
    order_id = shop.order(buyer, {shop.sku(seller, PRICE): 1})
    shop.pay(buyer, order_id)
    split(shop, finance, order_id, "freeze").ok()
    assert split(shop, finance, order_id, "release").ok()["status"] == "pending"
    window_ends(shop, time)

    assert shop.wallet(seller)["CNY"]["available"] == 7_000


def test_a_frozen_share_of_days_remembers_that_they_have_passed(
    shop: Shop, seller: Person, buyer: Person, finance: Person, time: Clock
) -> None:
    parts = [{"role": "creator", "party_ref": "seller", "value": 8_000}]
    wish = {"parts": parts, "timing": "t_plus_n", "days": 2}
    call("commission.rules", "POST /v1/admin/split-rules", wish, token=finance.token, key="rule").ok()
    order_id = shop.order(buyer, {shop.sku(seller, PRICE): 1})
    shop.pay(buyer, order_id)
    split(shop, finance, order_id, "freeze").ok()
    time.forward(days=3)
    shop.drain()
    assert split(shop, finance, order_id, "release").ok()["status"] == "available"
    assert shop.wallet(seller)["CNY"]["available"] == 8_000
    shop.proof()


def test_a_refund_takes_from_a_frozen_share_as_from_any_other(
    shop: Shop, seller: Person, buyer: Person, finance: Person
) -> None:
    order_id = shop.order(buyer, {shop.sku(seller, PRICE): 1})
    shop.pay(buyer, order_id)
    split(shop, finance, order_id, "freeze").ok()
    shop.refund(seller, order_id, [{"line_no": 1}])

    assert shop.wallet(seller)["CNY"]["pending"] == 0
    assert shop.books()["cny"]["net"] == 0
    shop.proof()


def test_only_what_waits_can_be_frozen_and_only_finance_does_it(
    shop: Shop, seller: Person, buyer: Person, finance: Person
) -> None:
    order_id = shop.order(buyer, {shop.sku(seller, PRICE): 1})
    unpaid = split(shop, finance, order_id, "freeze", key="1")
    shop.pay(buyer, order_id)
    platform = split(shop, finance, order_id, "freeze", role="platform")
    unknown = split(shop, finance, order_id, "freeze", role="nobody")
    loose = split(shop, finance, order_id, "release", key="2")

    assert (unpaid.problem, platform.problem, unknown.problem) == ("invalid_state", "invalid_state", "not_found")
    assert (loose.problem, split(shop, seller, order_id, "freeze", key="3").status) == ("invalid_state", 403)
