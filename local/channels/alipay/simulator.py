"""The simulator as an object: starts and stops, and does by method what the console does over HTTP."""

import re
from datetime import date

from local.channels.alipay import bill, refunds, trades
from local.channels.alipay.account import Account
from local.channels.alipay.console import AlipayConsole
from local.channels.alipay.outside import Outside
from local.channels.clock import Clock
from local.channels.http import Answer, Request, json_answer

BILL = re.compile(r"/bill/(\d{4}-\d\d-\d\d)\.zip")


class AlipaySimulator(Outside):
    """Speaks Alipay's gateway at `url`/gateway.do once started. With `tells` off notifications are only collected, in `events`.

    A refund moves money `refund_seconds` of the simulator's time after it was asked for.
    """

    def __init__(
        self, *, port: int = 0, clock: Clock | None = None, tells: bool = True, refund_seconds: float = 0.0
    ) -> None:
        account = Account(clock or Clock(), refund_seconds=refund_seconds)
        super().__init__(account, port=port, tells=tells)
        self._console = AlipayConsole(self)

    def run_due(self) -> None:
        with self.account.lock:
            for trade in self.account.trades.values():
                trades.expire(self.account, trade)
                refunds.settle(self.account, trade)

    def _answer(self, request: Request) -> Answer:
        if request.path.startswith("/_sim"):
            return self._console.answer(request)
        if request.path == "/gateway.do":
            return self.gateway.answer(request)
        found = BILL.fullmatch(request.path)
        if found is None:
            return json_answer(404, {"error": {"message": f"No such page: {request.path}"}})
        with self.account.lock:
            file = bill.archive(self.account, date.fromisoformat(found[1]))
        return Answer(200, "", content_type="application/zip", file=file)
