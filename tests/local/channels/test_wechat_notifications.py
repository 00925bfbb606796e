import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from local.channels.wechat import WechatSimulator
from local.channels.wechat.signing import PROBE
from tests.local.channels.endpoint import Endpoint, Received
from tests.local.channels.wechat import NUMBER, Client


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    listening = Endpoint()
    yield listening
    listening.close()


@pytest.fixture
def simulator() -> Iterator[WechatSimulator]:
    with WechatSimulator(settle_seconds=3_600, retry_seconds=(0.02, 0.02)) as running:
        yield running


@pytest.fixture
def client(simulator: WechatSimulator, endpoint: Endpoint) -> Client:
    return Client(simulator, endpoint.url)


@pytest.fixture
def web(simulator: WechatSimulator) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=simulator.url, trust_env=False, timeout=10) as made:
        yield made


def opened(client: Client, came: Received) -> Any:
    """By the SDK: nothing where it does not verify."""
    return client.sdk.callback({name.lower(): value for name, value in came.headers.items()}, came.body)


def test_a_payment_and_its_refund_are_told_so_that_the_sdk_can_read_them(
    simulator: WechatSimulator, client: Client, endpoint: Endpoint
) -> None:
    client.pay(attach="ord_1")
    simulator.pay(NUMBER)
    client.refund("rfd_1", 400)
    endpoint.wait_for(2)

    paid, refunded = (opened(client, came) for came in endpoint.received)
    assert (paid["event_type"], paid["resource"]["trade_state"]) == ("TRANSACTION.SUCCESS", "SUCCESS")
    assert (paid["resource"]["amount"]["total"], paid["resource"]["attach"]) == (1_000, "ord_1")
    assert (refunded["event_type"], refunded["resource"]["refund_status"]) == ("REFUND.SUCCESS", "SUCCESS")
    assert refunded["resource"]["amount"] == {"total": 1_000, "refund": 400, "payer_total": 1_000, "payer_refund": 400}
    assert b"openid" not in endpoint.received[0].body


def test_what_is_not_taken_comes_again_by_wechats_schedule_on_the_simulators_clock(
    endpoint: Endpoint, tmp_path: Path
) -> None:
    endpoint.answers = [500, 400, 302]
    offset = tmp_path / "offset"
    with WechatSimulator(clock_file=offset) as simulator:
        client = Client(simulator, endpoint.url)
        client.pay()
        simulator.pay(NUMBER)
        for number, seconds in enumerate((0, 15, 30, 60), start=1):
            offset.write_text(str(seconds))
            endpoint.wait_for(number)
            time.sleep(0.1)
            assert len(endpoint.received) == number
        simulator.wait_until_delivered()

    statuses = [each["status"] for each in simulator.webhooks.deliveries(simulator.events[0]["id"])]
    assert statuses == [500, 400, 302, 200]
    assert {opened(client, came)["id"] for came in endpoint.received} == {simulator.events[0]["id"]}


def test_a_probe_has_a_signature_that_is_wrong_on_purpose(endpoint: Endpoint) -> None:
    with WechatSimulator(probe_every=1) as simulator:
        client = Client(simulator, endpoint.url)
        client.pay()
        simulator.pay(NUMBER)
        endpoint.wait_for(2)
        simulator.wait_until_delivered()

    probe, real = endpoint.received
    assert probe.headers["Wechatpay-Signature"].startswith(PROBE)
    assert (opened(client, probe), opened(client, real)["event_type"]) == (None, "TRANSACTION.SUCCESS")


def test_notifications_are_lost_doubled_and_delayed_as_asked(
    simulator: WechatSimulator, client: Client, endpoint: Endpoint
) -> None:
    for kind in ("webhook_lost", "webhook_doubled", "webhook_late"):
        simulator.faults.add(kind, "TRANSACTION.*", seconds=0.2)
    for number in ("lost-1", "doubled-1", "late-1"):
        client.pay(number)
        simulator.pay(number)
    endpoint.wait_for(3)
    simulator.wait_until_delivered()

    came = [opened(client, one)["resource"]["out_trade_no"] for one in endpoint.received]
    assert came == ["doubled-1", "doubled-1", "late-1"]


