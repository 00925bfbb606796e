import httpx
import pytest

from tests.local.channels.endpoint import Endpoint
from tests.local.channels.wechat import NUMBER, Client, opened


@pytest.mark.parametrize("wrong", ["signature", "probe", "tag", "associated_data"])
def test_what_was_told_is_told_again_as_often_and_as_wrong_as_asked(
    merchant: Client, console: httpx.Client, hook: Endpoint, wrong: str
) -> None:
    merchant.pay()
    assert console.post("/_sim/pay", json={"out_trade_no": NUMBER}).json()["trade_state"] == "SUCCESS"
    hook.wait_for(1)
    event = console.get("/_sim/events").json()["data"][0]
    path = f"/_sim/events/{event['id']}/deliver"
    sent = console.post(path, json={"times": 3, "concurrent": True, "timestamp": 1}).json()["deliveries"]
    assert [one["status"] for one in sent] == [200] * 3
    assert hook.received[-1].headers["Wechatpay-Timestamp"] == "1"
    console.post(path, json={"wrong": wrong})
    assert opened(merchant, hook.received[-1]) is None


def test_what_never_was_is_told_too(merchant: Client, console: httpx.Client, hook: Endpoint) -> None:
    merchant.pay()
    console.post("/_sim/pay", json={"out_trade_no": NUMBER, "bank": "CMB_DEBIT"})
    hook.wait_for(1)
    based_on = console.get("/_sim/events").json()["data"][0]["id"]
    console.post("/_sim/deliver", json={"based_on": based_on, "event": {"resource": {"amount": {"total": 1}}}})
    told = opened(merchant, hook.received[-1])
    assert (told["resource"]["amount"]["total"], told["resource"]["amount"]["currency"]) == (1, "CNY")
    assert told["id"] != based_on


def test_the_console_settles_refunds_and_puts_what_is_wrong_into_bills(merchant: Client, console: httpx.Client) -> None:
    merchant.pay()
    console.post("/_sim/pay", json={"out_trade_no": NUMBER, "bank": "CMB_DEBIT"})
    merchant.refund()
    assert console.get("/_sim/books").json()["cny"]["net"] == 600
    assert console.post("/_sim/refunds/rfd_1/settle", json={"status": "ABNORMAL"}).json()["status"] == "ABNORMAL"
    assert console.get("/_sim/books").json()["cny"]["net"] == 1_000
    wished = {"kind": "amount", "number": NUMBER, "amount": 7}
    assert console.post("/_sim/discrepancies", json=wished).json() == {"data": [wished]}
    assert console.delete("/_sim/discrepancies").json() == console.get("/_sim/discrepancies").json() == {"data": []}


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/_sim/pay", {}, 400),
        ("/_sim/pay", {"out_trade_no": "nobody"}, 404),
        ("/_sim/pay", {"out_trade_no": NUMBER, "bank": "PIGGY"}, 400),
        ("/_sim/refunds/rfd_none/settle", {}, 404),
        ("/_sim/refunds/rfd_none/settle", {"status": "MAYBE"}, 400),
        ("/_sim/events/EV-none/deliver", {}, 404),
        ("/_sim/discrepancies", {"kind": "gremlin"}, 400),
        ("/_sim/faults", {"kind": "gremlin"}, 400),
        ("/_sim/nothing", {}, 404),
    ],
)
def test_what_the_console_does_not_take_is_said(
    merchant: Client, console: httpx.Client, path: str, body: dict[str, str], status: int
) -> None:
    merchant.pay()
    assert console.post(path, json=body).status_code == status


def test_a_person_sees_orders_on_the_page_and_no_markup_gets_through(merchant: Client, console: httpx.Client) -> None:
    assert "Nothing to pay yet" in console.get("/_sim/").text
    merchant.pay(description="<script>alert(1)</script>", total=123_456)
    page = console.get("/_sim/").text
    assert NUMBER in page and "¥1,234.56" in page and f'data-pay="{NUMBER}"' in page
    console.post("/_sim/pay", json={"out_trade_no": NUMBER})
    merchant.refund(refund=23_400, total=123_456)
    assert "¥234.00 back: " in console.get("/_sim/").text
    assert "<script>alert" not in page
    console.post("/_sim/pay", json={"out_trade_no": NUMBER})
    assert f'data-pay="{NUMBER}"' not in console.get("/_sim/").text
