"""How a price came about: steps that sum to it, who pays for what was taken off, and the rule that shared the rest."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from argosy.catalogue.biz_type import BizType
from argosy.orders.line import Line
from argosy.orders.price import Discount, Stage, payable_minor, steps
from argosy.orders.split import Sale, shares_of
from tests.support.call import call
from tests.support.people import Person
from tests.support.shop import Shop

LINE = Line(
    line_no=1, sku_id="s", product_id="p", seller_id="ann", title="t", code="c", options={}, quantity=2,
    unit_price_minor=5_000, payable_minor=10_000,
)  # fmt: skip
COUPON = Discount(Stage.COUPON, "platform", 1_000, "cpn_1")


def test_a_line_whose_parts_do_not_sum_to_its_price_does_not_add_up() -> None:
    reduced = replace(LINE, discounts=(COUPON,), shipping_minor=300, tax_minor=200, payable_minor=9_500)

    assert (reduced.list_minor, reduced.discount_minor, reduced.adds_up) == (10_000, 1_000, True)
    assert not replace(reduced, payable_minor=9_501).adds_up
    assert not replace(reduced, tax_minor=-1).adds_up


@pytest.mark.parametrize(
    ("list_minor", "off", "shipping", "tax"), [(100, 101, 0, 0), (-1, 0, 0, 0), (9, 0, -1, 2), (9, -1, 0, 0)]
)
def test_no_part_of_a_price_is_below_zero(list_minor: int, off: int, shipping: int, tax: int) -> None:
    with pytest.raises(ValueError, match="off"):
        payable_minor(list_minor, [Discount(Stage.POINTS, "platform", off)], shipping, tax)


def test_the_steps_of_a_price_sum_to_it_in_their_order() -> None:
    found = steps(10_000, [COUPON, replace(COUPON, party="creator:ann", amount_minor=500)], 300, 0)

    assert [step.name for step in found] == ["list", *Stage, "shipping", "tax"]
    assert sum(step.amount_minor for step in found) == 8_800
    assert [step.why for step in found] == [
        "taken",
        *["nothing_offered"] * 4,
        "taken",
        *["nothing_offered"] * 2,
        "taken",
        "not_charged",
    ]


@pytest.mark.parametrize(("party", "creator_minor"), [("platform", 7_000), ("creator:ann", 6_300)])
def test_what_the_platform_takes_off_does_not_cut_the_creators_part(party: str, creator_minor: int) -> None:
    line = replace(LINE, discounts=(replace(COUPON, party=party),), payable_minor=9_000)
    sale = Sale(BizType.GOODS, "bob", "CNY", (), datetime(2026, 11, 20, tzinfo=UTC))

    assert shares_of([line], sale, ())[0].amount_minor == creator_minor


def explained(shop: Shop, who: Person, order_id: str) -> Any:
    return call("orders.price", f"GET /v1/orders/{order_id}/price-explain", token=shop.token(who)).ok()


def test_an_order_shows_how_its_price_came_about_and_how_it_was_paid(shop: Shop, seller: Person, buyer: Person) -> None:
    shop.recharge(buyer, 4_000)
    order_id = shop.order(buyer, {shop.sku(seller, 5_000): 2})
    shop.pay(buyer, order_id, tenders=[{"type": "wallet", "amount": 4_000}])
    shown, order = explained(shop, buyer, order_id), shop.show(buyer, order_id)

    assert (shown["lines"][0]["steps"][0]["name"], shown["lines"][0]["steps"][0]["amount"]["amount"]) == (
        "list",
        10_000,
    )
    assert {step["why"] for step in shown["lines"][0]["steps"][1:]} == {"nothing_offered", "not_charged"}
    assert [(tender["type"], tender["amount"]["amount"]) for tender in shown["tenders"]] == [
        ("wallet", 4_000),
        ("channel", 6_000),
    ]
    assert shown["lines"][0]["commission"] is None
    for whole in (
        order,
        order["lines"][0] | {"shipping_amount": order["shipping_amount"], "tax_amount": order["tax_amount"]},
    ):
        parts = [whole[name]["amount"] for name in ("list_amount", "discount_amount", "shipping_amount", "tax_amount")]
        assert parts == [10_000, 0, 0, 0] and whole["payable"]["amount"] == 10_000


def test_the_staff_sees_which_rule_shared_a_sale_and_why_no_other(
    shop: Shop, seller: Person, buyer: Person, join: Callable[..., Person]
) -> None:
    finance, support = join("fay", "finance"), join("sue", "support")
    parts = [{"role": "creator", "party_ref": "seller", "kind": "percent_bps", "value": 8_000}]
    made = [
        call(
            "commission.rules",
            "POST /v1/admin/split-rules",
            {"parts": parts, "match": match},
            token=finance.token,
            key=key,
        )
        for key, match in (("1", {"currency": "USD"}), ("2", {"currency": "CNY"}), ("3", {}))
    ]
    usd, cny, rest = (reply.ok()["rule"]["rule_id"] for reply in made)
    order_id = shop.order(buyer, {shop.sku(seller): 1})
    call("commission.rules", f"DELETE /v1/admin/split-rules/{cny}", token=finance.token).ok()
    found = explained(shop, support, order_id)["lines"][0]["commission"]

    assert found["rule_id"] == cny
    assert (found["skipped"], found["shadowed"]) == ([{"rule_id": usd, "why": "currency"}], [rest])
    assert [part["amount"]["amount"] for part in found["parts"]] == [8_000, 2_000]
    assert explained(shop, seller, order_id)["lines"][0]["commission"] is None


def test_what_is_not_shared_by_a_rule_has_none_to_explain(
    shop: Shop, buyer: Person, join: Callable[..., Person]
) -> None:
    order_id = shop.recharge(buyer, 1_000)
    assert explained(shop, join("sue", "support"), order_id)["lines"][0]["commission"] is None


def test_a_stranger_sees_nothing_of_it(shop: Shop, seller: Person, buyer: Person, join: Callable[..., Person]) -> None:
    order_id = shop.order(buyer, {shop.sku(seller): 1})
    path = f"GET /v1/orders/{order_id}/price-explain"
    assert call("orders.price", path, token=join("other").token).status == 404
