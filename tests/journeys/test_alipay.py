"""Paying by Alipay over real HTTP: its SDK speaks with the simulator, the buyer with its cashier, it with our webhook."""

import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from local.people import Visitor
from tests.journeys.conftest import Local
from tests.journeys.market import Market

pytestmark = pytest.mark.stack


@pytest.fixture(scope="module")
def console(local: Local) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=local.stack.channels["alipay"]["url"], timeout=30, trust_env=False) as client:
        yield client


def told(console: httpx.Client, attempt: dict[str, Any]) -> dict[str, Any]:
    """The notification of the payment, once its webhook has answered."""
    for _ in range(500):
        for event in console.get("/_sim/events").json()["data"]:
            if event["told"]["out_trade_no"] == attempt["id"] and event["deliveries"]:
                return dict(event)
        time.sleep(0.02)
    raise AssertionError("nothing was told")


def test_who_pays_at_the_cashier_has_paid_the_order(
    market: Market, console: httpx.Client, crowd: list[Visitor]
) -> None:
    buyer, before = crowd[30], console.get("/_sim/books").json()["cny"]["net"]
    order = market.order(buyer, market.sku())
    attempt = buyer.call("POST", f"/v1/orders/{order['id']}/payments", {"channel": "alipay"})
    page = httpx.get(attempt["client_payload"]["pay_url"], trust_env=False)
    assert "Pay ¥100.00" in page.text

    console.post("/_sim/pay", json={"order": attempt["id"]}).raise_for_status()
    event = told(console, attempt)
    assert [(each["status"], each["answer"]) for each in event["deliveries"]] == [(200, "success")]
    market.settle()
    assert market.shown(buyer, order)["status"] == "paid"
    assert console.get("/_sim/books").json()["cny"]["net"] == before + 10_000

    forged = console.post(f"/_sim/events/{event['id']}/deliver", json={"signed_by": "stranger"}).json()["deliveries"]
    again = console.post(f"/_sim/events/{event['id']}/deliver", json={"times": 10, "concurrent": True}).json()
    assert [(each["status"], each["answer"]) for each in forged] == [(400, "fail")]
    assert {each["answer"] for each in again["deliveries"]} == {"success"}
    market.settle()
    assert market.told(buyer, order).count("order.paid") == 1
    market.proof()
