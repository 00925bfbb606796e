"""A freeze stops what leaves an account; what is due to its owner is booked all the same, by the listeners that book it."""

from collections.abc import Callable

import pytest

from tests.conftest import Clock
from tests.ledger.treasury import Treasury, cash, cny
from tests.support.call import COUNT
from tests.support.cloud import rows
from tests.support.people import Person
from tests.support.shop import Shop

Join = Callable[..., Person]
SCOPES = pytest.mark.parametrize("scope", ["debit", "all"])


def balance(account: str) -> int:
    return sum(row["balance_minor"] for row in rows() if row["kind"] == "balance" and row["account"] == account)


def earned(person: Person) -> str:
    return f"creator:{person.id}:available"


def freeze(treasury: Treasury, account: str, scope: str) -> None:
    treasury.again()
    treasury.together(account, "freeze", {"asset": "CNY", "scope": scope}).ok()


def sold(shop: Shop, seller: Person) -> str:
    buyer = shop.join(f"buyer{next(COUNT)}")
    order_id = shop.order(buyer, {shop.sku(seller): 1})
    shop.pay(buyer, order_id)
    return order_id


def window_ends(shop: Shop, time: Clock) -> None:
    time.forward(days=8)
    shop.drain()


@SCOPES
def test_what_a_seller_earns_comes_to_their_frozen_account(
    shop: Shop, treasury: Treasury, seller: Person, time: Clock, scope: str
) -> None:
    order_id = sold(shop, seller)
    freeze(treasury, earned(seller), scope)
    window_ends(shop, time)

    assert shop.show(seller, order_id)["status"] == "completed"
    assert (balance(earned(seller)), balance(f"creator:{seller.id}:pending")) == (7_000, 0)
    shop.proof()


@SCOPES
def test_a_debt_is_not_repaid_from_a_frozen_account_but_from_the_first_earnings_after_it(
    shop: Shop, treasury: Treasury, seller: Person, time: Clock, scope: str
) -> None:
    debt = f"creator:{seller.id}:receivable"
    first, _ = sold(shop, seller), sold(shop, seller)
    window_ends(shop, time)
    freeze(treasury, earned(seller), scope)
    shop.refund(seller, first, [{"line_no": 1}])
    sold(shop, seller)
    window_ends(shop, time)
    assert (balance(earned(seller)), balance(debt)) == (21_000, -7_000)

    treasury.again()
    treasury.together(earned(seller), "unfreeze", {"asset": "CNY"}).ok()
    sold(shop, seller)
    window_ends(shop, time)
    assert (balance(earned(seller)), balance(debt)) == (21_000, 0)
    shop.proof()


@SCOPES
def test_a_debt_grows_though_its_party_is_frozen(
    shop: Shop, treasury: Treasury, seller: Person, time: Clock, scope: str
) -> None:
    debt, order_id = f"creator:{seller.id}:receivable", sold(shop, seller)
    window_ends(shop, time)
    freeze(treasury, earned(seller), scope)
    shop.refund(seller, order_id, [{"line_no": 1}])

    assert (balance(earned(seller)), balance(debt)) == (7_000, -7_000)
    assert shop.books()["cny"]["net"] == 0
    shop.proof()


@SCOPES
def test_a_refund_comes_to_a_frozen_wallet(
    shop: Shop, treasury: Treasury, seller: Person, buyer: Person, scope: str
) -> None:
    treasury.fund(buyer, 10_000)
    order_id = shop.order(buyer, {shop.sku(seller): 1})
    shop.attempt(buyer, order_id, channel="wallet").ok()
    shop.bus.settle()
    assert balance(cash(buyer)) == 0
    freeze(treasury, cash(buyer), scope)
    shop.refund(seller, order_id, [{"line_no": 1}])

    assert balance(cash(buyer)) == 10_000
    assert shop.show(buyer, order_id)["refund_status"] == "full"
    shop.proof()


@pytest.mark.parametrize(("scope", "arrives"), [("debit", True), ("all", False)])
def test_nobody_sends_money_to_an_account_that_is_frozen_as_a_whole(
    treasury: Treasury, buyer: Person, join: Join, scope: str, arrives: bool
) -> None:
    friend = join("friend")
    treasury.fund(friend, 1_000)
    hold = treasury.hold(friend, 100).ok()
    freeze(treasury, cash(buyer), scope)
    replies = [treasury.send(friend, buyer, 100), treasury.post(hold["id"], cash(buyer))]

    assert [reply.status for reply in replies] == ([201, 200] if arrives else [409, 409])
    assert arrives or {reply.problem for reply in replies} == {"account_frozen"}
    assert balance(cash(buyer)) == (200 if arrives else 0)
    assert treasury.broken() == set()


@SCOPES
def test_two_people_may_put_money_on_a_frozen_account_and_take_none(
    treasury: Treasury, buyer: Person, scope: str
) -> None:
    freeze(treasury, cash(buyer), scope)

    treasury.together(cash(buyer), "adjust", {"amount": cny(500), "direction": "credit"}).ok()
    refused = treasury.together(cash(buyer), "adjust", {"amount": cny(500), "direction": "debit"})
    assert (refused.problem, balance(cash(buyer))) == ("account_frozen", 500)
