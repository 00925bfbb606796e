"""Wishes that must not pass: what is not a product, what is not yours, what is out of date."""

from typing import Any

import pytest

from argosy.catalogue.products import offers
from functions.catalogue import products
from tests.catalogue.goods import PRODUCT, changed, drafted, published, seen, sku
from tests.support.call import call
from tests.support.cloud import rows
from tests.support.people import Person


@pytest.fixture
def ann(join) -> Person:
    return join("ann", "seller")


@pytest.fixture
def mod(join) -> Person:
    return join("mod", "moderator")


HOPELESS: list[tuple[dict[str, Any], str]] = [
    ({"status": "published"}, "unknown_field"),
    ({"skus": [sku("A", available=9)]}, "unknown_field"),
    ({"skus": []}, "invalid_field"),
    ({"skus": [sku(f"S{n}") for n in range(51)]}, "too_many_items"),
    ({"skus": [sku("A"), sku("a")]}, "same_sku_code"),
    ({"skus": [sku("A"), sku("B", price={"amount": 1, "currency": "USD"})]}, "invalid_currency"),
    ({"skus": [sku("A", price={"amount": 1, "currency": "XXX"})]}, "invalid_currency"),
    ({"skus": [sku("A", price={"amount": 1, "currency": "CNY", "tax": 1})]}, "unknown_field"),
    *(
        ({"skus": [sku("A", price={"amount": bad, "currency": "CNY"})]}, "invalid_amount")
        for bad in (0, -1, 0.5, "1", True, 2**53)
    ),
    *(({"skus": [sku("A", stock=bad)]}, "invalid_quantity") for bad in (-1, 0.5, "1", True, 10**9)),
    ({"skus": [sku("A", options={f"o{n}": "x" for n in range(6)})]}, "too_many_items"),
    ({"skus": [sku("A", options={"color": "\u202ered"})]}, "invalid_text"),
    ({"description": "4242424242424242"}, "card_data_not_accepted"),
    ({"tags": [str(n) for n in range(101)]}, "too_many_items"),
]


def test_more_skus_than_one_transaction_can_exchange_are_refused_at_once(ann: Person, mod: Person) -> None:
    product = published(ann, mod, skus=[sku(f"S{n}") for n in range(50)])
    reply = changed(ann, product["id"], skus=[sku(f"N{n}") for n in range(11)])

    assert (reply.status, reply.problem) == (422, "too_many_items")


def test_a_sku_of_somebody_else_cannot_be_taken_over(ann: Person, mod: Person, join) -> None:
    product, bob = published(ann, mod), join("bob", "seller")
    theirs = drafted(bob)
    before = offers([product["skus"][0]["id"]])
    stolen = {"id": product["skus"][0]["id"], "code": "X", "price": {"amount": 1, "currency": "CNY"}}

    assert changed(bob, theirs["id"], skus=[stolen]).problem == "not_found"
    assert changed(bob, product["id"], skus=[stolen]).problem == "not_found"
    assert call(products, f"DELETE /v1/products/{product['id']}", token=bob.token).problem == "not_found"
    assert call(products, f"POST /v1/products/{product['id']}/unpublish", token=bob.token).problem == "not_found"
    assert offers([product["skus"][0]["id"]]) == before


def test_only_sellers_offer_products_and_a_withdrawn_role_counts_at_once(ann: Person, join) -> None:
    from argosy.identity import users

    assert call(products, "POST /v1/products", PRODUCT, token=join("bob").token).problem == "forbidden"
    users.withdraw(ann.id, "seller", by=None)
    assert call(products, "POST /v1/products", PRODUCT, token=ann.token).problem == "forbidden"


def test_a_wish_that_cannot_be_is_refused_by_its_name_and_nothing_is_kept(ann: Person) -> None:
    for wish, code in HOPELESS:
        reply = call(products, "POST /v1/products", PRODUCT | wish, token=ann.token)
        assert (reply.status, reply.problem) == (422, code), wish

    assert not [row for row in rows() if row["kind"] in ("product", "sku")]


def test_the_stock_of_a_sku_does_not_change_by_editing_its_product(ann: Person) -> None:
    product = drafted(ann)
    twice = {"id": product["skus"][0]["id"], "code": "A", "price": {"amount": 1, "currency": "CNY"}}

    assert changed(ann, product["id"], skus=[twice | {"stock": 9}]).problem == "invalid_quantity"
    assert changed(ann, product["id"], skus=[twice, twice | {"code": "B"}]).problem == "same_sku"
    assert seen(product["id"], ann).ok()["skus"][0]["available"] == 5


def test_a_stale_version_changes_no_price(ann: Person, mod: Person) -> None:
    product = published(ann, mod)
    reply = call(
        products, f"PATCH /v1/products/{product['id']}", {"title": "X"}, token=ann.token, headers={"if-match": "1"}
    )

    assert (reply.status, reply.problem) == (412, "version_conflict")
