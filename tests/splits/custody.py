"""What tests of splits by channels do again and again: an order comes to its end, and minutes pass."""

from collections.abc import Callable
from typing import Any

from tests.conftest import Clock
from tests.support.call import Reply, call
from tests.support.cloud import rows
from tests.support.people import Person
from tests.support.shop import Shop

PRICE, SHARE = 10_000, 7_000
ACCOUNT, FULL_NAME = "acct_seller", "示例商户全称"


class Custody:
    """A seller, a buyer and finance. `end(order)` lets the after-sale window end, `minutes(n)` lets timers fire."""

    def __init__(self, shop: Shop, time: Clock, join: Callable[..., Person]) -> None:
        self.shop, self.time = shop, time
        self.seller, self.buyer, self.finance = join("sal", "seller"), join("bob"), join("fin", "finance")
        self.party = f"creator:{self.seller.id}"

    def paid(self, **wish: Any) -> str:
        order_id = self.shop.order(self.buyer, {self.shop.sku(self.seller, price=PRICE): 1})
        self.shop.pay(self.buyer, order_id, **wish)
        return order_id

    def open_account(self, account: str = ACCOUNT, channel: str = "stripe", **more: str) -> Reply:
        route, wish = f"PUT /v1/admin/channel-accounts/{self.party}/{channel}", {"account": account, **more}
        if channel == "wechat" and "kind" not in more:
            wish = {"full_name": FULL_NAME, **wish}
        reply = call("splits.channel_accounts", route, wish, token=self.shop.token(self.finance))
        self.shop.bus.settle()
        return reply

    def end(self) -> None:
        """The window ends and the shares are released; the channel is asked a minute later."""
        self.time.forward(days=8)
        self.shop.drain()

    def minutes(self, minutes: int = 2) -> None:
        self.time.forward(minutes=minutes)
        self.shop.drain()

    def passed_on(self, **wish: Any) -> str:
        """An order whose share went out."""
        order_id = self.paid(**wish)
        self.end()
        self.minutes()
        return order_id

    def refund(self, order_id: str, amount: int | None = None) -> str:
        """The seller gives so much back, or all that is left; the refund's id."""
        line = {"line_no": 1, "amount": amount} if amount else {"line_no": 1}
        return str(self.shop.refund(self.seller, order_id, [line]).ok()["id"])

    def retry(self, key: str = "again") -> Reply:
        split = next(row for row in rows() if row["kind"] == "channel_split")
        route = f"POST /v1/admin/orders/{split['order_id']}/channel-splits/{split['id']}/retry"
        reply = call("splits.channel_splits", route, token=self.shop.token(self.finance), key=key)
        self.shop.bus.settle()
        return reply

    def retry_return(self, key: str = "back-again", who: Person | None = None) -> Reply:
        back = next(row for row in rows() if row["kind"] == "channel_return")
        route = f"POST /v1/admin/orders/{back['order_id']}/channel-returns/{back['id']}/retry"
        reply = call("splits.channel_returns", route, token=self.shop.token(who or self.finance), key=key)
        self.shop.bus.settle()
        return reply

    def returned(self, order_id: str) -> list[dict[str, Any]]:
        route = f"GET /v1/admin/orders/{order_id}/channel-returns"
        return list(call("splits.channel_returns", route, token=self.shop.token(self.finance)).ok()["data"])

    def ask(self, what: str, who: Person | None = None) -> Reply:
        """The list of the splits or the returns that have failed."""
        route = f"GET /v1/admin/channel-{what}/failed"
        return call(f"splits.channel_{what}", route, token=self.shop.token(who or self.finance))

    def failed(self, what: str) -> list[dict[str, Any]]:
        return list(self.ask(what).ok()["data"])

    def shown(self, order_id: str) -> list[dict[str, Any]]:
        route = f"GET /v1/admin/orders/{order_id}/channel-splits"
        return list(call("splits.channel_splits", route, token=self.shop.token(self.finance)).ok()["data"])
