"""Offering products: states as for posts, SKUs kept right in the same write, prices that hold at once."""

import pytest

from argosy.catalogue.biz_type import BizType
from argosy.catalogue.products import Offer, offers
from functions.catalogue import products, read
from tests.catalogue.goods import PRODUCT, changed, drafted, published, seen, sku, submitted
from tests.content.posts import decided
from tests.support.bus import told
from tests.support.call import call
from tests.support.cloud import rows
from tests.support.people import Person


@pytest.fixture
def ann(join) -> Person:
    return join("ann", "seller")


@pytest.fixture
def mod(join) -> Person:
    return join("mod", "moderator")


def ids(query: str = "") -> list[str]:
    return [product["id"] for product in call(read, f"GET /v1/products{query}").ok()["data"]]


def test_a_product_is_sold_only_after_its_review(ann: Person, mod: Person) -> None:
    product = submitted(ann)
    sku_id = product["skus"][0]["id"]
    assert (product["status"], seen(product["id"]).status, offers([sku_id])[sku_id].on_sale) == ("pending", 404, False)

    decided(mod, product["id"], "approve").ok()
    (shown,) = seen(product["id"]).ok()["skus"]
    assert shown == {
        "id": sku_id,
        "code": "RED-M",
        "options": {"color": "red"},
        "price": PRODUCT["skus"][0]["price"],
        "available": 5,
    }
    offer = offers([sku_id, "sku_" + "0" * 26])[sku_id]
    assert offer == Offer(
        sku_id=sku_id, product_id=product["id"], seller_id=ann.id, title="A red sail", code="RED-M",
        options={"color": "red"}, price_minor=1999, currency="CNY", available=5, on_sale=True,
        biz_type=BizType.GOODS,
    )  # fmt: skip
    assert len(told("catalogue.product_published")) == 1


def test_a_rejected_product_keeps_the_reason_and_stays_off_sale(ann: Person, mod: Person) -> None:
    product = submitted(ann)
    decided(mod, product["id"], "reject", "No picture.").ok()

    mine = seen(product["id"], ann).ok()
    assert (mine["status"], mine["reason"]) == ("rejected", "No picture.")
    assert seen(product["id"]).status == 404
    assert len(told("catalogue.product_rejected")) == 1


def test_a_new_price_near_the_old_one_holds_at_once_and_needs_no_review(ann: Person, mod: Person) -> None:
    product = published(ann, mod)
    old = product["skus"][0]
    dearer = sku("RED-M", id=old["id"], price={"amount": 2300, "currency": "CNY"})
    del dearer["stock"]
    assert changed(ann, product["id"], skus=[dearer]).ok()["status"] == "published"

    assert seen(product["id"]).ok()["skus"][0]["price"]["amount"] == 2300
    assert offers([old["id"]])[old["id"]].price_minor == 2300
    assert len(told("catalogue.product_revised")) == 1


def test_new_words_and_new_skus_are_sold_only_after_their_review(ann: Person, mod: Person) -> None:
    product = published(ann, mod)
    old = product["skus"][0]["id"]
    edited = changed(ann, product["id"], title="A blue sail", tags=["sail", "blue"], skus=[sku("BLUE-M", stock=7)]).ok()
    new = edited["skus"][0]["id"]

    assert (edited["status"], edited["is_public"], edited["skus"][0]["available"]) == ("draft", True, 7)
    assert seen(product["id"]).ok()["title"] == "A red sail"
    assert [offers([old, new])[each].on_sale for each in (old, new)] == [True, False]

    call(products, f"POST /v1/products/{product['id']}/submit", token=ann.token).ok()
    decided(mod, product["id"], "approve").ok()
    assert [offers([old, new])[each].on_sale for each in (old, new)] == [False, True]
    assert [each["code"] for each in seen(product["id"]).ok()["skus"]] == ["BLUE-M"]
    assert offers([new])[new].title == "A blue sail"
    assert ids("?tag=blue") == [product["id"]]


def test_whoever_needs_no_review_changes_skus_on_sale_in_one_write(join) -> None:
    boss = join("boss", "seller", "moderator")
    product = submitted(boss)
    old = product["skus"][0]
    keep = {"id": old["id"], "code": "RED-M", "options": {}, "price": old["price"]}
    after = changed(boss, product["id"], skus=[keep, sku("NEW", stock=2)]).ok()

    assert after["status"] == "published"
    assert [(each["code"], each["available"]) for each in seen(product["id"]).ok()["skus"]] == [
        ("RED-M", 5),
        ("NEW", 2),
    ]
    assert all(offer.on_sale for offer in offers(each["id"] for each in after["skus"]).values())


