from typing import Any

import pytest
import requests
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from wechatpayv3 import WeChatPayType, utils

from local.channels.wechat import WechatError, WechatSimulator
from local.channels.wechat.merchant import key_of
from tests.local.channels.wechat import NUMBER, Client

HOOK = "http://127.0.0.1:9/hook"


def somebodys_key() -> str:
    return key_of("somebody").private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


@pytest.mark.parametrize("what", ["mchid", "cert_serial_no", "private_key"])
def test_a_request_that_the_merchant_has_not_signed_is_refused(wechat: WechatSimulator, what: str) -> None:
    other = {"mchid": "1900000110", "cert_serial_no": "AB", "private_key": somebodys_key()}
    status, said = Client(wechat, HOOK, **{what: other[what]}).pay()
    assert (status, said["code"]) == (401, "SIGN_ERROR")
    unsigned = requests.get(f"{wechat.url}/v3/pay/transactions/out-trade-no/{NUMBER}", timeout=1)
    assert (unsigned.status_code, unsigned.json()["code"]) == (401, "SIGN_ERROR")
    assert not wechat.account.transactions


def test_a_request_that_was_signed_long_ago_is_refused(
    wechat: WechatSimulator, merchant: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    class LongAgo:
        @staticmethod
        def time() -> float:
            return 86_400.0

    monkeypatch.setattr(utils, "time", LongAgo)
    assert merchant.pay()[1]["code"] == "SIGN_ERROR"


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ({"total": 0}, "PARAM_ERROR"),
        ({"amount": {"total": 1, "currency": "USD"}}, "PARAM_ERROR"),
        ({"number": "short"}, "PARAM_ERROR"),
        ({"number": "x" * 33}, "PARAM_ERROR"),
        ({"number": "with space"}, "PARAM_ERROR"),
        ({"notify_url": HOOK + "?secret=1"}, "PARAM_ERROR"),
        ({"time_expire": "2020-01-01T00:00:00+08:00"}, "PARAM_ERROR"),
        ({"time_expire": "soon"}, "PARAM_ERROR"),
        ({"appid": "wx0000000000000000"}, "APPID_MCHID_NOT_MATCH"),
        ({"pay_type": WeChatPayType.H5, "scene_info": {"device_id": "1"}}, "PARAM_ERROR"),
        ({"pay_type": WeChatPayType.JSAPI, "payer": {"nobody": "1"}}, "PARAM_ERROR"),
    ],
)
def test_an_order_that_is_none_is_refused(
    wechat: WechatSimulator, merchant: Client, wish: dict[str, Any], code: str
) -> None:
    status, said = merchant.pay(**wish)
    assert (status, said["code"]) == (400, code)
    assert not wechat.account.transactions


def test_the_same_order_again_is_the_same_and_another_under_its_number_is_refused(merchant: Client) -> None:
    assert merchant.pay() == merchant.pay()
    status, said = merchant.pay(total=2_000)
    assert (status, said["code"]) == (403, "OUT_TRADE_NO_USED")


def test_an_order_goes_from_unpaid_to_paid_once(wechat: WechatSimulator, merchant: Client) -> None:
    assert merchant.query()["code"] == "ORDER_NOT_EXIST"
    merchant.pay(attach="ord_1")
    assert (merchant.query()["trade_state"], "transaction_id" in merchant.query()) == ("NOTPAY", False)
    wechat.pay(NUMBER)
    paid = merchant.query()
    assert (paid["trade_state"], paid["amount"]["payer_total"], paid["attach"]) == ("SUCCESS", 1_000, "ord_1")
    assert len(paid["transaction_id"]) == 28
    with pytest.raises(WechatError, match="不可支付"):
        wechat.pay(NUMBER)
    assert merchant.pay(attach="ord_1")[1]["code"] == merchant.close()[1]["code"] == "INVALID_REQUEST"


