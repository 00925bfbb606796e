"""Paying: one effect per payment, whoever tells of it, however often, in whatever order, and no money that nobody knows of."""

from collections.abc import Callable

import pytest

from tests.conftest import Clock
from tests.support.bus import told
from tests.support.call import call
from tests.support.cloud import rows
from tests.support.people import Person
from tests.support.shop import Shop


def test_a_payment_makes_the_order_paid_and_splits_it_to_the_last_unit(
    shop: Shop, seller: Person, buyer: Person
) -> None:
    order_id = shop.order(buyer, {shop.sku(seller, price=9_999): 1})
    shop.pay(buyer, order_id)

    order = shop.show(buyer, order_id)
    assert (order["status"], order["pay_status"], order["paid_amount"]["amount"]) == ("paid", "paid", 9_999)
    assert shop.wallet(seller)["CNY"]["pending"] == 6_999
    assert len(told("order.paid")) == 1
    shop.proof()


def test_the_same_webhook_ten_times_has_one_effect(shop: Shop, seller: Person, buyer: Person) -> None:
    order_id = shop.order(buyer, {shop.sku(seller): 1})
    shop.confirm(shop.attempt(buyer, order_id).ok())
    event = next(event for event in shop.stripe.events if event["type"] == "payment_intent.succeeded")

    assert {shop.webhook(event).status for _ in range(10)} == {200}
    shop.bus.settle()
    shop.bus.again("payment.webhook_received")
    assert shop.webhook(event).status == 200

    assert len(told("order.paid")) == 1
    assert shop.wallet(seller)["CNY"]["pending"] == 7_000
    shop.proof()


def test_a_lost_webhook_is_found_by_asking(shop: Shop, seller: Person, buyer: Person, time: Clock) -> None:
    order_id = shop.order(buyer, {shop.sku(seller): 1})
    shop.confirm(shop.attempt(buyer, order_id).ok())
    time.forward(minutes=2)
    shop.drain()

    assert shop.show(buyer, order_id)["status"] == "paid"


def test_an_order_that_nobody_pays_is_closed_and_its_stock_is_free(
    shop: Shop, seller: Person, buyer: Person, time: Clock
) -> None:
    product = shop.product(seller, 10_000, stock=2)
    order_id = shop.order(buyer, {product["skus"][0]["id"]: 2})
    attempt = shop.attempt(buyer, order_id).ok()
    time.forward(minutes=16)
    shop.drain()

    order = next(row for row in rows() if row["kind"] == "order")
    assert (order["status"], order["close_reason"]) == ("closed", "timeout")
    assert shop.available(product["id"]) == [2]
    with pytest.raises(Exception, match="canceled"):
        shop.confirm(attempt)


def test_a_payment_that_was_faster_than_the_deadline_wins(
    shop: Shop, seller: Person, buyer: Person, time: Clock
) -> None:
    order_id = shop.order(buyer, {shop.sku(seller): 1})
    shop.confirm(shop.attempt(buyer, order_id).ok())
    time.forward(minutes=16)
    shop.drain()

    assert [row["status"] for row in rows() if row["kind"] == "order"] == ["paid"]
    assert not told("order.closed")
    shop.hear()
    assert len(told("order.paid")) == 1


def test_late_money_is_booked_and_goes_back_by_itself(shop: Shop, seller: Person, buyer: Person, time: Clock) -> None:
    order_id = shop.order(buyer, {shop.sku(seller): 1})
    attempt = shop.attempt(buyer, order_id).ok()
    time.forward(minutes=16)
    shop.drain()
    paid = shop.stripe.made_event({"type": "payment_intent.succeeded"}, based_on=shop.stripe.events[0]["id"])
    paid["data"]["object"] |= {
        "status": "succeeded",
        "amount_received": 10_000,
        "metadata": {"attempt_id": attempt["id"], "order_id": order_id},
    }
    assert shop.webhook(paid).status == 200
    shop.bus.settle()

    assert [row["status"] for row in rows() if row["kind"] == "order"] == ["closed"]
    assert told("payment.unclaimed_money_received")[0]["data"].count('"late"') == 1
    assert len(told("refund.requested")) == 1


