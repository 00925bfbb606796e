"""Wallets: filled by recharges, given to orders alone or beside a channel, and never spent twice."""

from collections.abc import Callable
from typing import Any

from tests.conftest import Clock
from tests.support.call import Reply, call
from tests.support.people import Person
from tests.support.shop import Shop

PRICE = 10_000


def cash(shop: Shop, person: Person) -> dict[str, Any]:
    wallet = shop.wallet(person)["CNY"]
    return {name: wallet[name] for name in ("balance", "available", "frozen")}


def beside(amount: int) -> dict[str, Any]:
    return {"tenders": [{"type": "wallet", "amount": amount}]}


def tip(who: Person, to: str, amount: int = 1_000) -> Reply:
    wish = {"user_id": to, "amount": {"amount": amount, "currency": "CNY"}, "message": "Well sung."}
    return call("orders.tip", "POST /v1/tips", wish, token=who.token, key=f"tip-{to}-{amount}")


def test_a_recharge_is_an_order_that_ends_in_the_wallet(shop: Shop, buyer: Person) -> None:
    order = shop.recharge(buyer, 5_000)

    assert cash(shop, buyer) == {"balance": 5_000, "available": 5_000, "frozen": 0}
    assert (shop.show(buyer, order)["status"], shop.show(buyer, order)["biz_type"]) == ("completed", "recharge")
    shop.proof()


def test_the_wallet_alone_pays_at_once_and_gets_it_back_at_once(shop: Shop, seller: Person, buyer: Person) -> None:
    shop.recharge(buyer, 25_000)
    order = shop.order(buyer, {shop.sku(seller, PRICE): 1})
    attempt = shop.attempt(buyer, order, key="once", channel="wallet").ok()
    again = shop.attempt(buyer, order, key="once", channel="wallet")

    assert (attempt["status"], again.body, again.headers["Idempotent-Replayed"]) == ("succeeded", attempt, "true")
    assert shop.show(buyer, order)["status"] == "paid"
    assert cash(shop, buyer)["available"] == 15_000
    shop.refund(seller, order, [{"line_no": 1, "amount": 4_000}])
    assert cash(shop, buyer)["available"] == 19_000
    assert shop.books()["cny"]["net"] == 25_000
    shop.proof()


def test_a_wallet_that_is_too_small_pays_nothing(shop: Shop, seller: Person, buyer: Person) -> None:
    shop.recharge(buyer, PRICE - 1)
    order = shop.order(buyer, {shop.sku(seller, PRICE): 1})
    reply = shop.attempt(buyer, order, channel="wallet")

    assert (reply.status, reply.problem) == (409, "insufficient_funds")
    assert (shop.show(buyer, order)["pay_status"], cash(shop, buyer)["available"]) == ("unpaid", PRICE - 1)


def test_a_part_from_the_wallet_is_held_until_the_channel_has_said_and_then_given(
    shop: Shop, seller: Person, buyer: Person
) -> None:
    shop.recharge(buyer, 3_000)
    order = shop.order(buyer, {shop.sku(seller, PRICE): 1})
    attempt = shop.attempt(buyer, order, **beside(2_500)).ok()

    assert (attempt["amount"]["amount"], attempt["wallet_amount"]["amount"]) == (7_500, 2_500)
    assert cash(shop, buyer) == {"balance": 3_000, "available": 500, "frozen": 2_500}
    shop.confirm(attempt)
    shop.hear()
    assert cash(shop, buyer) == {"balance": 500, "available": 500, "frozen": 0}
    shown = shop.show(buyer, order)
    assert (shown["status"], shown["wallet_amount"]["amount"]) == ("paid", 2_500)
    assert shop.wallet(seller)["CNY"]["pending"] == 7_000
    shop.proof()


def test_what_was_held_is_free_again_when_nobody_pays_the_rest(
    shop: Shop, seller: Person, buyer: Person, time: Clock
) -> None:
    shop.recharge(buyer, 3_000)
    order = shop.order(buyer, {shop.sku(seller, PRICE): 1})
    shop.attempt(buyer, order, **beside(2_500)).ok()
    time.forward(minutes=16)
    shop.drain()

    assert shop.show(buyer, order)["status"] == "closed"
    assert cash(shop, buyer) == {"balance": 3_000, "available": 3_000, "frozen": 0}
    shop.proof()


def test_two_attempts_do_not_hold_the_same_money(shop: Shop, seller: Person, buyer: Person) -> None:
    shop.recharge(buyer, 3_000)
    order = shop.order(buyer, {shop.sku(seller, PRICE): 1})
    shop.attempt(buyer, order, **beside(2_000)).ok()

    assert shop.attempt(buyer, order, **beside(2_000)).problem == "insufficient_funds"