def test_a_closed_order_cannot_be_paid_unless_the_money_is_late(wechat: WechatSimulator, merchant: Client) -> None:
    assert merchant.close()[1]["code"] == "ORDER_NOT_EXIST"
    merchant.pay()
    assert merchant.close() == (204, {})
    assert merchant.query()["trade_state"] == "CLOSED"
    assert merchant.pay()[1]["code"] == merchant.close()[1]["code"] == "ORDER_CLOSED"
    with pytest.raises(WechatError, match="不可支付"):
        wechat.pay(NUMBER)
    assert wechat.pay(NUMBER, late=True)["trade_state"] == "SUCCESS"


def test_refunds_come_once_under_their_number_and_never_to_more_than_was_paid(
    wechat: WechatSimulator, merchant: Client
) -> None:
    assert merchant.refund()[1]["code"] == "RESOURCE_NOT_EXISTS"
    merchant.pay()
    assert merchant.refund()[1]["message"] == "订单未支付，不可退款"
    wechat.pay(NUMBER)
    first = merchant.refund()
    assert (first[0], first[1]["status"]) == (200, "SUCCESS")
    assert merchant.refund() == first
    for wrong in ({"refund": 500}, {"number": "rfd_2", "refund": 601}, {"number": "rfd_2", "total": 999}):
        assert merchant.refund(**wrong)[1]["code"] == "INVALID_REQUEST"
    assert merchant.refund("rfd_2", 600)[0] == 200
    assert wechat.books() == {"cny": {"captured": 1_000, "refunded": 1_000, "net": 0}}
    assert merchant.query()["trade_state"] == "REFUND"


def test_a_closed_refund_gives_its_money_back_to_the_merchant_and_an_abnormal_one_does_not(
    wechat: WechatSimulator, merchant: Client
) -> None:
    merchant.pay()
    wechat.pay(NUMBER, "CMB_DEBIT")
    for number, ends in (("rfd_1", "CLOSED"), ("rfd_2", "ABNORMAL")):
        merchant.refund(number, 600)
        wechat.settle_refund(number, ends)
        assert merchant.refund(number, 600)[1]["status"] == ends
    assert merchant.refund("rfd_3", 600)[1]["code"] == "INVALID_REQUEST"
    assert wechat.settle_refund("rfd_2")["status"] == "SUCCESS"


@pytest.mark.parametrize(("bank", "ends"), [("CMB_DEBIT", "SUCCESS"), ("ICBC_DEBIT", "ABNORMAL")])
def test_a_bank_takes_its_time_for_a_refund(bank: str, ends: str) -> None:
    with WechatSimulator(notify=False, settle_seconds=0.2) as wechat:
        merchant = Client(wechat, HOOK)
        merchant.pay()
        wechat.pay(NUMBER, bank)
        assert merchant.refund()[1]["status"] == "PROCESSING"
        while not wechat.events[-1]["type"].startswith("REFUND."):
            wechat.run_due()
        assert wechat.events[-1]["resource"]["refund_status"] == ends
        with pytest.raises(WechatError, match="已终结"):
            wechat.settle_refund("rfd_1", ends)


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [("http_500", 500, "SYSTEM_ERROR"), ("http_429", 429, "FREQUENCY_LIMITED"), ("not_enough", 403, "NOT_ENOUGH")],
)
def test_a_request_that_was_refused_did_nothing(
    wechat: WechatSimulator, merchant: Client, kind: str, status: int, code: str
) -> None:
    wechat.faults.add(kind, "transactions.*")
    refused = merchant.pay()
    assert (refused[0], refused[1]["code"]) == (status, code)
    assert merchant.query()["code"] == "ORDER_NOT_EXIST"


@pytest.mark.parametrize("kind", ["answer_lost", "answer_late", "answer_forged", "slow"])
def test_an_answer_that_cannot_be_used_may_have_been_an_effect(
    wechat: WechatSimulator, merchant: Client, kind: str
) -> None:
    wechat.faults.add(kind, "transactions.create", seconds=0.7)
    with pytest.raises(Exception, match=r"verify|aborted|timed out|closed"):
        merchant.pay()
    if kind != "slow":
        assert merchant.query()["trade_state"] == "NOTPAY"