def test_a_refund_can_be_told_before_its_payment(
    simulator: WechatSimulator, client: Client, endpoint: Endpoint
) -> None:
    simulator.faults.add("webhook_reordered", "TRANSACTION.*")
    client.pay()
    simulator.pay(NUMBER)
    client.refund()
    endpoint.wait_for(2)

    assert [opened(client, came)["event_type"] for came in endpoint.received] == [
        "REFUND.SUCCESS",
        "TRANSACTION.SUCCESS",
    ]


@pytest.mark.parametrize("wrong", ["signature", "probe", "tag", "associated_data"])
def test_what_was_told_is_told_again_as_often_and_as_wrong_as_asked(
    client: Client, web: httpx.Client, endpoint: Endpoint, wrong: str
) -> None:
    client.pay()
    assert web.post("/_sim/pay", json={"out_trade_no": NUMBER}).json()["trade_state"] == "SUCCESS"
    endpoint.wait_for(1)
    event = web.get("/_sim/events").json()["data"][0]
    path = f"/_sim/events/{event['id']}/deliver"
    sent = web.post(path, json={"times": 3, "concurrent": True, "timestamp": 1}).json()["deliveries"]
    assert [one["status"] for one in sent] == [200] * 3
    assert endpoint.received[-1].headers["Wechatpay-Timestamp"] == "1"
    web.post(path, json={"wrong": wrong})
    assert opened(client, endpoint.received[-1]) is None


def test_what_never_was_is_told_too(client: Client, web: httpx.Client, endpoint: Endpoint) -> None:
    client.pay()
    web.post("/_sim/pay", json={"out_trade_no": NUMBER, "bank": "CMB_DEBIT"})
    endpoint.wait_for(1)
    based_on = web.get("/_sim/events").json()["data"][0]["id"]
    web.post("/_sim/deliver", json={"based_on": based_on, "event": {"resource": {"amount": {"total": 1}}}})
    told = opened(client, endpoint.received[-1])
    assert (told["resource"]["amount"]["total"], told["resource"]["amount"]["currency"]) == (1, "CNY")
    assert told["id"] != based_on


def test_the_console_settles_refunds_and_puts_what_is_wrong_into_bills(client: Client, web: httpx.Client) -> None:
    client.pay()
    web.post("/_sim/pay", json={"out_trade_no": NUMBER, "bank": "CMB_DEBIT"})
    client.refund()
    assert web.get("/_sim/books").json()["cny"]["net"] == 600
    assert web.post("/_sim/refunds/rfd_1/settle", json={"status": "ABNORMAL"}).json()["status"] == "ABNORMAL"
    assert web.get("/_sim/books").json()["cny"]["net"] == 1_000
    wished = {"kind": "amount", "number": NUMBER, "amount": 7}
    assert web.post("/_sim/discrepancies", json=wished).json() == {"data": [wished]}
    assert web.delete("/_sim/discrepancies").json() == web.get("/_sim/discrepancies").json() == {"data": []}


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
    client: Client, web: httpx.Client, path: str, body: dict[str, str], status: int
) -> None:
    client.pay()
    assert web.post(path, json=body).status_code == status


def test_a_person_sees_orders_on_the_page_and_no_markup_gets_through(client: Client, web: httpx.Client) -> None:
    assert "Nothing to pay yet" in web.get("/_sim/").text
    client.pay(description="<script>alert(1)</script>", total=123_456)
    page = web.get("/_sim/").text
    assert NUMBER in page and "¥1,234.56" in page and f'data-pay="{NUMBER}"' in page
    assert "<script>alert" not in page
    web.post("/_sim/pay", json={"out_trade_no": NUMBER})
    assert f'data-pay="{NUMBER}"' not in web.get("/_sim/").text


def test_the_address_of_a_bill_lives_five_minutes(endpoint: Endpoint, tmp_path: Path) -> None:
    offset = tmp_path / "offset"
    with WechatSimulator(clock_file=offset, notify=False) as simulator:
        client = Client(simulator, endpoint.url)
        client.pay()
        day = simulator.pay(NUMBER)["success_time"][:10]
        offset.write_text(str(2 * 86_400))
        announced = json.loads(client.sdk.trade_bill(day)[1])
        assert client.sdk.download_bill(announced["download_url"])[0] == 200
        offset.write_text(str(2 * 86_400 + 301))
        assert client.sdk.download_bill(announced["download_url"])[0] == 400
        assert json.loads(client.sdk.trade_bill("tomorrow")[1])["code"] == "PARAM_ERROR"
