"""What happens outside the gateway: buyers pay, bills come out, the provider sends what it likes."""

import copy
from datetime import date
from typing import Any

from local.channels.alipay import keys, trades
from local.channels.alipay.account import APP_ID, SELLER_ID, Account, Discrepancy, Trade
from local.channels.alipay.gateway import REFUSALS, Gateway
from local.channels.alipay.webhooks import AlipayWebhooks, form
from local.channels.delivery import ChannelEvent, Delivery, Signed
from local.channels.faults import Faults
from local.channels.simulator import Simulator

DISCREPANCIES = ("missing", "other_amount", "extra")


class Outside(Simulator):
    """The console's acts by method. Each raises `AlipayError` where Alipay would refuse it.

    An order is what the merchant signed (the address of the cashier, or the text for the app), or the number of a trade that
    was opened before.
    """

    def __init__(self, account: Account, *, port: int, tells: bool) -> None:
        faults = Faults(REFUSALS)
        super().__init__(account.clock, faults, AlipayWebhooks(account, faults, tells=tells), port=port)
        self.account = account
        self.account.url = self.url
        self.account.listeners.append(self.webhooks.offer)
        self.gateway = Gateway(account, faults)

    @property
    def events(self) -> list[ChannelEvent]:
        with self.account.lock:
            return copy.deepcopy(self.account.events)

    def merchant(self) -> dict[str, str]:
        """What a merchant would enter into the secret, but for the address of its own webhook."""
        return {
            "app_id": APP_ID,
            "app_private_key": keys.private_pem("merchant"),
            "alipay_public_key": keys.public_pem("alipay"),
            "seller_id": SELLER_ID,
            "gateway": f"{self.url}/gateway.do",
        }

    def open(self, order: str) -> Trade:
        """The buyer looks at it: from now on Alipay knows the trade."""
        with self.account.lock:
            encoded = order.partition("?")[2] or order
            return self.gateway.opened(encoded) if "=" in encoded else self.account.trade(order)

    def withdraw(self, receiver: str, amount: int) -> None:
        """A receiver sends so many fen of its parts to its own bank."""
        with self.account.lock:
            self.account.withdrawn[receiver] = self.account.withdrawn.get(receiver, 0) + amount

    def pay(self, order: str) -> Trade:
        with self.account.lock:
            trade = self.open(order)
            trades.pay(self.account, trade)
            return trade

    def refuse(self, order: str) -> Trade:
        with self.account.lock:
            trade = self.open(order)
            trades.refuse(self.account, trade)
            return trade

    def event(self, event_id: str) -> ChannelEvent:
        """Raises ValueError."""
        found = next((event for event in self.events if event["id"] == event_id), None)
        if found is None:
            raise ValueError(f"There is no event {event_id}.")
        return found

    def signed(self, event: ChannelEvent, *, forged: bool = False, **changes: str | None) -> Signed:
        """Headers and body of a delivery; a forged one is signed by a stranger. None leaves a parameter out."""
        told = {**event["told"], **changes}
        changed = {**event, "told": {name: value for name, value in told.items() if value is not None}}
        return form(changed, Account.spell(self.clock.now()), "stranger" if forged else "alipay")

    def deliver(
        self, event: ChannelEvent, signed: Signed, *, times: int = 1, concurrent: bool = False
    ) -> list[Delivery]:
        """Sends it now, as often as asked, and returns what came back."""
        return self.webhooks.resend(event, signed, times, concurrent)

    def publish(self, day: date) -> None:
        """The day's bill is there, whatever the hour."""
        with self.account.lock:
            self.account.early.add(day)

    def spoil(self, day: date, kind: str, number: str, amount: int = 0) -> None:
        """The day's bill gets a movement wrong. Raises ValueError for a kind that is not one of DISCREPANCIES."""
        if kind not in DISCREPANCIES:
            raise ValueError(f"Invalid kind: must be one of {', '.join(DISCREPANCIES)}")
        with self.account.lock:
            self.account.wrong.setdefault(day, []).append(Discrepancy(kind, number, amount))

    def books(self) -> dict[str, dict[str, int]]:
        """The provider's truth in fen: `net` is what buyers have paid and not got back."""
        with self.account.lock:
            moved: list[Any] = list(self.account.movements)
        captured = sum(each.amount for each in moved if each.amount > 0)
        refunded = -sum(each.amount for each in moved if each.amount < 0)
        fees = -sum(each.fee for each in moved)
        return {"cny": {"captured": captured, "refunded": refunded, "fees": fees, "net": captured - refunded}}
