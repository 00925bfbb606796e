"""WeChat Pay beside a shop's Stripe: buyers pay through its simulator, whose notifications arrive when the test says so."""

import itertools
import json
from typing import Any

from argosy.kernel import secrets
from local.channels.wechat import WechatSimulator
from tests.support import cloud
from tests.support.call import Reply, call
from tests.support.shop import Shop

COUNT = itertools.count(1)
SECRET = "argosy/channels/wechat"
NOTIFY_URL = "https://api.argosy.example/v1/webhooks/wechat"


class Wechat:
    """A seller and a buyer: `wechat.pay(wechat.order())`; `attempt` … `confirm` … `hear` one by one."""

    def __init__(self, shop: Shop, simulator: WechatSimulator) -> None:
        self.shop, self.simulator = shop, simulator
        self.seller, self.buyer = shop.join("seller", "seller"), shop.join("buyer")
        self.told: set[str] = set()
        cloud.client("secretsmanager").create_secret(Name=SECRET)
        self.enter()

    def enter(self, **other: str) -> None:
        """The merchant's keys, as a person enters them."""
        keys = self.simulator.settings() | {"notify_url": NOTIFY_URL} | other
        cloud.client("secretsmanager").put_secret_value(SecretId=SECRET, SecretString=json.dumps(keys))
        secrets.forget()

    def order(self, **sku: Any) -> str:
        """A placed order's id."""
        return self.shop.order(self.buyer, {self.shop.sku(self.seller, **sku): 1})

    def attempt(self, order_id: str, *, key: str | None = None, **more: Any) -> Reply:
        body = {"channel": "wechat"} | more
        request = f"POST /v1/orders/{order_id}/payments"
        return call(
            "payments.pay", request, body, token=self.shop.token(self.buyer), key=key or f"wechat-{next(COUNT)}"
        )

    def confirm(self, attempt: dict[str, Any], bank: str = "OTHERS", *, late: bool = False) -> None:
        """The buyer scans the code and pays."""
        self.simulator.pay(attempt["id"], bank, late=late)

    def notify(self, event: dict[str, Any], **signing: Any) -> Reply:
        headers, body = self.simulator.signed(event, **signing)
        return self.post(headers, body)

    def post(self, headers: dict[str, str], body: bytes) -> Reply:
        request = "POST /v1/webhooks/wechat"
        return call("payments.wechat_webhook", request, raw=body.decode(), headers=headers)

    def hear(self) -> None:
        """Every notification that has not arrived yet arrives, and what follows from it happens."""
        for event in self.simulator.events:
            if event["id"] not in self.told:
                self.told.add(event["id"])
                assert self.notify(event).status == 200
        self.shop.bus.settle()

    def pay(self, order_id: str, bank: str = "OTHERS") -> dict[str, Any]:
        """Paid, told, and settled."""
        attempt = self.attempt(order_id).ok()
        self.confirm(attempt, bank)
        self.hear()
        return dict(attempt)

    def books(self) -> dict[str, int]:
        """WeChat Pay's own: the truth outside."""
        return self.simulator.books()["cny"]
