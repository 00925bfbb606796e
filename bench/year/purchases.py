"""How a purchase begins: chosen, and paid in one of many ways."""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from bench.year.afterwards import Afterwards
from bench.year.agenda import Agenda
from bench.year.channels import Channels
from bench.year.figures import Tally
from bench.year.market import Market
from tests.support.people import Person

KINDS = {"goods": 70, "tip": 10, "recharge": 9, "membership": 6, "ad": 5}
CHANNELS = {"stripe": 50, "alipay": 25, "wechat": 25}
WAYS = {
    "paid": 76, "heard twice": 4, "never heard": 6, "abandoned": 6, "refused first": 3, "paid late": 2, "paid twice": 1,
    "cancelled": 2,
}  # fmt: skip
"""What becomes of a payment. What is never heard is found by asking, or in the day's bill."""
SEVERAL_SELLERS, SHIPPED, FROM_THE_WALLET = 0.08, 0.8, 0.15


@dataclass
class Purchases:
    """Everything that follows from one buyer's wish is put on the agenda."""

    market: Market
    channels: Channels
    agenda: Agenda
    tally: Tally
    afterwards: Afterwards

    def begin(self) -> None:
        luck = self.market.luck
        kind = self._one_of(KINDS)
        buyer = luck.choice(self.market.buyers)
        order = {"tip": self._tip, "recharge": self._recharge}.get(kind, lambda who: self._of_goods(who, kind))(buyer)
        if order is None:
            self.tally.count("refused orders")
            return
        self.tally.count(f"orders: {kind}")
        currency = order["payable"]["currency"]
        channel = self._one_of(CHANNELS) if currency == "CNY" else "stripe"
        way = self._one_of(WAYS)
        self.tally.count(f"payments {way}")
        getattr(self, "_" + way.replace(" ", "_"))(buyer, order, channel)

    def _of_goods(self, buyer: Person, kind: str) -> dict[str, Any] | None:
        luck = self.market.luck
        first = luck.choice([sku for sku in self.market.skus if sku.kind == kind])
        alike = [sku for sku in self.market.skus if (sku.kind, sku.currency) == (kind, first.currency)]
        several = luck.random() < SEVERAL_SELLERS
        others = [sku for sku in alike if several or sku.seller == first.seller]
        wanted = list(dict.fromkeys([first, *luck.sample(others, min(len(others), luck.randint(0, 2)))]))
        return self.market.order(buyer, wanted, ships=kind == "goods" and luck.random() < SHIPPED)

    def _tip(self, buyer: Person) -> dict[str, Any]:
        seller = self.market.luck.choice(self.market.sellers)
        wish = {"user_id": seller.id, "amount": self._amount(10_000)}
        return dict(self.market.ask(buyer, "orders.tip", "POST /v1/tips", wish).ok())

    def _recharge(self, buyer: Person) -> dict[str, Any]:
        wish = {"amount": self._amount(50_000)}
        return dict(self.market.ask(buyer, "orders.recharge", "POST /v1/wallets/recharges", wish).ok())

    def _amount(self, most: int) -> dict[str, Any]:
        return {"amount": self.market.luck.randint(100, most), "currency": "CNY"}

    def _one_of(self, weights: dict[str, int]) -> str:
        return self.market.luck.choices(list(weights), list(weights.values()))[0]

    def _attempt(self, buyer: Person, order: dict[str, Any], channel: str) -> dict[str, Any] | None:
        wish: dict[str, Any] = {"channel": channel} | self._tenders(buyer, order)
        begun = self.market.ask(buyer, "payments.pay", f"POST /v1/orders/{order['id']}/payments", wish)
        return dict(begun.body) if begun.status < 300 else None

    def _tenders(self, buyer: Person, order: dict[str, Any]) -> dict[str, Any]:
        """A part of the price from the wallet, now and then."""
        payable = order["payable"]
        if order["biz_type"] == "recharge" or self.market.luck.random() > FROM_THE_WALLET:
            return {}
        part = min(self.market.wallet(buyer, payable["currency"]), payable["amount"] // 2)
        return {"tenders": [{"type": "wallet", "amount": part}]} if part else {}

    def _paid(self, buyer: Person, order: dict[str, Any], channel: str, *, hear: str = "once") -> None:
        attempt = self._attempt(buyer, order, channel)
        if attempt is None:
            return
        self.channels.pay(attempt)
        self.channels.hear(channel, hear)
        self.afterwards.begin(buyer, order, channel)

    def _heard_twice(self, buyer: Person, order: dict[str, Any], channel: str) -> None:
        self._paid(buyer, order, channel, hear="twice")

    def _never_heard(self, buyer: Person, order: dict[str, Any], channel: str) -> None:
        self._paid(buyer, order, channel, hear="never")

    def _abandoned(self, buyer: Person, order: dict[str, Any], channel: str) -> None:
        self._attempt(buyer, order, channel)

    def _cancelled(self, buyer: Person, order: dict[str, Any], channel: str) -> None:
        self._attempt(buyer, order, channel)
        self.market.ask(buyer, "orders.orders", f"POST /v1/orders/{order['id']}/cancel").ok()

    def _refused_first(self, buyer: Person, order: dict[str, Any], channel: str) -> None:
        attempt = self._attempt(buyer, order, channel)
        if attempt is not None:
            self.channels.refuse(attempt)
            self.channels.hear(channel)
        self._paid(buyer, order, channel)

    def _paid_late(self, buyer: Person, order: dict[str, Any], channel: str) -> None:
        """The order's time is over, and the bank pays what the channel had closed."""
        attempt = self._attempt(buyer, order, channel)
        if attempt is not None:
            self.agenda.after(timedelta(minutes=40), partial(self._late, attempt))

    def _late(self, attempt: dict[str, Any]) -> None:
        self.channels.pay_late(attempt)
        self.channels.hear(attempt["channel"], self.market.luck.choice(("once", "never")))

    def _paid_twice(self, buyer: Person, order: dict[str, Any], channel: str) -> None:
        """In two tabs, by two channels."""
        other = "stripe" if channel != "stripe" or order["payable"]["currency"] != "CNY" else "alipay"
        attempts = [each for each in (self._attempt(buyer, order, way) for way in (channel, other)) if each]
        for attempt in attempts:
            self.channels.pay(attempt)
        for attempt in attempts:
            self.channels.hear(attempt["channel"])
        self.afterwards.begin(buyer, order, channel)