def test_the_attempt_that_loses_lets_its_hold_go(shop: Shop, seller: Person, buyer: Person) -> None:
    shop.recharge(buyer, 3_000)
    order = shop.order(buyer, {shop.sku(seller, PRICE): 1})
    shop.attempt(buyer, order, **beside(2_000)).ok()
    shop.pay(buyer, order)

    assert cash(shop, buyer) == {"balance": 3_000, "available": 3_000, "frozen": 0}
    assert shop.show(buyer, order)["wallet_amount"]["amount"] == 0
    shop.proof()


def test_a_refund_goes_back_by_the_channel_first_and_then_to_the_wallet(
    shop: Shop, seller: Person, buyer: Person
) -> None:
    shop.recharge(buyer, 3_000)
    order = shop.order(buyer, {shop.sku(seller, PRICE): 1})
    shop.pay(buyer, order, **beside(3_000))
    before = shop.books()["cny"]["refunded"]
    for amount, wallet in ((6_000, 0), (2_000, 1_000), (2_000, 2_000)):
        reply = shop.refund(seller, order, [{"line_no": 1, "amount": amount}])
        assert reply.body["wallet_amount"]["amount"] == wallet

    assert shop.books()["cny"]["refunded"] - before == 7_000
    assert cash(shop, buyer)["available"] == 3_000
    assert shop.show(buyer, order)["refund_status"] == "full"
    shop.proof()


def test_a_recharge_is_not_paid_from_the_wallet_and_more_than_the_price_is_not_given(
    shop: Shop, seller: Person, buyer: Person
) -> None:
    shop.recharge(buyer, 20_000)
    wish = {"amount": {"amount": 5_000, "currency": "CNY"}}
    filling = call("orders.recharge", "POST /v1/wallets/recharges", wish, token=buyer.token, key="r").ok()["id"]
    order = shop.order(buyer, {shop.sku(seller, PRICE): 1})

    assert shop.attempt(buyer, filling, channel="wallet").problem == "wallet_not_accepted"
    assert shop.attempt(buyer, order, **beside(PRICE)).problem == "wallet_not_accepted"
    assert cash(shop, buyer)["frozen"] == 0


def test_a_recharge_that_is_spent_does_not_go_back(
    shop: Shop, seller: Person, buyer: Person, join: Callable[..., Person]
) -> None:
    recharge = shop.recharge(buyer, PRICE)
    finance = join("fay", "finance")
    shop.attempt(buyer, shop.order(buyer, {shop.sku(seller, PRICE - 1): 1}), channel="wallet").ok()
    refused = shop.refund(finance, recharge, [{"line_no": 1}])

    assert (refused.status, refused.problem) == (409, "insufficient_funds")
    assert shop.refund(finance, recharge, [{"line_no": 1, "amount": 1}]).status == 202
    assert cash(shop, buyer)["balance"] == 0
    shop.proof()


def test_a_tip_is_split_like_a_sale_and_available_at_once(shop: Shop, seller: Person, buyer: Person) -> None:
    order = tip(buyer, seller.id).ok()
    shop.pay(buyer, order["id"])

    assert shop.show(buyer, order["id"])["status"] == "completed"
    assert (shop.wallet(seller)["CNY"]["available"], shop.wallet(seller)["CNY"]["pending"]) == (700, 0)
    assert tip(buyer, buyer.id).problem == "same_account"
    assert tip(buyer, "usr_" + "0" * 26, 2_000).status == 404
    shop.proof()


def test_a_wallet_that_is_frozen_meanwhile_gives_nothing_and_what_the_channel_took_goes_back(
    shop: Shop, seller: Person, buyer: Person, join: Callable[..., Person]
) -> None:
    shop.recharge(buyer, 3_000)
    order = shop.order(buyer, {shop.sku(seller, PRICE): 1})
    attempt = shop.attempt(buyer, order, **beside(2_500)).ok()
    wish = {"asset": "CNY", "scope": "debit", "reason": "A stolen telephone."}
    path = f"POST /v1/admin/accounts/user:{buyer.id}:cash/freeze"
    asked = call("ledger.account_actions", path, wish, token=join("fay", "finance").token, key="f").ok()
    approve = f"POST /v1/admin/account-actions/{asked['id']}/approve"
    call("ledger.account_actions", approve, token=join("flo", "finance").token, key="a").ok()
    shop.confirm(attempt)
    shop.hear()

    assert shop.show(buyer, order)["pay_status"] == "unpaid"
    assert shop.wallet(buyer)["CNY"]["balance"] == 3_000
    assert shop.books()["cny"]["net"] == 3_000
    shop.proof()
