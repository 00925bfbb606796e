"""Settlement: what became available before the cut-off is on one statement, once, however often it is run."""

from collections.abc import Callable

import pytest

from functions.settlement import run, settle, statements
from tests.conftest import Clock
from tests.ledger.tampering import broken, one, put
from tests.support import people
from tests.support.bus import told
from tests.support.call import call
from tests.support.people import Person
from tests.support.shop import Shop


def again(person: Person) -> Person:
    """Tokens live ten minutes; days have passed."""
    return people.sign_in(person.id, person.email)


def sold(shop: Shop, seller: Person, buyer: Person, *prices: int) -> list[str]:
    order_ids = []
    for price in prices:
        order_id = shop.order(buyer, {shop.sku(seller, price=price): 1})
        shop.pay(buyer, order_id)
        order_ids.append(order_id)
    return order_ids


def settled(shop: Shop, join: Callable[..., Person], as_of: str) -> None:
    finance = again(join(f"finance-{as_of}-{len(told())}", "finance"))
    assert call(run, "POST /v1/admin/settlements/run", {"as_of": as_of}, token=finance.token).status == 202
    shop.bus.settle()


def test_what_the_window_released_is_on_one_statement_with_its_movements(
    shop: Shop, seller: Person, join: Callable[..., Person], time: Clock
) -> None:
    sold(shop, seller, join("buyer"), 10_000, 5_000)
    time.forward(days=8)
    shop.drain()
    settled(shop, join, "2026-11-28")

    token = again(seller).token
    mine = call(statements, "GET /v1/settlements", token=token).ok()["data"]
    assert [(one["closing"]["amount"], one["lines"], one["status"]) for one in mine] == [(10_500, 2, "closed")]
    lines = call(statements, f"GET /v1/settlements/{mine[0]['id']}/items", token=token).ok()["data"]
    assert sorted(line["amount"]["amount"] for line in lines) == [3_500, 7_000]
    assert shop.wallet(again(seller))["CNY"] == {
        "asset": "CNY",
        "balance": 10_500,
        "available": 10_500,
        "pending": 0,
        "frozen": 0,
    }
    shop.proof()


def test_running_it_twice_or_by_the_schedule_too_changes_nothing_more(
    shop: Shop, seller: Person, join: Callable[..., Person], time: Clock
) -> None:
    sold(shop, seller, join("buyer"), 10_000)
    time.forward(days=8)
    shop.drain()
    settled(shop, join, "2026-11-28")
    settled(shop, join, "2026-11-28")
    time.forward(days=1)
    settle.handler({}, None)

    assert len(told("settlement.statement_ready")) == 2  # the seller's and the direct channel's
    assert len(call(statements, "GET /v1/settlements", token=again(seller).token).ok()["data"]) == 1


def test_before_the_window_ends_nothing_is_settled(
    shop: Shop, seller: Person, join: Callable[..., Person], time: Clock
) -> None:
    sold(shop, seller, join("buyer"), 10_000)
    time.forward(days=3)
    shop.drain()
    settled(shop, join, "2026-11-23")

    assert not told("settlement.statement_ready")
    assert shop.wallet(again(seller))["CNY"]["pending"] == 7_000


def test_a_refund_after_the_statement_is_on_the_next_one(
    shop: Shop, seller: Person, join: Callable[..., Person], time: Clock
) -> None:
    (order_id,) = sold(shop, seller, join("buyer"), 10_000)
    time.forward(days=8)
    shop.drain()
    settled(shop, join, "2026-11-28")
    assert shop.refund(again(seller), order_id, [{"line_no": 1, "amount": 1_000}]).status == 202
    time.forward(days=1)
    settled(shop, join, "2026-11-29")

    mine = call(statements, "GET /v1/settlements", token=again(seller).token).ok()["data"]
    assert [(one["period"], one["closing"]["amount"]) for one in mine] == [("2026-11-29", -700), ("2026-11-28", 7_000)]
    shop.proof()


def test_a_day_that_has_not_begun_cannot_be_settled(shop: Shop, join: Callable[..., Person]) -> None:
    reply = call(run, "POST /v1/admin/settlements/run", {"as_of": "2026-11-22"}, token=join("cfo", "finance").token)

    assert (reply.status, reply.problem) == (422, "future_as_of")


def test_somebody_elses_statement_is_not_there(
    shop: Shop, seller: Person, join: Callable[..., Person], time: Clock
) -> None:
    sold(shop, seller, join("buyer"), 10_000)
    time.forward(days=8)
    shop.drain()
    settled(shop, join, "2026-11-28")
    statement_id = call(statements, "GET /v1/settlements", token=again(seller).token).ok()["data"][0]["id"]

    assert call(statements, f"GET /v1/settlements/{statement_id}", token=again(join("other")).token).status == 404
    assert (
        call(
            run, "POST /v1/admin/settlements/run", {"as_of": "2026-11-28"}, token=again(join("mod", "moderator")).token
        ).status
        == 403
    )


@pytest.mark.parametrize(("kind", "name"), [("settleable", "amount_minor"), ("statement", "earned_minor")])
def test_a_statement_that_is_not_the_sum_of_its_lines_is_found_by_the_proof(
    shop: Shop, seller: Person, time: Clock, kind: str, name: str
) -> None:
    fay = shop.join("fay", "finance")
    sold(shop, seller, shop.join("buyer"), 10_000)
    time.forward(days=8)
    shop.drain()
    settled(shop, shop.join, "2026-11-28")
    assert not broken(again(fay))

    put(one(kind, party=f"creator:{seller.id}"), **{name: 7_001})

    assert broken(again(fay)) == {"I10"}