@pytest.mark.parametrize(("who", "status"), [("ann", "unpublished"), ("mod", "hidden")])
def test_unpublishing_takes_every_sku_off_sale_whoever_does_it(ann: Person, mod: Person, who: str, status: str) -> None:
    product = published(ann, mod, skus=[sku("A"), sku("B")])
    token = {"ann": ann, "mod": mod}[who].token
    reply = call(products, f"POST /v1/products/{product['id']}/unpublish", token=token)

    assert reply.ok()["status"] == status
    assert (seen(product["id"]).status, ids()) == (404, [])
    assert not any(offer.on_sale for offer in offers(each["id"] for each in product["skus"]).values())
    assert len(told("catalogue.product_unpublished")) == 1


def test_a_deleted_product_is_gone_and_off_sale_and_its_skus_keep_their_stock(ann: Person, mod: Person) -> None:
    product = published(ann, mod)
    assert call(products, f"DELETE /v1/products/{product['id']}", token=ann.token).status == 204

    assert [seen(product["id"], who).status for who in (None, ann, mod)] == [404] * 3
    (offer,) = offers(each["id"] for each in product["skus"]).values()
    assert (offer.on_sale, offer.available) == (False, 5)
    assert not [row for row in rows() if row["kind"] in ("product_card", "published_product")]


def test_fifty_skus_and_ten_tags_fit_every_move(ann: Person, mod: Person) -> None:
    tags = [f"tag-{n}" for n in range(10)]
    product = published(ann, mod, tags=tags, skus=[sku(f"S{n}") for n in range(50)])
    kept = [{"id": each["id"], "code": each["code"], "price": each["price"]} for each in product["skus"][:40]]
    more = [sku(f"N{n}") for n in range(10)]
    changed(ann, product["id"], skus=kept + more, tags=[f"other-{n}" for n in range(10)]).ok()
    call(products, f"POST /v1/products/{product['id']}/submit", token=ann.token).ok()
    decided(mod, product["id"], "approve").ok()

    assert len(seen(product["id"]).ok()["skus"]) == 50
    assert (ids("?tag=tag-3"), ids("?tag=other-3")) == ([], [product["id"]])
    call(products, f"DELETE /v1/products/{product['id']}", token=ann.token).ok()
    assert not any(row["on_sale"] for row in rows() if row["kind"] == "sku")


def test_a_product_repeated_with_its_key_is_the_same_product_with_its_stock_once(ann: Person) -> None:
    first = call(products, "POST /v1/products", PRODUCT, token=ann.token, key="k")
    again = call(products, "POST /v1/products", PRODUCT, token=ann.token, key="k")

    assert (again.body, again.status, again.headers["Idempotent-Replayed"]) == (first.body, 201, "true")
    assert len([row for row in rows() if row["kind"] == "sku"]) == 1


def test_lists_hold_what_is_on_sale_by_seller_and_tag_with_present_stock(ann: Person, mod: Person, join) -> None:
    bob = join("bob", "seller")
    drafted(ann)
    a, b = published(ann, mod)["id"], published(bob, mod, tags=["sail", "new"])["id"]

    assert ids() == [b, a]
    assert (ids("?tag=new"), ids(f"?seller_id={ann.id}"), ids(f"?seller_id={bob.id}&tag=new")) == ([b], [a], [b])
    assert [each["skus"][0]["available"] for each in call(read, "GET /v1/products").ok()["data"]] == [5, 5]
    page = call(read, "GET /v1/products?limit=1")
    assert ids(f"?limit=1&cursor={page.body['next_cursor']}") == [a]
    assert page.headers["Cache-Control"].startswith("public") and "ETag" in page.headers
    assert call(read, f"GET /v1/products?limit=1&tag=new&cursor={page.body['next_cursor']}").problem == "invalid_cursor"
    assert call(read, "GET /v1/products?author_id=x").problem == "unknown_parameter"
    assert len(call(read, "GET /v1/me/products", token=ann.token).ok()["data"]) == 2


def test_a_sellers_own_view_is_for_nobodys_cache(ann: Person, mod: Person) -> None:
    product = published(ann, mod)

    assert seen(product["id"], ann).headers["Cache-Control"] == "no-store"
    assert seen(product["id"]).headers["Cache-Control"].startswith("public")
