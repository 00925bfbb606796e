"""How a purchase goes: chosen, paid in one of many ways, shipped, received, given back, disputed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

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
SEVERAL_SELLERS, SHIPPED, GIVEN_BACK, DISPUTED, FROM_THE_WALLET = 0.08, 0.8, 0.09, 0.02, 0.15


@dataclass
class Purchases:
    """Everything that follows from one buyer's wish is put on the agenda."""

    market: Market
    channels: Channels
    agenda: Agenda
    tally: Tally

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

    # ── ways to pay ──

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
        self._goes_on(buyer, order, channel)

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
        self.channels.hear(attempt["channel"])

    def _paid_twice(self, buyer: Person, order: dict[str, Any], channel: str) -> None:
        """In two tabs, by two channels."""
        other = "stripe" if channel != "stripe" or order["payable"]["currency"] != "CNY" else "alipay"
        attempts = [each for each in (self._attempt(buyer, order, way) for way in (channel, other)) if each]
        for attempt in attempts:
            self.channels.pay(attempt)
        for attempt in attempts:
            self.channels.hear(attempt["channel"])
        self._goes_on(buyer, order, channel)

    # ── afterwards ──

    def _goes_on(self, buyer: Person, order: dict[str, Any], channel: str) -> None:
        luck, goods = self.market.luck, order["biz_type"] == "goods"
        for part in self._parts(buyer, order) if goods else ():
            self._later(0.2, 2, partial(self._ship, buyer, part))
            if luck.random() < GIVEN_BACK:
                self._later(0.1, 25, partial(self._give_back, part, luck.randint(1, 3)))
        if luck.random() < DISPUTED and channel == "stripe":
            self._later(3, 60, partial(self._dispute, order))

    def _parts(self, buyer: Person, order: dict[str, Any]) -> list[dict[str, Any]]:
        """The order itself, or its children."""
        return [self.market.shown(buyer, part) for part in order["orders"]] if order.get("orders") else [order]

    def _later(self, least_days: float, most_days: float, act: Callable[[], None]) -> None:
        self.agenda.after(timedelta(days=self.market.luck.uniform(least_days, most_days)), act)

    def _seller(self, order: dict[str, Any]) -> Person:
        return next(seller for seller in self.market.sellers if seller.id == order["seller_id"])

    def _ship(self, buyer: Person, order: dict[str, Any]) -> None:
        parcel = {"carrier": "SF", "tracking_no": f"SF{order['id'][-8:]}"}
        path = f"POST /v1/merchant/orders/{order['id']}/shipments"
        if self.market.ask(self._seller(order), "orders.shipments", path, parcel).status < 300:
            self.tally.count("parcels")
            if self.market.luck.random() < 0.6:
                self._later(1, 6, partial(self._confirm, buyer, order))

    def _confirm(self, buyer: Person, order: dict[str, Any]) -> None:
        self.market.ask(buyer, "orders.shipments", f"POST /v1/orders/{order['id']}/confirm-receipt")

    def _give_back(self, order: dict[str, Any], times: int) -> None:
        """A part of a line's price, and some days later perhaps the next."""
        luck, line = self.market.luck, self.market.luck.choice(order["lines"])
        amount = max(line["payable"]["amount"] // times, 1)
        wish = {"lines": [{"line_no": line["line_no"], "amount": amount}], "reason": "the buyer asked"}
        asked = self.market.ask(self._seller(order), "refunds.refund", f"POST /v1/orders/{order['id']}/refunds", wish)
        if asked.status < 300:
            self.tally.count("refunds")
            self.agenda.after(timedelta(hours=2), self.channels.hear_all)
            if times > 1 and luck.random() < 0.7:
                self._later(1, 10, partial(self._give_back, order, times - 1))
        else:
            self.tally.count(f"refunds refused: {asked.problem}")

    def _dispute(self, order: dict[str, Any]) -> None:
        """The buyer's bank takes the money back; some weeks later it has decided."""
        dispute = self.channels.dispute(order["id"])
        if dispute is None:
            return
        self.tally.count("disputes")
        self.channels.hear("stripe")
        outcome = self.market.luck.choice(("lost", "lost", "won"))
        self._later(5, 40, partial(self._decided, dispute, outcome))

    def _decided(self, dispute: str, outcome: str) -> None:
        self.tally.count(f"disputes {outcome}")
        self.channels.decide(dispute, outcome)
        self.channels.hear("stripe")