def test_another_amount_than_asked_is_kept_in_suspense_and_pays_nothing(
    shop: Shop, seller: Person, buyer: Person
) -> None:
    order_id = shop.order(buyer, {shop.sku(seller): 1})
    shop.confirm(shop.attempt(buyer, order_id).ok())
    event = next(event for event in shop.stripe.events if event["type"] == "payment_intent.succeeded")
    event["data"]["object"]["amount_received"] = 9_999
    assert shop.webhook(event).status == 200
    shop.bus.settle()

    assert shop.show(buyer, order_id)["pay_status"] == "unpaid"
    balance = next(row for row in rows() if row["kind"] == "balance" and row["account"].startswith("suspense:mismatch"))
    assert balance["balance_minor"] == 9_999
    shop.proof()


def test_a_second_attempt_that_also_paid_goes_back(shop: Shop, seller: Person, buyer: Person) -> None:
    order_id = shop.order(buyer, {shop.sku(seller): 1})
    one, two = shop.attempt(buyer, order_id).ok(), shop.attempt(buyer, order_id).ok()
    shop.confirm(one)
    shop.confirm(two)
    shop.hear()
    shop.hear()

    assert shop.show(buyer, order_id)["paid_amount"]["amount"] == 10_000
    assert shop.books()["cny"]["net"] == 10_000
    assert shop.wallet(seller)["CNY"]["pending"] == 7_000
    shop.proof()


def test_paying_twice_with_one_key_is_one_attempt_with_one_answer(shop: Shop, seller: Person, buyer: Person) -> None:
    order_id = shop.order(buyer, {shop.sku(seller): 1})
    first, again = shop.attempt(buyer, order_id, key="k"), shop.attempt(buyer, order_id, key="k")

    assert (first.status, again.status) == (201, 201)
    assert again.body == first.body
    assert again.headers["Idempotent-Replayed"] == "true"
    assert set(first.body["client_payload"]) == {"client_secret", "publishable_key"}
    shown = call("payments.pay", f"GET {first.headers['Location']}", token=buyer.token).ok()
    assert shown == {name: value for name, value in first.body.items() if name != "client_payload"}
    assert call("payments.pay", f"GET {first.headers['Location']}", token=seller.token).status == 404


def test_an_answer_of_stripe_that_was_lost_is_taken_up_again_under_the_same_key(
    shop: Shop, seller: Person, buyer: Person
) -> None:
    order_id = shop.order(buyer, {shop.sku(seller): 1})
    shop.stripe.faults.add("answer_lost", "payment_intents.create", times=5)
    first = shop.attempt(buyer, order_id, key="k")
    shop.stripe.faults.clear()
    again = shop.attempt(buyer, order_id, key="k")

    assert (first.status, first.problem) == (503, "channel_unavailable")
    assert first.headers["Retry-After"]
    assert again.status == 201
    shop.confirm(again.body)
    shop.hear()
    assert shop.show(buyer, order_id)["status"] == "paid"
    assert len([event for event in shop.stripe.events if event["type"] == "payment_intent.created"]) == 1


def test_somebody_elses_order_cannot_be_paid_and_a_paid_one_not_again(
    shop: Shop, seller: Person, buyer: Person, join: Callable[..., Person]
) -> None:
    order_id = shop.order(buyer, {shop.sku(seller): 1})
    assert shop.attempt(join("other"), order_id).status == 404
    shop.pay(buyer, order_id)

    reply = shop.attempt(buyer, order_id)
    assert (reply.status, reply.problem) == (409, "invalid_state")


