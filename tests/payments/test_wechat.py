"""Paying by WeChat Pay through the real SDK: one effect per payment, and no money that nobody knows of."""

import base64
import json
from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256

from tests.conftest import Clock
from tests.support.books import balance, statuses
from tests.support.bus import told
from tests.support.call import call
from tests.support.cloud import rows
from tests.support.people import Person
from tests.support.wechat import Wechat


def test_a_payment_by_wechat_makes_the_order_paid_and_the_ledger_says_who_holds_the_money(
    wechat: Wechat,
) -> None:
    order_id = wechat.order(price=9_999)
    attempt = wechat.pay(order_id)

    order = wechat.shop.show(wechat.buyer, order_id)
    assert (order["status"], order["paid_amount"]["amount"]) == ("paid", 9_999)
    assert attempt["client_payload"]["code_url"].startswith("weixin://wxpay/bizpayurl?pr=")
    assert balance("world:wechat") == -9_999
    assert len(told("order.paid")) == 1
    wechat.shop.proof()


@pytest.mark.parametrize(
    ("method", "more", "names"),
    [
        ("native", {}, {"code_url"}),
        ("h5", {}, {"h5_url"}),
        ("jsapi", {"payer": "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"},
         {"appId", "timeStamp", "nonceStr", "package", "signType", "paySign"}),
        ("app", {}, {"appid", "partnerid", "prepayid", "package", "noncestr", "timestamp", "sign"}),
    ],
)  # fmt: skip
def test_each_method_gives_the_buyers_client_what_it_needs(
    wechat: Wechat, method: str, more: dict[str, str], names: set[str]
) -> None:
    order_id = wechat.order()
    attempt = wechat.attempt(order_id, method=method, **more).ok()
    wechat.confirm(attempt)
    wechat.hear()

    assert set(attempt["client_payload"]) == names
    asked = wechat.simulator.account.transactions[attempt["id"]]["asked"]
    assert asked.get("payer", {}).get("openid") == more.get("payer")
    assert asked.get("scene_info", {}).get("payer_client_ip") == ("127.0.0.1" if method == "h5" else None)
    assert wechat.shop.show(wechat.buyer, order_id)["status"] == "paid"


@pytest.mark.parametrize(
    ("method", "signs", "signature"),
    [
        ("jsapi", ("appId", "timeStamp", "nonceStr", "package"), "paySign"),
        ("app", ("appid", "timestamp", "noncestr", "prepayid"), "sign"),
    ],
)
def test_what_wechats_own_client_checks_is_signed_by_the_merchant(
    wechat: Wechat, method: str, signs: tuple[str, ...], signature: str
) -> None:
    payload = wechat.attempt(wechat.order(), method=method, payer="oUpF8uMuAJO").ok()["client_payload"]
    merchant = wechat.simulator.merchant.own_key.public_key()

    merchant.verify(
        base64.b64decode(payload[signature]),
        "".join(f"{payload[name]}\n" for name in signs).encode(),
        PKCS1v15(),
        SHA256(),
    )


@pytest.mark.parametrize(
    ("currency", "wish"),
    [("CNY", {"method": "carrier pigeon"}), ("CNY", {"method": "jsapi"}), ("USD", {})],
    ids=["a method that is none", "inside WeChat without saying who", "another currency"],
)
def test_what_wechat_does_not_take_is_refused_and_holds_no_order_open(
    wechat: Wechat, time: Clock, currency: str, wish: dict[str, str]
) -> None:
    order_id = wechat.order(currency=currency)
    reply = wechat.attempt(order_id, **wish)
    time.forward(minutes=16)
    wechat.shop.drain()

    assert (reply.status, reply.problem) == (409, "channel_refused")
    assert (statuses("attempt"), statuses("order")) == (["failed"], ["closed"])
    assert not wechat.simulator.account.transactions


def test_nothing_about_the_payer_is_kept(wechat: Wechat) -> None:
    order_id = wechat.order()
    wechat.confirm(wechat.attempt(order_id, method="jsapi", payer="oUpF8uMuAJO_M2pxb1Q9zNjWeS6o").ok())
    wechat.hear()

    kept = next(row for row in rows() if row["kind"] == "channel_event")
    assert '"out_trade_no' in json.dumps(kept).replace("\\", "")
    assert "oUpF8uMuAJO" not in str(rows())


def test_a_lost_notification_is_found_by_asking(wechat: Wechat, time: Clock) -> None:
    order_id = wechat.order()
    wechat.confirm(wechat.attempt(order_id).ok())
    time.forward(minutes=2)
    wechat.shop.drain()

    assert wechat.shop.show(wechat.buyer, order_id)["status"] == "paid"


def test_an_answer_that_was_lost_is_taken_up_again_as_the_same_order(
    wechat: Wechat,
) -> None:
    order_id = wechat.order()
    wechat.simulator.faults.add("answer_lost", "transactions.create")
    first, again = wechat.attempt(order_id, key="k"), wechat.attempt(order_id, key="k")

    assert (first.status, first.problem, again.status) == (503, "channel_unavailable", 201)
    assert len(wechat.simulator.account.transactions) == 1
    wechat.confirm(again.body)
    wechat.hear()
    assert wechat.shop.show(wechat.buyer, order_id)["status"] == "paid"


def test_a_number_that_was_paid_meanwhile_is_not_taken_for_refused(
    wechat: Wechat,
) -> None:
    order_id = wechat.order()
    wechat.simulator.faults.add("answer_lost", "transactions.create")
    assert wechat.attempt(order_id, key="k").status == 503
    (number,) = wechat.simulator.account.transactions
    wechat.simulator.pay(number)
    again = wechat.attempt(order_id, key="k").ok()
    wechat.hear()

    assert (again["status"], again["client_payload"]) == ("pending", {})
    assert statuses("attempt") == ["succeeded"]


@pytest.mark.parametrize("fault", ["http_500", "http_429", "answer_forged", "answer_lost"])
def test_an_answer_that_is_none_leaves_everything_open(wechat: Wechat, time: Clock, fault: str) -> None:
    order_id = wechat.order()
    attempt = wechat.attempt(order_id).ok()
    wechat.confirm(attempt)
    wechat.simulator.faults.add(fault, "transactions.query")
    time.forward(minutes=2)
    wechat.shop.drain()
    assert statuses("attempt") == ["pending"]

    time.forward(minutes=3)
    wechat.shop.drain()
    assert (statuses("attempt"), statuses("order")) == (["succeeded"], ["paid"])


def test_somebody_else_cannot_see_how_an_attempt_stands(wechat: Wechat, join: Callable[..., Person]) -> None:
    attempt = wechat.attempt(wechat.order()).ok()
    path = f"GET /v1/payments/{attempt['id']}"
    shown = call("payments.pay", path, token=wechat.buyer.token).ok()

    assert (shown["channel"], shown["method"], shown["status"]) == ("wechat", "native", "pending")
    assert call("payments.pay", path, token=join("other").token).status == 404
