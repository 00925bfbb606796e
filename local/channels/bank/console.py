"""The bank's console: transfers that end by hand, deposits on accounts, notifications that are told again."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Any

from local.channels.bank import page
from local.channels.console import Body, Console, choice

if TYPE_CHECKING:
    from local.channels.bank.simulator import BankSimulator


class BankConsole(Console):
    def __init__(self, simulator: BankSimulator) -> None:
        self._bank = simulator
        super().__init__(
            simulator,
            partial(page.render, simulator),
            ("GET", "/_sim/transfers", lambda _: {"data": simulator.transfers}),
            ("GET", "/_sim/books", lambda _: simulator.books()),
            ("GET", r"/_sim/deposits/([\w-]+)", self._deposit),
            ("POST", r"/_sim/transfers/([\w-]+)/settle", self._settle),
            ("POST", r"/_sim/events/(\w+)/deliver", self._deliver),
        )

    def _deposit(self, body: Body, reference: str) -> Body:
        return {"reference": reference, "amount": self._bank.deposit(reference)}

    def _settle(self, body: Body, reference: str) -> Any:
        return self._bank.settle(reference, choice(body, "status", "paid", "failed", "returned"))

    def _deliver(self, body: Body, event_id: str) -> Body:
        wishes = {name: body[name] for name in ("times", "concurrent") if name in body}
        sent = self._bank.deliver(self._bank.event(event_id), **wishes)
        return {"deliveries": [asdict(one) for one in sent]}
