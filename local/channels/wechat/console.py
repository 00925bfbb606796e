"""WeChat Pay's console: buyers and banks, notifications that are told again or were never told, bills that are wrong."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING

from local.channels.console import Body, Console, choice
from local.channels.wechat import page

if TYPE_CHECKING:
    from local.channels.wechat.simulator import WechatSimulator


class WechatConsole(Console):
    def __init__(self, simulator: WechatSimulator) -> None:
        self._wechat = simulator
        super().__init__(
            simulator,
            partial(page.render, simulator.account),
            ("GET", "/_sim/merchant", lambda _: simulator.settings()),
            ("GET", "/_sim/books", lambda _: simulator.books()),
            ("POST", "/_sim/pay", self._pay),
            ("POST", r"/_sim/refunds/([\w|*@-]+)/settle", self._settle),
            ("POST", r"/_sim/events/([\w-]+)/deliver", self._deliver),
            ("POST", "/_sim/deliver", self._deliver_made),
            ("GET", "/_sim/discrepancies", self._discrepancies),
            ("POST", "/_sim/discrepancies", self._add_discrepancy),
            ("DELETE", "/_sim/discrepancies", self._clear_discrepancies),
        )

    def _pay(self, body: Body) -> Body:
        return self._wechat.pay(body["out_trade_no"], body.get("bank", "OTHERS"), late=bool(body.get("late")))

    def _settle(self, body: Body, out_refund_no: str) -> Body:
        return self._wechat.settle_refund(out_refund_no, choice(body, "status", "SUCCESS", "ABNORMAL", "CLOSED"))

    def _deliver(self, body: Body, event_id: str) -> Body:
        return self._sent(self._wechat.event(event_id), body)

    def _deliver_made(self, body: Body) -> Body:
        return self._sent(self._wechat.made_event(body["event"], body["based_on"]), body)

    def _sent(self, event: Body, body: Body) -> Body:
        wishes = {name: body[name] for name in ("times", "concurrent", "timestamp", "wrong") if name in body}
        return {"event": event, "deliveries": [asdict(one) for one in self._wechat.deliver(event, **wishes)]}

    def _discrepancies(self, body: Body) -> Body:
        return {"data": [asdict(each) for each in self._wechat.bills.discrepancies]}

    def _add_discrepancy(self, body: Body) -> Body:
        self._wechat.discrepancy(body["kind"], body.get("number", ""), int(body.get("amount", 0)))
        return self._discrepancies(body)

    def _clear_discrepancies(self, body: Body) -> Body:
        self._wechat.bills.discrepancies.clear()
        return self._discrepancies(body)
