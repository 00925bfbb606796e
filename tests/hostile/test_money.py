"""Hostile inputs, rows 26, 28, 53, 56, 58, 60 and 65-74: money, and those who claim that it came."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Clock
from tests.support import cloud
from tests.support.bus import told
from tests.support.call import call
from tests.support.cloud import rows
from tests.support.people import Person
from tests.support.shop import SECRET, Shop


@pytest.fixture
def paid_event(shop: Shop, seller: Person, join: Callable[..., Person]) -> dict[str, Any]:
    """A signed event that Stripe has made and nobody has told yet."""
    buyer = join("buyer")
    shop.confirm(shop.attempt(buyer, shop.order(buyer, {shop.sku(seller): 1})).ok())
    return next(event for event in shop.stripe.events if event["type"] == "payment_intent.succeeded")


@pytest.mark.parametrize(
    "amount", ["0", "-1", "0.5", '"100"', "true", "1e21", "-0", "9007199254740992", "9" * 39, "null"]
)
def test_an_amount_that_is_none_is_refused(join: Callable[..., Person], amount: str) -> None:
    seller = join("seller", "seller")
    price = f'{{"amount": {amount}, "currency": "CNY"}}'
    raw = f'{{"title": "A lamp", "description": "x", "skus": [{{"code": "a", "price": {price}, "stock": 1}}]}}'
    reply = call("catalogue.products", "POST /v1/products", raw=raw, token=seller.token)
    assert (reply.status, reply.problem) == (422, "invalid_amount")


@pytest.mark.parametrize(("amount", "currency"), [(100, "XXX"), (100, "cny"), (100, "¥"), (100, 156), (100, "")])
def test_a_currency_that_is_none_is_refused(join: Callable[..., Person], amount: int, currency: object) -> None:
    seller = join("seller", "seller")
    skus = [{"code": "a", "price": {"amount": amount, "currency": currency}, "stock": 1}]
    reply = call(
        "catalogue.products",
        "POST /v1/products",
        {"title": "A lamp", "description": "x", "skus": skus},
        token=seller.token,
    )
    assert (reply.status, reply.problem) == (422, "invalid_currency")


def test_yen_have_no_decimals_and_dinars_three(shop: Shop, seller: Person, join: Callable[..., Person]) -> None:
    for currency in ("JPY", "KWD"):
        order_id = shop.order(join(f"buyer-{currency.lower()}"), {shop.sku(seller, price=1_001, currency=currency): 1})
        assert told("order.placed")[-1]["data"].count(f'"amount":1001,"currency":"{currency}"') == 2, order_id


def test_what_is_somebody_elses_is_not_there(shop: Shop, seller: Person, join: Callable[..., Person]) -> None:
    buyer, thief = join("buyer"), join("thief")
    order_id = shop.order(buyer, {shop.sku(seller): 1})
    before = sorted(map(str, rows()))
    for request, body in (
        (f"GET /v1/orders/{order_id}", None),
        (f"GET /v1/orders/{order_id}/events", None),
        (f"POST /v1/orders/{order_id}/cancel", None),
    ):
        assert call("orders.orders", request, body, token=thief.token).problem == "not_found"
    assert shop.attempt(thief, order_id).problem == "not_found"
    assert sorted(map(str, rows())) == before


def test_a_cancelled_order_cannot_be_paid(shop: Shop, seller: Person, join: Callable[..., Person]) -> None:
    buyer = join("buyer")
    order_id = shop.order(buyer, {shop.sku(seller): 1})
    call("orders.orders", f"POST /v1/orders/{order_id}/cancel", token=buyer.token).ok()
    reply = shop.attempt(buyer, order_id)
    assert (reply.status, reply.problem) == (409, "invalid_state")


def test_an_order_past_its_deadline_cannot_be_paid(
    shop: Shop, seller: Person, join: Callable[..., Person], time: Clock
) -> None:
    from tests.support import people

    buyer = join("buyer")
    order_id = shop.order(buyer, {shop.sku(seller): 1})
    time.forward(minutes=15)
    reply = shop.attempt(people.sign_in(buyer.id, buyer.email), order_id)
    assert (reply.status, reply.problem) == (409, "invalid_state")


def posted(shop: Shop, raw: str, signature: str | None) -> Any:
    headers = {"stripe-signature": signature} if signature is not None else {}
    return call("payments.stripe_webhook", "POST /v1/webhooks/stripe", raw=raw, headers=headers)


def signed(shop: Shop, event: dict[str, Any], **signing: Any) -> tuple[str, str]:
    headers, body = shop.stripe.signed(
        event, secret=signing.get("secret", SECRET), timestamp=signing.get("timestamp", shop._now())
    )
    return body.decode(), next(value for name, value in headers.items() if name.lower() == "stripe-signature")


def test_a_webhook_without_our_signature_is_not_read(shop: Shop, paid_event: dict[str, Any]) -> None:
    body, right = signed(shop, paid_event)
    _, elsewhere = signed(shop, paid_event, secret="whsec_other")
    time_part = right.split(",")[0]
    for signature in (
        None,
        "",
        elsewhere,
        "v1=abc",
        f"{time_part},v1=",
        f"{time_part},v0={'0' * 64}",
        f"{time_part},v1=zz",
        right + "x" * 65_536,
        "t=,v1=",
    ):
        reply = posted(shop, body, signature)
        assert (reply.status, reply.problem) == (400, "invalid_signature"), signature
    assert not told("payment.webhook_received")


def test_a_body_changed_by_one_space_is_another_body(shop: Shop, paid_event: dict[str, Any]) -> None:
    body, signature = signed(shop, paid_event)
    assert posted(shop, body + " ", signature).problem == "invalid_signature"
    assert posted(shop, json.dumps(json.loads(body), indent=1), signature).problem == "invalid_signature"


def test_a_body_that_the_gateway_encoded_is_the_same_body(shop: Shop, paid_event: dict[str, Any]) -> None:
    import base64

    from functions.payments import stripe_webhook
    from tests.support.call import context, event

    body, signature = signed(shop, paid_event)
    made = event(
        "POST", "/v1/webhooks/stripe", base64.b64encode(body.encode()).decode(), {"stripe-signature": signature}
    )
    assert stripe_webhook.handler(made | {"isBase64Encoded": True}, context())["statusCode"] == 200


@pytest.mark.parametrize("away", [-301, 301])
def test_a_signature_from_another_time_is_refused_in_both_directions(
    shop: Shop, paid_event: dict[str, Any], away: int
) -> None:
    body, signature = signed(shop, paid_event, timestamp=shop._now() + away)
    reply = posted(shop, body, signature)
    assert (reply.status, reply.problem) == (400, "timestamp_out_of_range")


def test_while_a_secret_is_rotated_the_old_one_still_holds(shop: Shop, paid_event: dict[str, Any]) -> None:

    from argosy.kernel import secrets

    keys = json.loads(
        cloud.client("secretsmanager").get_secret_value(SecretId="argosy/channels/stripe")["SecretString"]
    )
    rotated = keys | {"webhook_secrets": ["whsec_new", SECRET]}
    cloud.client("secretsmanager").put_secret_value(SecretId="argosy/channels/stripe", SecretString=json.dumps(rotated))
    secrets.forget()
    assert shop.webhook(paid_event).status == 200
    assert shop.webhook(paid_event, secret="whsec_new").status == 200


def test_the_same_event_days_later_has_no_second_effect(shop: Shop, paid_event: dict[str, Any], time: Clock) -> None:
    shop.hear()
    time.forward(days=3)
    assert shop.webhook(paid_event).status == 200
    shop.bus.settle()
    assert len(told("order.paid")) == 1


def test_an_event_about_an_attempt_that_we_do_not_know_yet_is_told_again_later(
    shop: Shop, paid_event: dict[str, Any]
) -> None:
    unknown = json.loads(json.dumps(paid_event))
    unknown["id"] = "evt_unknown"
    unknown["data"]["object"]["metadata"]["attempt_id"] = "pay_01KAG0000000000000000000AC"
    reply = shop.webhook(unknown)
    assert (reply.status, reply.problem) == (503, "not_ready")
    assert int(reply.headers["Retry-After"]) > 0


def test_a_test_event_in_production_and_an_unknown_type_are_kept_and_do_nothing(
    shop: Shop, paid_event: dict[str, Any]
) -> None:
    live = json.loads(json.dumps(paid_event)) | {"id": "evt_live", "livemode": True}
    unknown = json.loads(json.dumps(paid_event)) | {"id": "evt_other", "type": "customer.created"}
    assert (shop.webhook(live).status, shop.webhook(unknown).status) == (200, 200)
    shop.bus.settle()
    assert not told("order.paid")
    assert {row["event_id"] for row in rows() if row["kind"] == "channel_event"} >= {"evt_live", "evt_other"}


def test_words_in_the_wrong_order_come_to_the_same_end(shop: Shop, seller: Person, join: Callable[..., Person]) -> None:
    buyer = join("buyer")
    order_id = shop.order(buyer, {shop.sku(seller): 1})
    shop.confirm(shop.attempt(buyer, order_id).ok())
    for event in reversed(list(shop.stripe.events)):
        assert shop.webhook(event).status == 200
    shop.bus.settle()
    assert shop.show(buyer, order_id)["status"] == "paid"
    shop.proof()
