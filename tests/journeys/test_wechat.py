"""WeChat Pay over HTTP: its simulator as a process of its own, its SDK in the functions, its notifications at the API."""

import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from local.people import Visitor
from tests.journeys.conftest import Local
from tests.journeys.market import Market

pytestmark = pytest.mark.stack
SECONDS = 20.0


@pytest.fixture
def wechat(local: Local) -> Iterator[httpx.Client]:
    """The simulator's console."""
    with httpx.Client(base_url=local.stack.channels["wechat"]["url"], trust_env=False, timeout=40) as console:
        yield console


def delivered(wechat: httpx.Client, type: str, number: str) -> list[int]:
    """The statuses that such a notification got, once it was taken."""
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        for event in wechat.get("/_sim/events").json()["data"]:
            statuses = [each["status"] for each in event["deliveries"]]
            if event["type"] == type and event["resource"]["out_trade_no"] == number and 200 in statuses:
                return statuses
        time.sleep(0.05)
    raise AssertionError(f"{type} of {number} was not delivered")


def test_what_is_paid_by_scanning_a_code_is_told_booked_and_goes_back(
    market: Market, wechat: httpx.Client, crowd: list[Visitor]
) -> None:
    buyer, before = crowd[6], wechat.get("/_sim/books").json()["cny"]
    order = market.order(buyer, market.sku())
    attempt = buyer.call("POST", f"/v1/orders/{order['id']}/payments", {"channel": "wechat"})
    assert attempt["client_payload"]["code_url"].startswith("weixin://")
    wechat.post("/_sim/pay", json={"out_trade_no": attempt["id"]}).raise_for_status()
    delivered(wechat, "TRANSACTION.SUCCESS", attempt["id"])
    market.settle()
    assert market.shown(buyer, order)["status"] == "paid"

    lines = {"lines": [{"line_no": 1, "amount": 4_000}], "reason": "a scratch"}
    market.seller.call("POST", f"/v1/orders/{order['id']}/refunds", lines)
    market.settle()
    delivered(wechat, "REFUND.SUCCESS", attempt["id"])
    assert market.shown(buyer, order)["refunded_amount"]["amount"] == 4_000
    after = wechat.get("/_sim/books").json()["cny"]
    assert (after["captured"] - before["captured"], after["refunded"] - before["refunded"]) == (10_000, 4_000)
    market.proof()


def test_a_probe_with_a_wrong_signature_is_refused_and_the_notification_behind_it_is_taken(
    market: Market, wechat: httpx.Client, crowd: list[Visitor]
) -> None:
    statuses: list[int] = []
    for buyer in crowd[7:10]:  # every third notification has a probe before it
        order = market.order(buyer, market.sku())
        attempt: dict[str, Any] = buyer.call("POST", f"/v1/orders/{order['id']}/payments", {"channel": "wechat"})
        wechat.post("/_sim/pay", json={"out_trade_no": attempt["id"]}).raise_for_status()
        statuses += delivered(wechat, "TRANSACTION.SUCCESS", attempt["id"])

    assert sorted(statuses) == [200, 200, 200, 400]
