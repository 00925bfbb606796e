"""Payments led to a channel: by what operators have set and by how the channels do, and never away from one that has begun."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Clock
from tests.support.alipay import Alipay
from tests.support.books import statuses
from tests.support.bus import told
from tests.support.call import Reply, call
from tests.support.cloud import rows
from tests.support.hook import Call, on_calls
from tests.support.people import Person
from tests.support.shop import Shop


@pytest.fixture
def operator(join: Callable[..., Person]) -> Person:
    return join("operator", "finance")


def change(who: Person, *, headers: dict[str, str] | None = None, **weights: int | None) -> Reply:
    """Weights; None closes."""
    wishes = [
        {"channel": name, "weight": weight or 0, "is_open": weight is not None, "reason": "today"}
        for name, weight in weights.items()
    ]
    return call("payments.channels", "PUT /v1/admin/channels", {"channels": wishes}, token=who.token, headers=headers)


def pay(shop: Shop, who: Person, order_id: str, *, key: str, **wish: Any) -> Reply:
    return call("payments.pay", f"POST /v1/orders/{order_id}/payments", wish, token=shop.token(who), key=key)


def test_a_buyer_who_names_nothing_is_led_by_weight_and_pays(alipay: Alipay, operator: Person) -> None:
    change(operator, alipay=100, stripe=0, wechat=0).ok()
    order_id = alipay.order()
    begun = pay(alipay.shop, alipay.buyer, order_id, key="1").ok()

    assert (begun["channel"], begun["method"]) == ("alipay", "page")
    alipay.sim.pay(begun["client_payload"]["pay_url"])
    alipay.hear()
    assert alipay.shown(order_id)["status"] == "paid"


def test_a_closed_channel_begins_nothing_and_ends_what_it_has_begun(alipay: Alipay, operator: Person) -> None:
    order_id = alipay.order()
    begun = alipay.attempt(order_id, key="1").ok()
    change(operator, alipay=None).ok()
    named, other = alipay.attempt(order_id), pay(alipay.shop, alipay.buyer, order_id, key="2", method="card")

    assert (named.status, named.problem) == (409, "channel_closed")
    assert other.ok()["channel"] == "stripe"
    assert alipay.attempt(order_id, key="1").ok() == begun
    alipay.sim.pay(begun["client_payload"]["pay_url"])
    alipay.hear()
    assert alipay.shown(order_id)["status"] == "paid"
    alipay.shop.proof()


def test_what_no_channel_takes_is_refused_and_begins_nothing(alipay: Alipay) -> None:
    refused = pay(alipay.shop, alipay.buyer, alipay.order(currency="USD"), key="1", method="page")

    assert (refused.status, refused.problem) == (409, "no_payment_channel")
    assert statuses("attempt") == []


def test_a_channel_that_refuses_leaves_the_next_attempt_to_another(alipay: Alipay, operator: Person) -> None:
    order_id = alipay.order(price=100_000_000)  # above what Stripe takes
    change(operator, alipay=None, wechat=None).ok()
    assert pay(alipay.shop, alipay.buyer, order_id, key="1").problem == "channel_refused"
    change(operator, alipay=1).ok()

    assert pay(alipay.shop, alipay.buyer, order_id, key="2").ok()["channel"] == "alipay"
    assert statuses("attempt") == ["failed", "pending"]


def test_a_silent_channel_loses_the_next_attempts_and_keeps_those_it_may_have(
    alipay: Alipay, operator: Person, time: Clock
) -> None:
    shop, order_id = alipay.shop, alipay.order()
    change(operator, wechat=None, alipay=None).ok()
    shop.stripe.faults.add("http_500", "payment_intents.create", times=99)
    assert {pay(shop, alipay.buyer, order_id, key=f"{n}").status for n in range(5)} == {503}
    change(operator, alipay=1).ok()
    assert pay(shop, alipay.buyer, order_id, key="another").ok()["channel"] == "alipay"

    assert pay(shop, alipay.buyer, order_id, key="0").status == 503
    shop.stripe.faults.clear()
    again = pay(shop, alipay.buyer, order_id, key="0").ok()
    assert again["channel"] == "stripe"
    shop.confirm(again)
    shop.hear()
    assert alipay.shown(order_id)["status"] == "paid"
    shown = {one["channel"]: one for one in _shown(operator)["data"]}
    assert (shown["stripe"]["failures"], shown["stripe"]["is_healthy"], shown["alipay"]["failures"]) == (6, False, 0)
    time.forward(minutes=11)
    assert _shown(alipay.shop.join("other", "admin"))["data"][1]["is_healthy"]


def test_an_order_stays_with_its_channel_when_the_weights_change(alipay: Alipay, operator: Person) -> None:
    order_id = alipay.order()
    alipay.attempt(order_id).ok()
    change(operator, alipay=1, stripe=1_000, wechat=0).ok()

    assert pay(alipay.shop, alipay.buyer, order_id, key="1").ok()["channel"] == "alipay"


def test_leading_a_payment_costs_no_round_trip(
    shop: Shop, join: Callable[..., Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    buyer = join("buyer")
    order_id = shop.order(buyer, {shop.sku(join("seller", "seller")): 1})
    asked: list[str] = []

    def counted(go_on: Call, service: str, operation: str, request: dict[str, Any]) -> Any:
        asked.append(operation)
        return go_on(service, operation, request)

    on_calls(monkeypatch, counted)
    pay(shop, buyer, order_id, key="1", method="card").ok()
    assert asked.count("BatchGetItem") == 1
    assert asked.count("GetItem") == 1  # the caller's account
    assert asked.count("TransactWriteItems") == 2


def test_only_finance_and_admins_set_channels_and_everybody_can_see_who_did(
    shop: Shop, operator: Person, join: Callable[..., Person]
) -> None:
    refused = change(join("supporter", "support"), stripe=5)
    first = change(operator, stripe=5).ok()
    stale = change(operator, headers={"if-match": '"0"'}, stripe=6)
    changed = change(operator, headers={"if-match": '"1"'}, stripe=None).ok()

    assert (refused.status, stale.status) == (403, 412)
    assert (first["version"], changed["version"], changed["saved_by"]) == (1, 2, operator.id)
    facts = told("payment.channel_routes_changed")
    assert [fact["actor"] for fact in facts] == [operator.id] * 2
    assert '"is_open":false' in facts[1]["data"] and '"reason":"today"' in facts[1]["data"]
    assert len([row for row in rows() if row["kind"] == "channel_routes"]) == 16


@pytest.mark.parametrize(
    "wish",
    [
        {"channels": []},
        {"channels": [{"channel": "cash", "weight": 1, "is_open": True}]},
        {"channels": [{"channel": "stripe", "weight": -1, "is_open": True}]},
        {"channels": [{"channel": "stripe", "weight": 1, "is_open": True}] * 2},
    ],
)
def test_what_cannot_be_set_is_refused(shop: Shop, operator: Person, wish: dict[str, Any]) -> None:
    assert call("payments.channels", "PUT /v1/admin/channels", wish, token=operator.token).status == 422


def _shown(who: Person) -> dict[str, Any]:
    return dict(call("payments.channels", "GET /v1/admin/channels", token=who.token).ok())