def test_a_cancelled_order_is_closed_only_after_its_attempt_is(shop: Shop, seller: Person, buyer: Person) -> None:
    product = shop.product(seller, 10_000, stock=2)
    order_id = shop.order(buyer, {product["skus"][0]["id"]: 1})
    shop.attempt(buyer, order_id).ok()
    cancelled = call("orders.orders", f"POST /v1/orders/{order_id}/cancel", token=buyer.token)

    assert cancelled.body["status"] == "closing"
    assert shop.available(product["id"]) == [1]
    shop.bus.settle()
    assert shop.show(buyer, order_id)["status"] == "closed"
    assert shop.available(product["id"]) == [2]


def test_an_order_without_attempts_is_cancelled_at_once(shop: Shop, seller: Person, buyer: Person) -> None:
    order_id = shop.order(buyer, {shop.sku(seller): 1})
    cancelled = call("orders.orders", f"POST /v1/orders/{order_id}/cancel", token=buyer.token)

    assert (cancelled.body["status"], cancelled.body["close_reason"]) == ("closed", "user")
    assert call("orders.orders", f"POST /v1/orders/{order_id}/cancel", token=buyer.token).body["status"] == "closed"


def test_a_cancellation_that_is_repeated_is_answered_as_the_first_time_whatever_came_of_it(
    shop: Shop, seller: Person, buyer: Person
) -> None:
    order_id = shop.order(buyer, {shop.sku(seller): 1})
    attempt = shop.attempt(buyer, order_id).ok()
    replies = [call("orders.orders", f"POST /v1/orders/{order_id}/cancel", token=buyer.token, key="no")]
    shop.confirm(attempt)
    shop.hear()
    replies += [call("orders.orders", f"POST /v1/orders/{order_id}/cancel", token=buyer.token, key="no")]

    assert shop.show(buyer, order_id)["status"] == "paid"
    assert (replies[1].status, replies[1].text) == (200, replies[0].text)
    assert replies[1].headers["Idempotent-Replayed"] == "true"


def test_a_question_that_is_delivered_twice_is_asked_again_once(
    shop: Shop, seller: Person, buyer: Person, time: Clock
) -> None:
    order_id = shop.order(buyer, {shop.sku(seller): 1})
    shop.attempt(buyer, order_id).ok()
    time.forward(minutes=2)
    shop.drain()
    shop.bus.again("payment.query_due")

    waiting = [row for row in rows() if row["kind"] == "timer" and row["name"] == "payment.query_due"]
    assert len(waiting) == 1


def test_an_attempt_that_the_channel_refuses_holds_no_order_open(
    shop: Shop, seller: Person, buyer: Person, time: Clock
) -> None:
    product = shop.product(seller, 10, stock=2, currency="USD")  # below what Stripe takes
    order_id = shop.order(buyer, {product["skus"][0]["id"]: 1})
    refused = shop.attempt(buyer, order_id, key="k")
    assert (refused.status, refused.problem) == (409, "channel_refused")
    assert shop.attempt(buyer, order_id, key="k").problem in ("channel_refused", "invalid_state")

    time.forward(minutes=16)
    shop.drain()
    assert [row["status"] for row in rows() if row["kind"] == "order"] == ["closed"]
    assert shop.available(product["id"]) == [2]


def test_an_attempt_that_died_before_the_refusal_was_noted_is_closed_too(
    shop: Shop, seller: Person, buyer: Person, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    product = shop.product(seller, 10, stock=2, currency="USD")
    order_id = shop.order(buyer, {product["skus"][0]["id"]: 1})
    shop.stripe.faults.add("http_500", "payment_intents.create", times=5)
    assert shop.attempt(buyer, order_id).status == 503
    shop.stripe.faults.clear()

    time.forward(minutes=16)
    shop.drain()
    assert [row["status"] for row in rows() if row["kind"] == "order"] == ["closed"]
    assert shop.available(product["id"]) == [2]
