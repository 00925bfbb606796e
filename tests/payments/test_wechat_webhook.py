"""WeChat Pay's notifications, row 77 of the hostile inputs: what it did not sign, or not for us, or not now, is not read."""

import base64
import json
import socket
from typing import Any

import pytest

from functions.payments import wechat_webhook
from tests.conftest import Clock
from tests.support.bus import told
from tests.support.call import Reply, call, context, event
from tests.support.cloud import rows
from tests.support.wechat import Wechat


def paid_event(wechat: Wechat) -> dict[str, Any]:
    """A notification that WeChat Pay has made and nobody has told yet."""
    wechat.confirm(wechat.attempt(wechat.order()).ok())
    return wechat.simulator.events[-1]


def refused(reply: Reply) -> bool:
    """With a no in WeChat Pay's words, upon which it sends the notification again, and nothing was kept."""
    said = json.loads(reply.text)
    assert (said["code"], set(said)) == ("FAIL", {"code", "message"})
    assert said["message"]
    assert not told("payment.webhook_received")
    return reply.status == 400


@pytest.mark.parametrize("wrong", ["signature", "probe", "serial", "tag", "associated_data"])
def test_what_is_not_as_wechat_sends_it_is_refused_in_its_own_words(wechat: Wechat, wrong: Any) -> None:
    paid = paid_event(wechat)

    assert refused(wechat.notify(paid, wrong=wrong))
    assert wechat.notify(paid).text == '{"code": "SUCCESS", "message": "成功"}'


@pytest.mark.parametrize("away", [-301, 301])
def test_a_notification_from_another_time_is_refused_in_both_directions(wechat: Wechat, time: Clock, away: int) -> None:
    paid = paid_event(wechat)
    now = int(time.now.timestamp())

    assert refused(wechat.notify(paid, timestamp=now + away))
    assert wechat.notify(paid, timestamp=now + away // 301 * 295).status == 200


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Wechatpay-Signature", ""),
        ("Wechatpay-Signature", "not base64"),
        ("Wechatpay-Signature", "A" * 65_536),
        ("Wechatpay-Signature-Type", "WECHATPAY2-RSA-SHA1"),
        ("Wechatpay-Timestamp", "yesterday"),
        ("Wechatpay-Timestamp", "²"),
        ("Wechatpay-Nonce", "another"),
    ],
)
def test_a_header_that_was_changed_is_refused(wechat: Wechat, name: str, value: str) -> None:
    headers, body = wechat.simulator.signed(paid_event(wechat))

    assert refused(wechat.post(headers | {name: value}, body))


def test_a_body_changed_by_one_space_is_another_body(wechat: Wechat) -> None:
    headers, body = wechat.simulator.signed(paid_event(wechat))

    assert refused(wechat.post(headers, body + b" "))
    assert refused(wechat.post(headers, json.dumps(json.loads(body)).encode()))
    assert refused(wechat.post({}, body))


def test_no_certificates_are_asked_for_because_of_a_serial_that_somebody_made_up(wechat: Wechat) -> None:
    headers, body = wechat.simulator.signed(paid_event(wechat), wrong="serial")
    with socket.create_server(("127.0.0.1", 0)) as elsewhere:
        wechat.enter(api_base=f"http://127.0.0.1:{elsewhere.getsockname()[1]}")
        assert refused(wechat.post(headers, body))
        elsewhere.settimeout(0)
        with pytest.raises(BlockingIOError):
            elsewhere.accept()


def test_the_same_notification_ten_times_and_days_later_has_one_effect(wechat: Wechat, time: Clock) -> None:
    paid = paid_event(wechat)
    assert {wechat.notify(paid).status for _ in range(10)} == {200}
    wechat.shop.bus.settle()
    wechat.shop.bus.again("payment.webhook_received")
    time.forward(days=3)
    assert wechat.notify(paid).status == 200
    wechat.shop.bus.settle()

    assert len(told("order.paid")) == 1
    wechat.shop.proof()


@pytest.mark.parametrize("other", [{"mchid": "1900000110"}, {"appid": "wx0000000000000000"}])
def test_what_is_about_another_merchant_or_app_is_kept_and_does_nothing(wechat: Wechat, other: dict[str, str]) -> None:
    paid = paid_event(wechat)
    foreign = wechat.simulator.made_event({"resource": other}, based_on=paid["id"])
    assert wechat.notify(foreign).status == 200
    wechat.shop.bus.settle()

    assert not told("order.paid")
    assert [row["event_id"] for row in rows() if row["kind"] == "channel_event"] == [foreign["id"]]


def test_another_amount_than_asked_is_kept_in_suspense_and_pays_nothing(wechat: Wechat) -> None:
    paid = paid_event(wechat)
    less = wechat.simulator.made_event({"resource": {"amount": {"total": 9_999}}}, based_on=paid["id"])
    assert wechat.notify(less).status == 200
    wechat.shop.bus.settle()

    assert [row["status"] for row in rows() if row["kind"] == "order"] == ["pending_payment"]
    suspense = [row for row in rows() if row["kind"] == "balance" and row["account"].startswith("suspense:mismatch")]
    assert [row["balance_minor"] for row in suspense] == [9_999]
    wechat.shop.proof()


def test_a_notification_about_an_attempt_that_we_do_not_know_yet_is_told_again_later(wechat: Wechat) -> None:
    paid = paid_event(wechat)
    unknown = {"resource": {"out_trade_no": "pay_01KAG0000000000000000000AC"}}
    reply = wechat.notify(wechat.simulator.made_event(unknown, based_on=paid["id"]))

    assert (reply.status, json.loads(reply.text)["code"]) == (503, "FAIL")


@pytest.mark.parametrize(
    ("type", "resource"),
    [("COMPLAINT.CREATE", {}), ("REFUND.SUCCESS", {"out_refund_no": "made in WeChat's console", "refund_id": "50"})],
)
def test_what_we_did_not_begin_is_kept_and_does_nothing(wechat: Wechat, type: str, resource: dict[str, str]) -> None:
    paid = paid_event(wechat)
    other = wechat.simulator.made_event({"type": type, "resource": resource}, based_on=paid["id"])
    assert wechat.notify(other).status == 200
    wechat.shop.bus.settle()

    assert [row["event_type"] for row in rows() if row["kind"] == "channel_event"] == [type]
    assert not told("order.paid")


def test_a_body_that_the_gateway_encoded_is_the_same_body(wechat: Wechat) -> None:
    headers, body = wechat.simulator.signed(paid_event(wechat))
    made = event("POST", "/v1/webhooks/wechat", base64.b64encode(body).decode(), headers)
    assert wechat_webhook.handler(made | {"isBase64Encoded": True}, context())["statusCode"] == 200


def test_more_than_a_megabyte_is_refused_in_wechats_words_too(wechat: Wechat) -> None:
    reply = call("payments.wechat_webhook", "POST /v1/webhooks/wechat", raw="x" * 1_000_001)

    assert (reply.status, json.loads(reply.text)["code"]) == (413, "FAIL")
