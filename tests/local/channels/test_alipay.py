"""Alipay's simulator, by the SDK that the product uses and by plain HTTP, as a browser or curl would speak it."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl

import httpx
import pytest
from alipay import AliPay
from alipay.exceptions import AliPayException

from local.channels.alipay import AlipaySimulator
from local.channels.alipay.account import BEIJING, Account
from tests.local.channels.endpoint import Endpoint

Order = dict[str, str]


@pytest.fixture
def alipay() -> Iterator[AlipaySimulator]:
    with AlipaySimulator() as running:
        yield running


@pytest.fixture
def sdk(alipay: AlipaySimulator) -> Any:
    return made(alipay.merchant())


def made(keys: dict[str, str]) -> Any:
    client = AliPay(
        keys["app_id"],
        app_private_key_string=keys["app_private_key"],
        alipay_public_key_string=keys["alipay_public_key"],
    )
    client._gateway = keys["gateway"]
    return client


@pytest.fixture
def shop() -> Iterator[Endpoint]:
    """Where notifications go."""
    listening = Endpoint()
    listening.says = "success"
    yield listening
    listening.close()


@pytest.fixture
def web(alipay: AlipaySimulator) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=alipay.url, trust_env=False, verify=False) as speaking:
        yield speaking


@pytest.fixture
def order(sdk: Any, shop: Endpoint) -> str:
    return order_of(sdk, shop)


def order_of(sdk: Any, shop: Endpoint, number: str = "pay_1", minutes: float = 15) -> str:
    """What the merchant signs for the buyer."""
    until = Account.spell((datetime.now(UTC) + timedelta(minutes=minutes)).timestamp())
    signed: str = sdk.api_alipay_trade_page_pay("A lamp", number, "10.99", notify_url=shop.url, time_expire=until)
    return signed


def told(shop: Endpoint) -> list[tuple[str, str]]:
    """Trade and status of what came, in the order in which it came."""
    forms = [dict(parse_qsl(one.body.decode())) for one in shop.received]
    return [(form["out_trade_no"], form["trade_status"]) for form in forms]


def test_a_trade_is_there_once_the_buyer_has_opened_it(alipay: AlipaySimulator, sdk: Any, order: str) -> None:
    assert sdk.api_alipay_trade_query("pay_1")["sub_code"] == "ACQ.TRADE_NOT_EXIST"
    alipay.open(order)
    assert sdk.api_alipay_trade_query("pay_1")["trade_status"] == "WAIT_BUYER_PAY"
    alipay.pay(order)
    paid = sdk.api_alipay_trade_query("pay_1")
    assert (paid["trade_status"], paid["total_amount"]) == ("TRADE_SUCCESS", "10.99")
    assert sdk.api_alipay_trade_close("pay_1")["sub_code"] == "ACQ.TRADE_STATUS_ERROR"


def test_a_buyer_pays_or_refuses_on_the_page_of_the_cashier(
    alipay: AlipaySimulator, sdk: Any, shop: Endpoint, web: httpx.Client
) -> None:
    for number, act, status in (("pay_1", "pay", "TRADE_SUCCESS"), ("pay_2", "refuse", "TRADE_CLOSED")):
        address = f"/gateway.do?{order_of(sdk, shop, number)}"
        page = web.get(address)
        assert page.headers["Content-Type"].startswith("text/html")
        assert "Pay ¥10.99" in page.text and f'data-act="{act}" data-trade="{number}"' in page.text
        assert web.post(f"/_sim/{act}", json={"order": number}).json()["status"] == status
        assert "<button" not in web.get(address).text
    assert "pay_2" in web.get("/_sim/").text
    assert web.post("/_sim/pay", json={"order": "pay_2"}).status_code == 400


def test_an_order_that_nobody_of_ours_signed_opens_nothing(
    alipay: AlipaySimulator, shop: Endpoint, sdk: Any, web: httpx.Client
) -> None:
    changed = order_of(sdk, shop).replace("10.99", "0.01")
    assert "isv.invalid-signature" in web.get(f"/gateway.do?{changed}").text
    assert "ACQ.ORDER_TIMEOUT" in web.get(f"/gateway.do?{order_of(sdk, shop, minutes=-1)}").text
    assert web.post("/_sim/pay", json={"order": changed}).json()["error"]["sub_code"] == "isv.invalid-signature"
    assert alipay.account.trades == {}


@pytest.mark.parametrize("wrong", [{"app_id": "1"}, {"app_private_key": "alipay"}])
def test_a_stranger_is_refused_at_the_door(alipay: AlipaySimulator, wrong: Order) -> None:
    from local.channels.alipay.keys import private_pem

    keys = alipay.merchant() | wrong
    if keys["app_private_key"] == "alipay":
        keys["app_private_key"] = private_pem("stranger")
    with pytest.raises(AliPayException, match="40002"):
        made(keys).api_alipay_trade_query("pay_1")


def test_a_trade_that_nobody_pays_in_time_is_closed_and_told(alipay: AlipaySimulator, sdk: Any, shop: Endpoint) -> None:
    alipay.open(order_of(sdk, shop))
    alipay.account.trade("pay_1").expires_at = alipay.clock.now()
    shop.wait_for(1)
    assert told(shop) == [("pay_1", "TRADE_CLOSED")]


def test_a_notification_is_repeated_until_it_is_answered_by_success(
    alipay: AlipaySimulator, sdk: Any, shop: Endpoint, order: str
) -> None:
    shop.says = "ok"
    alipay.pay(order)
    shop.wait_for(1)
    shop.says = "success"
    shop.wait_for(2)
    alipay.wait_until_delivered()

    assert told(shop) == [("pay_1", "TRADE_SUCCESS")] * 2
    forms = [dict(parse_qsl(one.body.decode())) for one in shop.received]
    assert forms[0]["notify_id"] == forms[1]["notify_id"]
    assert sdk.verify({name: value for name, value in forms[1].items() if name != "sign"}, forms[1]["sign"])


def test_notifications_are_lost_doubled_and_reordered_where_a_fault_says_so(
    alipay: AlipaySimulator, sdk: Any, shop: Endpoint, web: httpx.Client
) -> None:
    for kind, number in (("webhook_lost", "pay_1"), ("webhook_doubled", "pay_2"), ("webhook_reordered", "pay_3")):
        assert web.post("/_sim/faults", json={"kind": kind, "operation": "TRADE_SUCCESS"}).status_code == 200
        alipay.pay(order_of(sdk, shop, number))
    sdk.api_alipay_trade_refund("10.99", out_trade_no="pay_3", out_request_no="rfd_1")
    shop.wait_for(4)
    alipay.wait_until_delivered()

    assert told(shop).count(("pay_2", "TRADE_SUCCESS")) == 2
    assert [status for number, status in told(shop) if number == "pay_3"] == ["TRADE_CLOSED", "TRADE_SUCCESS"]
    assert "pay_1" not in dict(told(shop))


def test_a_probe_is_signed_by_whom_the_console_says_and_says_what_it_is_told(
    alipay: AlipaySimulator, sdk: Any, shop: Endpoint, web: httpx.Client, order: str
) -> None:
    alipay.pay(order)
    shop.wait_for(1)
    event = web.get("/_sim/events").json()["data"][0]
    path = f"/_sim/events/{event['id']}/deliver"
    web.post(path, json={"signed_by": "stranger"})
    web.post(path, json={"changes": {"total_amount": "0.01", "seller_id": None}})

    forged, changed = (dict(parse_qsl(one.body.decode())) for one in shop.received[1:])
    assert not sdk.verify({name: value for name, value in forged.items() if name != "sign"}, forged["sign"])
    assert sdk.verify({name: value for name, value in changed.items() if name != "sign"}, changed["sign"])
    assert changed["total_amount"] == "0.01" and "seller_id" not in changed
    assert web.post("/_sim/events/none/deliver").status_code == 400


def test_refunds_end_where_the_money_ends_and_a_number_is_used_once(
    alipay: AlipaySimulator, sdk: Any, order: str
) -> None:
    def refund(amount: str, number: str) -> tuple[str, str]:
        answer = sdk.api_alipay_trade_refund(amount, out_trade_no="pay_1", out_request_no=number)
        return answer.get("sub_code", ""), answer.get("fund_change", "")

    assert refund("1.00", "rfd_1") == ("ACQ.TRADE_NOT_EXIST", "")
    alipay.open(order)
    assert refund("1.00", "rfd_1") == ("ACQ.TRADE_STATUS_ERROR", "")
    alipay.pay(order)
    assert refund("1.00", "rfd_1") == ("", "Y")
    assert refund("1.00", "rfd_1") == ("", "N")
    assert refund("2.00", "rfd_1") == ("ACQ.DISCORDANT_REPEAT_REQUEST", "")
    assert refund("10.00", "rfd_2") == ("ACQ.REFUND_AMT_NOT_EQUAL_TOTAL", "")
    assert refund("0", "rfd_2") == ("ACQ.INVALID_PARAMETER", "")
    assert sdk.api_alipay_trade_fastpay_refund_query("rfd_1", out_trade_no="pay_1")["refund_status"] == "REFUND_SUCCESS"
    assert "refund_status" not in sdk.api_alipay_trade_fastpay_refund_query("rfd_2", out_trade_no="pay_1")
    assert alipay.books()["cny"]["net"] == 999


def test_a_days_bill_is_published_by_hand_and_spoiled_on_purpose(
    alipay: AlipaySimulator, sdk: Any, web: httpx.Client, order: str
) -> None:
    day = datetime.now(BEIJING).date()
    alipay.pay(order)
    question = ("alipay.data.dataservice.bill.downloadurl.query", {"bill_type": "trade", "bill_date": f"{day}"})
    assert sdk.server_api(*question)["sub_code"] == "isp.bill_not_exist"
    web.post(f"/_sim/bills/{day}/publish").raise_for_status()
    extra = {"kind": "extra", "number": "pay_9", "amount_minor": 100}
    web.post(f"/_sim/bills/{day}/discrepancies", json=extra).raise_for_status()
    file = web.get(sdk.server_api(*question)["bill_download_url"])

    with zipfile.ZipFile(io.BytesIO(file.content)) as opened:
        details, summary = (opened.read(name).decode("gbk") for name in opened.namelist())
    assert details.startswith("#支付宝业务明细查询") and "业务明细列表结束" in details
    assert re.findall(r"(pay_\d)\t,交易\t,.*,(-?[\d.]+),0\.00,\r", details) == [("pay_1", "-0.07"), ("pay_9", "-0.01")]
    assert "合计,,2,0,11.99,11.99,0.00,0.00,0.00,-0.08,0.00,11.91" in summary
    assert web.post(f"/_sim/bills/{day}/discrepancies", json=extra | {"kind": "lie"}).status_code == 400


def test_its_clock_moves_with_the_stacks(tmp_path: Any) -> None:
    from local.channels.clock import Clock

    (tmp_path / "offset").write_text("86400")
    with AlipaySimulator(clock=Clock(tmp_path / "offset")) as moved:
        health = httpx.get(f"{moved.url}/_sim/health", trust_env=False).json()
    assert health["offset_seconds"] == 86_400
