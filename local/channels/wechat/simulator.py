"""The simulator as an object: starts and stops, and does by method what the console does over HTTP."""

import copy
from collections.abc import Sequence
from pathlib import Path

from local.channels.clock import Clock
from local.channels.delivery import Delivery, Signed, merged
from local.channels.faults import Faults
from local.channels.http import Answer, Request
from local.channels.simulator import Simulator
from local.channels.wechat import refunds, transactions
from local.channels.wechat.account import Account, WechatObject
from local.channels.wechat.api import FORGED, Api
from local.channels.wechat.bills import Bills, Discrepancy
from local.channels.wechat.console import WechatConsole
from local.channels.wechat.errors import REFUSALS, WechatError
from local.channels.wechat.merchant import Merchant
from local.channels.wechat.webhooks import RETRY_SECONDS, WechatWebhooks, Wrong


class WechatSimulator(Simulator):
    """Speaks WeChat Pay's API v3 at `url` once started, to the one merchant that it makes up.

    A refund to a bank takes `settle_seconds` of the simulator's time.
    """

    webhooks: WechatWebhooks

    def __init__(
        self,
        *,
        port: int = 0,
        clock: Clock | None = None,
        clock_file: Path | None = None,
        notify: bool = True,
        probe_every: int = 0,
        settle_seconds: float = 2.0,
        retry_seconds: Sequence[float] = RETRY_SECONDS,
    ) -> None:
        clock, faults = clock or Clock(clock_file), Faults((*REFUSALS, FORGED))
        self.merchant = Merchant()
        webhooks = WechatWebhooks(
            clock, faults, self.merchant, notify=notify, probe_every=probe_every, retry_seconds=retry_seconds
        )
        super().__init__(clock, faults, webhooks, port=port)
        self.account = Account(clock, self.merchant, webhooks, settle_seconds)
        self.account.url = self.url
        self.bills = Bills(self.account)
        self._api = Api(self.account, self.bills, faults)
        self._console = WechatConsole(self)

    @property
    def events(self) -> list[WechatObject]:
        with self.account.lock:
            return copy.deepcopy(self.account.events)

    def run_due(self) -> None:
        with self.account.lock:
            refunds.run_due(self.account)

    def settings(self) -> dict[str, str]:
        """What the product has to know of this merchant, but for where it wants to be told."""
        return {**self.merchant.settings(), "api_base": self.url}

    def pay(self, out_trade_no: str, bank: str = "OTHERS", *, late: bool = False) -> WechatObject:
        """Pays as a buyer. `late`, the money comes although the order is closed: that must not be, and is."""
        with self.account.lock:
            return transactions.pay(self.account, out_trade_no, bank, late=late)

    def settle_refund(self, out_refund_no: str, status: str = "SUCCESS") -> WechatObject:
        """SUCCESS, ABNORMAL or CLOSED, of one that waits; SUCCESS of an abnormal one that somebody has helped."""
        with self.account.lock:
            return refunds.settle(self.account, out_refund_no, status)

    def withdraw(self, mchid: str, amount: int) -> None:
        """A receiver sends so much of its shares to its own bank."""
        with self.account.lock:
            self.account.withdrawn[mchid] = self.account.withdrawn.get(mchid, 0) + amount

    def books(self) -> dict[str, dict[str, int]]:
        """What buyers have paid, what went back, and the rest."""
        with self.account.lock:
            paid = [each["amount"]["total"] for each in self.account.transactions.values() if "success_time" in each]
            back = [
                each["amount"]["refund"] for each in self.account.refunds.values() if each["status"] in refunds.SENT
            ]
        return {"cny": {"captured": sum(paid), "refunded": sum(back), "net": sum(paid) - sum(back)}}

    def discrepancy(self, kind: str, number: str = "", amount: int = 0) -> None:
        """Bills that are announced from now on are wrong in this."""
        self.bills.discrepancies.append(Discrepancy(kind, number, amount))

    def event(self, event_id: str) -> WechatObject:
        for event in self.events:
            if event["id"] == event_id:
                return event
        raise WechatError(404, "NOT_FOUND", f"no such notification: {event_id}")

    def made_event(self, overrides: WechatObject, based_on: str) -> WechatObject:
        """A notification that WeChat Pay never told: one like `based_on`, with whatever is overridden."""
        return merged({**self.event(based_on), "id": f"EV-{self.account.number('')}"}, overrides)

    def signed(self, event: WechatObject, *, timestamp: int | None = None, wrong: Wrong = "") -> Signed:
        """Headers and body of a delivery; another time, or what is `wrong`, makes one that must be refused."""
        return self.webhooks.spelled(event, timestamp=timestamp, wrong=wrong)

    def deliver(
        self,
        event: WechatObject,
        *,
        times: int = 1,
        concurrent: bool = False,
        timestamp: int | None = None,
        wrong: Wrong = "",
    ) -> list[Delivery]:
        """Sends it now, as often as asked, and returns what came back."""
        return self.webhooks.resend(event, self.signed(event, timestamp=timestamp, wrong=wrong), times, concurrent)

    def _answer(self, request: Request) -> Answer:
        if request.path.startswith("/_sim"):
            return self._console.answer(request)
        return self._api.answer(request)
