"""Paying by Alipay: signed orders that the buyer carries there, one effect per payment, and silence that is asked about."""

import json
from urllib.parse import parse_qsl, urlsplit

import pytest

from argosy.payments import attempts
from argosy.payments.channel import channel
from local.channels.alipay import AlipayError
from tests.conftest import Clock
from tests.support.alipay import NOTIFY_URL, Alipay
from tests.support.books import balance, statuses
from tests.support.bus import told
from tests.support.cloud import rows

SILENCES = ["http_500", "system_error", "busy", "answer_lost", "answer_forged"]


def test_a_payment_makes_the_order_paid_and_the_ledger_knows_where_the_money_is(alipay: Alipay) -> None:
    order_id = alipay.paid(price=9_999)

    order = alipay.shown(order_id)
    assert (order["status"], order["paid_amount"]["amount"]) == ("paid", 9_999)
    assert balance("world:alipay") == -9_999
    assert alipay.sim.books()["cny"]["captured"] == 9_999
    assert alipay.shop.wallet(alipay.seller)["CNY"]["pending"] == 6_999
    assert len(told("order.paid")) == 1
    alipay.shop.proof()


@pytest.mark.parametrize(
    ("method", "product", "payload"),
    [
        ("page", "FAST_INSTANT_TRADE_PAY", "pay_url"),
        ("wap", "QUICK_WAP_WAY", "pay_url"),
        ("app", "QUICK_MSECURITY_PAY", "order_string"),
    ],
)
def test_the_buyer_gets_a_signed_order_that_ends_with_the_attempt(
    alipay: Alipay, method: str, product: str, payload: str
) -> None:
    begun = alipay.attempt(alipay.order(price=1_005), method=method).ok()
    order = begun["client_payload"][payload]
    given = dict(parse_qsl(urlsplit(order).query or order))
    content = json.loads(given["biz_content"])

    assert set(begun["client_payload"]) == {payload}
    assert (given["method"], given["notify_url"]) == (f"alipay.trade.{method}.pay", NOTIFY_URL)
    assert (content["out_trade_no"], content["product_code"]) == (begun["id"], product)
    assert content["total_amount"] == "10.05"
    assert begun["expires_at"] == "2026-11-20T04:23:00Z" and content["time_expire"] == "2026-11-20 12:23:00"
    alipay.sim.pay(order)
    alipay.hear()
    assert statuses("order") == ["paid"]


def test_who_does_not_say_how_pays_on_alipays_page(alipay: Alipay) -> None:
    begun = alipay.attempt(alipay.order()).ok()

    assert begun["method"] == "page"
    assert begun["client_payload"]["pay_url"].startswith(f"{alipay.sim.url}/gateway.do?")


@pytest.mark.parametrize(("currency", "method"), [("USD", "page"), ("CNY", "card")])
def test_what_alipay_does_not_take_is_refused_and_holds_no_order_open(
    alipay: Alipay, time: Clock, currency: str, method: str
) -> None:
    refused = alipay.attempt(alipay.order(currency=currency), method=method)

    assert (refused.status, refused.problem) == (409, "channel_refused")
    assert statuses("attempt") == ["failed"]
    time.forward(minutes=16)
    alipay.shop.drain()
    assert statuses("order") == ["closed"]


def test_a_lost_notification_is_found_by_asking(alipay: Alipay, time: Clock) -> None:
    alipay.sim.pay(alipay.begin(alipay.order())[1])
    time.forward(minutes=2)
    alipay.shop.drain()

    assert statuses("order") == ["paid"]
    alipay.hear()
    assert len(told("order.paid")) == 1


def test_an_order_that_nobody_opens_waits_and_is_closed_at_its_deadline(alipay: Alipay, time: Clock) -> None:
    attempt_id, url = alipay.begin(alipay.order())
    time.forward(minutes=4)
    alipay.shop.drain()
    assert channel("alipay").query(attempts.get(attempt_id)).outcome == "waiting"
    assert statuses("attempt") == ["pending"]

    time.forward(minutes=12)
    alipay.shop.drain()
    assert (statuses("order"), statuses("attempt")) == (["closed"], ["closed"])
    with pytest.raises(AlipayError, match="订单已超时"):
        alipay.sim.pay(url)


