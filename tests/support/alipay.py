"""Alipay for tests: its simulator in this process and in the test's time, a seller, and a buyer who pays with it."""

import itertools
import json
from collections.abc import Callable
from datetime import date
from typing import Any

from argosy.kernel import clock, secrets
from local.channels.alipay import AlipaySimulator
from local.channels.alipay.account import BEIJING
from tests.support import cloud
from tests.support.call import Reply, call
from tests.support.people import Person
from tests.support.shop import Shop

NOTIFY_URL = "https://api.example.com/v1/webhooks/alipay"
COUNT = itertools.count(1)


class Alipay:
    """`alipay.begin(alipay.order())`; `alipay.sim.pay(url)` is the buyer's doing; `alipay.hear()` lets us be told of it."""

    def __init__(self, shop: Shop, simulator: AlipaySimulator, join: Callable[..., Person]) -> None:
        self.shop, self.sim = shop, simulator
        self.seller, self.buyer = join("seller", "seller"), join("buyer")
        self.told: set[str] = set()
        keys = {**simulator.merchant(), "notify_url": NOTIFY_URL}
        cloud.client("secretsmanager").create_secret(Name="argosy/channels/alipay", SecretString=json.dumps(keys))
        secrets.forget()

    def order(self, price: int = 10_000, currency: str = "CNY") -> str:
        """Of one piece."""
        return self.shop.order(self.buyer, {self.shop.sku(self.seller, price=price, currency=currency): 1})

    def attempt(self, order_id: str, *, method: str | None = None, key: str | None = None) -> Reply:
        wish = {"channel": "alipay", "method": method} if method else {"channel": "alipay"}
        path = f"POST /v1/orders/{order_id}/payments"
        return call("payments.pay", path, wish, token=self.buyer.token, key=key or f"alipay-{next(COUNT)}")

    def begin(self, order_id: str) -> tuple[str, str]:
        """An attempt's id, and the address to which the buyer is sent."""
        begun = self.attempt(order_id).ok()
        return begun["id"], begun["client_payload"]["pay_url"]

    def notify(self, event: dict[str, Any], **signing: Any) -> Reply:
        """`forged=True` is a stranger's; other names are parameters that are changed before it is signed."""
        headers, body = self.sim.signed(event, **signing)
        return self.post(body.decode(), headers)

    def post(self, body: str, headers: dict[str, str] | None = None) -> Reply:
        return call("payments.alipay_webhook", "POST /v1/webhooks/alipay", raw=body, headers=headers)

    def hear(self) -> None:
        """Every notification that was not told yet arrives, and what follows from it happens."""
        for event in self.sim.events:
            if event["id"] not in self.told:
                self.told.add(event["id"])
                assert self.notify(event).text == "success"
        self.shop.bus.settle()

    def paid(self, price: int = 10_000) -> str:
        """An order that was paid, told and settled."""
        order_id = self.order(price)
        self.sim.pay(self.begin(order_id)[1])
        self.hear()
        return order_id

    def refund(self, order_id: str, amount: int) -> str:
        """Asked for by the seller; the refund's id."""
        return str(self.shop.refund(self.seller, order_id, [{"line_no": 1, "amount": amount}]).ok()["id"])

    def shown(self, order_id: str) -> dict[str, Any]:
        return self.shop.show(self.buyer, order_id)

    def cancel(self, order_id: str) -> None:
        call("orders.orders", f"POST /v1/orders/{order_id}/cancel", token=self.buyer.token).ok()
        self.shop.bus.settle()

    def today(self) -> date:
        """In Beijing."""
        return clock.now().astimezone(BEIJING).date()
