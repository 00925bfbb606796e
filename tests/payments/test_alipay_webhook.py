"""Alipay's notifications: only what Alipay signed for us, in its time, counts; and however often it is told, it counts once."""

import base64
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest

from tests.conftest import Clock
from tests.support.alipay import Alipay
from tests.support.books import balance, statuses
from tests.support.bus import told
from tests.support.call import context, event
from tests.support.cloud import rows

UNKNOWN = "pay_01KAG0000000000000000000AC"


@pytest.fixture
def news(alipay: Alipay) -> dict[str, Any]:
    """A payment that Alipay has made and nobody has told yet."""
    alipay.sim.pay(alipay.begin(alipay.order())[1])
    return alipay.sim.events[0]


def changed(body: str, **parameters: str) -> str:
    """With other parameters under the signature that it had."""
    return urlencode(dict(parse_qsl(body)) | parameters)


def kept() -> list[dict[str, Any]]:
    return [row for row in rows() if row["kind"] == "channel_event"]


def test_success_is_answered_by_seven_letters(alipay: Alipay, news: dict[str, Any]) -> None:
    reply = alipay.notify(news)

    assert (reply.status, reply.text, reply.headers["Content-Type"]) == (200, "success", "text/plain")
    alipay.shop.bus.settle()
    assert statuses("order") == ["paid"]


FORGERIES: dict[str, Callable[[str], str]] = {
    "another amount": lambda body: changed(body, total_amount="0.01"),
    "another trade": lambda body: changed(body, out_trade_no=UNKNOWN),
    "another kind of signature": lambda body: changed(body, sign_type="RSA"),
    "no signature": lambda body: urlencode([pair for pair in parse_qsl(body) if pair[0] != "sign"]),
    "an empty signature": lambda body: changed(body, sign=""),
    "a signature that is no base64": lambda body: changed(body, sign="a"),
    "one parameter more": lambda body: changed(body, passback_params="1"),
    "no form": lambda body: '{"trade_status": "TRADE_SUCCESS"}',
    "nothing": lambda body: "",
    "no text": lambda body: "sign=%ff&total_amount=%fe",
}


@pytest.mark.parametrize("forgery", FORGERIES.values(), ids=FORGERIES.keys())
def test_what_alipay_did_not_sign_is_answered_fail_and_kept_nowhere(
    alipay: Alipay, news: dict[str, Any], forgery: Callable[[str], str]
) -> None:
    headers, body = alipay.sim.signed(news)
    reply = alipay.post(forgery(body.decode()), headers)

    assert (reply.status, reply.text, reply.headers["Content-Type"]) == (400, "fail", "text/plain")
    assert not kept()


@pytest.mark.parametrize("wrong", [{"forged": True}, {"total_amount": "x"}, {"notify_time": "soon"}, {"app_id": None}])
def test_a_strangers_notification_or_one_that_says_nothing_is_answered_fail(
    alipay: Alipay, news: dict[str, Any], wrong: dict[str, Any]
) -> None:
    reply = alipay.notify(news, **wrong)

    assert (reply.status, reply.text) == (400, "fail")
    assert not kept()


@pytest.mark.parametrize(
    ("seconds", "status"), [(-25 * 3600 - 301, 400), (-25 * 3600 + 60, 200), (240, 200), (301, 400)]
)
def test_a_notification_is_taken_as_long_as_alipay_may_repeat_it_and_no_longer(
    alipay: Alipay, news: dict[str, Any], time: Clock, seconds: int, status: int
) -> None:
    _, body = alipay.sim.signed(news)
    time.forward(seconds=-seconds)

    assert alipay.post(body.decode()).status == status


