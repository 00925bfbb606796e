"""The invariants of trade: what is changed by hand in an order, an attempt or a reservation is found, by the one that says so."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.ledger.tampering import broken, one, put
from tests.support.people import Person
from tests.support.shop import Shop

Join = Callable[..., Person]


@pytest.fixture
def order_id(shop: Shop, join: Join) -> str:
    """Two of something, paid in part from the wallet; a third of the price has gone back."""
    seller, buyer = join("sol", "seller"), join("bea")
    shop.recharge(buyer, 2_000)
    order_id = shop.order(buyer, {shop.sku(seller, 3_000): 2})
    shop.pay(buyer, order_id, tenders=[{"type": "wallet", "amount": 1_500}])
    shop.refund(seller, order_id, [{"line_no": 1, "amount": 2_000}]).ok()
    shop.hear()
    return order_id


def of_order(order_id: str) -> dict[str, Any]:
    return one("order", id=order_id)


def changed(kept: str, **changes: int) -> str:
    """An order's lines or shares, the first with other figures."""
    first, *others = json.loads(kept)
    return json.dumps([{**first, **changes}, *others])


CHANGES: dict[str, tuple[Callable[[dict[str, Any]], dict[str, Any]], set[str]]] = {
    "more was paid": (lambda row: {"paid_minor": row["paid_minor"] + 1}, {"I5", "I8"}),
    "nothing was refunded": (lambda row: {"lines": changed(row["lines"], refunded_minor=0)}, {"I5", "I6"}),
    "a share is larger": (lambda row: {"shares": changed(row["shares"], amount_minor=4_201)}, {"I5", "I6"}),
    "a share gave nothing back": (lambda row: {"shares": changed(row["shares"], reversed_minor=0)}, {"I5", "I6"}),
    "more is on its way back than there is": (
        lambda row: {"lines": changed(row["lines"], refunding_minor=4_001)}, {"I7"},
    ),
    "a piece more was sold": (lambda row: {"lines": changed(row["lines"], quantity=3)}, {"I6", "I9"}),
}  # fmt: skip


def test_an_order_with_tenders_and_a_partial_refund_breaks_nothing(shop: Shop, order_id: str) -> None:
    assert not broken(shop.join("fin", "finance"))


@pytest.mark.parametrize("change", CHANGES)
def test_an_order_that_was_changed_by_hand_is_found(shop: Shop, order_id: str, change: str) -> None:
    changes, against = CHANGES[change]
    row = of_order(order_id)
    put(row, **changes(row))

    assert broken(shop.join("fin", "finance")) == against


def test_an_attempt_that_took_less_is_found(shop: Shop, order_id: str) -> None:
    put(one("attempt", order_id=order_id), amount_minor=4_499)

    assert broken(shop.join("fin", "finance")) == {"I8"}


@pytest.mark.parametrize("changes", [{"status": "released"}, {"quantity": 1}, {"returnable": 3}, {"returnable": 0}])
def test_a_reservation_that_was_changed_is_found(shop: Shop, order_id: str, changes: dict[str, Any]) -> None:
    put(one("reservation", order_id=order_id), **changes)

    assert broken(shop.join("fin", "finance")) == {"I9"}