def test_a_cancelled_order_can_no_longer_be_paid_by_who_had_opened_it(alipay: Alipay) -> None:
    order_id = alipay.order()
    _, url = alipay.begin(order_id)
    alipay.sim.open(url)
    alipay.cancel(order_id)

    assert (statuses("order"), statuses("attempt")) == (["closed"], ["closed"])
    with pytest.raises(AlipayError, match="交易状态不合法"):
        alipay.sim.pay(url)


def test_money_for_a_cancelled_order_that_was_not_yet_opened_goes_back_by_itself(alipay: Alipay) -> None:
    order_id = alipay.order()
    _, url = alipay.begin(order_id)
    alipay.cancel(order_id)
    assert statuses("order") == ["closed"]
    alipay.sim.pay(url)
    alipay.hear()

    assert statuses("attempt") == ["auto_refunded"]
    assert alipay.sim.books()["cny"] == {"captured": 10_000, "refunded": 10_000, "fees": 0, "net": 0}
    assert (balance("world:alipay"), balance("suspense:late")) == (0, 0)
    alipay.shop.proof()


def test_a_payment_that_was_faster_than_the_cancellation_wins(alipay: Alipay) -> None:
    order_id = alipay.order()
    alipay.sim.pay(alipay.begin(order_id)[1])
    alipay.cancel(order_id)

    assert alipay.shown(order_id)["status"] == "paid"
    assert not told("order.closed")


def test_who_refuses_at_the_cashier_may_pay_by_another_attempt(alipay: Alipay) -> None:
    order_id = alipay.order()
    alipay.sim.refuse(alipay.begin(order_id)[1])
    alipay.hear()
    assert statuses("attempt") == ["closed"]

    alipay.sim.pay(alipay.begin(order_id)[1])
    alipay.hear()
    assert alipay.shown(order_id)["status"] == "paid"


def test_an_order_that_two_channels_were_paid_for_keeps_one_payment(alipay: Alipay) -> None:
    shop, order_id = alipay.shop, alipay.order()
    by_card = shop.attempt(alipay.buyer, order_id).ok()
    alipay.sim.pay(alipay.begin(order_id)[1])
    shop.confirm(by_card)
    shop.hear()
    alipay.hear()
    alipay.hear()

    assert alipay.shown(order_id)["paid_amount"]["amount"] == 10_000
    assert (shop.books()["cny"]["net"], alipay.sim.books()["cny"]["net"]) == (10_000, 0)
    assert (balance("world:stripe"), balance("world:alipay"), balance("suspense")) == (-10_000, 0, 0)
    shop.proof()


@pytest.mark.parametrize("kind", SILENCES)
def test_a_question_that_is_not_answered_decides_nothing_and_is_asked_again(
    alipay: Alipay, time: Clock, kind: str
) -> None:
    alipay.sim.pay(alipay.begin(alipay.order())[1])
    alipay.sim.faults.add(kind, "alipay.trade.query")
    time.forward(minutes=2)
    alipay.shop.drain()
    assert statuses("attempt") == ["pending"]

    time.forward(minutes=3)
    alipay.shop.drain()
    assert statuses("order") == ["paid"]


@pytest.mark.parametrize("kind", SILENCES)
def test_an_order_stays_open_until_alipay_has_said_that_its_attempt_is_closed(
    alipay: Alipay, time: Clock, kind: str
) -> None:
    order_id = alipay.order()
    alipay.sim.open(alipay.begin(order_id)[1])
    alipay.sim.faults.add(kind, "alipay.trade.close")
    alipay.cancel(order_id)
    assert statuses("order") == ["closing"]

    time.forward(minutes=2)
    alipay.shop.drain()
    assert (statuses("order"), statuses("attempt")) == (["closed"], ["closed"])


def test_a_repeated_request_is_one_attempt_with_one_order(alipay: Alipay) -> None:
    order_id = alipay.order()
    first, again = alipay.attempt(order_id, key="k"), alipay.attempt(order_id, key="k")

    assert again.body == first.body
    assert len([row for row in rows() if row["kind"] == "attempt"]) == 1