def test_the_same_notification_ten_times_has_one_effect(alipay: Alipay, news: dict[str, Any], time: Clock) -> None:
    assert {alipay.notify(news).text for _ in range(10)} == {"success"}
    alipay.shop.bus.settle()
    alipay.shop.bus.again("payment.webhook_received")
    time.forward(hours=24)
    assert alipay.notify(news).text == "success"
    alipay.shop.bus.settle()

    assert [row["event_id"] for row in kept()] == [news["told"]["notify_id"]]
    assert len(told("order.paid")) == 1
    assert balance("world:alipay") == -10_000
    alipay.shop.proof()


@pytest.mark.parametrize("world", [{"app_id": "9021000100000009"}, {"seller_id": "2088000100000009"}])
def test_a_notification_of_another_world_is_kept_and_does_nothing(
    alipay: Alipay, news: dict[str, Any], world: dict[str, str]
) -> None:
    assert alipay.notify(news, **world, out_trade_no="theirs-1").text == "success"
    assert alipay.notify(news, **world, notify_id="2").text == "success"
    alipay.shop.bus.settle()

    assert len(kept()) == 2
    assert statuses("order") == ["pending_payment"]
    assert not told("payment.webhook_received")


@pytest.mark.parametrize("spelled", ["100", "100.0", "100.00", "100.000"])
def test_amounts_are_compared_as_numbers(alipay: Alipay, news: dict[str, Any], spelled: str) -> None:
    alipay.notify(news, total_amount=spelled)
    alipay.shop.bus.settle()

    assert statuses("order") == ["paid"]


def test_another_amount_than_asked_is_kept_in_suspense_and_pays_nothing(alipay: Alipay, news: dict[str, Any]) -> None:
    alipay.notify(news, total_amount="99.99")
    alipay.shop.bus.settle()

    assert (statuses("order"), statuses("attempt")) == (["pending_payment"], ["mismatched"])
    assert (balance("suspense:mismatch"), balance("world:alipay")) == (9_999, -9_999)
    alipay.shop.proof()


@pytest.mark.parametrize("status", ["TRADE_CLOSED", "TRADE_FINISHED", "WAIT_BUYER_PAY", "TRADE_PENDING"])
def test_no_later_word_undoes_a_payment(alipay: Alipay, news: dict[str, Any], status: str) -> None:
    alipay.hear()
    assert alipay.notify(news, trade_status=status, notify_id="later").text == "success"
    alipay.shop.bus.settle()

    assert (statuses("order"), statuses("attempt")) == (["paid"], ["succeeded"])
    assert len(kept()) == 2


def test_a_status_that_nobody_knows_is_kept_and_does_nothing(alipay: Alipay, news: dict[str, Any]) -> None:
    assert alipay.notify(news, trade_status="TRADE_PENDING").text == "success"
    alipay.shop.bus.settle()

    assert [row["event_type"] for row in kept()] == ["TRADE_PENDING"]
    assert statuses("attempt") == ["pending"]


def test_notifications_without_a_number_are_told_apart_by_what_they_say(alipay: Alipay, news: dict[str, Any]) -> None:
    for status in ("WAIT_BUYER_PAY", "TRADE_SUCCESS", "TRADE_SUCCESS"):
        assert alipay.notify(news, notify_id=None, trade_status=status).text == "success"
    alipay.shop.bus.settle()

    assert len(kept()) == 2
    assert statuses("order") == ["paid"]


def test_news_of_an_attempt_that_we_do_not_know_yet_is_told_again_later(alipay: Alipay, news: dict[str, Any]) -> None:
    reply = alipay.notify(news, out_trade_no=UNKNOWN)

    assert (reply.status, reply.problem) == (503, "not_ready")
    assert not kept()


def test_a_form_that_the_gateway_encoded_is_the_same_form(alipay: Alipay, news: dict[str, Any]) -> None:
    from functions.payments import alipay_webhook

    headers, body = alipay.sim.signed(news)
    made = event("POST", "/v1/webhooks/alipay", base64.b64encode(body).decode(), headers)
    answer = alipay_webhook.handler(made | {"isBase64Encoded": True}, context())

    assert (answer["statusCode"], answer["body"]) == (200, "success")
