"""Alipay's console: buyers who pay or refuse, notifications told again, bills published and spoiled."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from local.channels.alipay import page
from local.channels.alipay.account import Trade
from local.channels.console import Body, Console, choice

if TYPE_CHECKING:
    from local.channels.alipay.simulator import AlipaySimulator

DAY = r"(\d{4}-\d\d-\d\d)"


class AlipayConsole(Console):
    def __init__(self, simulator: AlipaySimulator) -> None:
        self._alipay = simulator
        super().__init__(
            simulator,
            partial(page.render, simulator.account),
            ("GET", "/_sim/merchant", lambda _: simulator.merchant()),
            ("GET", "/_sim/books", lambda _: simulator.books()),
            ("POST", "/_sim/open", lambda body: _shown(simulator.open(body["order"]))),
            ("POST", "/_sim/pay", lambda body: _shown(simulator.pay(body["order"]))),
            ("POST", "/_sim/refuse", lambda body: _shown(simulator.refuse(body["order"]))),
            ("POST", r"/_sim/events/(\w+)/deliver", self._deliver),
            ("POST", f"/_sim/bills/{DAY}/publish", self._publish),
            ("POST", f"/_sim/bills/{DAY}/discrepancies", self._spoil),
        )

    def _deliver(self, body: Body, event_id: str) -> Body:
        """As it was told, or with other parameters, signed by Alipay or by a stranger."""
        event = self._alipay.event(event_id)
        forged = choice(body, "signed_by", "alipay", "stranger") == "stranger"
        signed = self._alipay.signed(event, forged=forged, **body.get("changes", {}))
        wishes = {name: body[name] for name in ("times", "concurrent") if name in body}
        return {"event": event, "deliveries": [asdict(one) for one in self._alipay.deliver(event, signed, **wishes)]}

    def _publish(self, body: Body, day: str) -> Body:
        self._alipay.publish(date.fromisoformat(day))
        return {"bill": f"{self._alipay.url}/bill/{day}.zip"}

    def _spoil(self, body: Body, day: str) -> Body:
        self._alipay.spoil(date.fromisoformat(day), body["kind"], body["number"], body.get("amount_minor", 0))
        return body


def _shown(trade: Trade) -> Body:
    return asdict(trade)
