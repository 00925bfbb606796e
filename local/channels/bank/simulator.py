"""The simulator as an object: starts and stops, and does by method what the console does over HTTP."""

import copy
from collections.abc import Sequence
from pathlib import Path

from local.channels.bank.api import Api
from local.channels.bank.console import BankConsole
from local.channels.bank.desk import Desk, Object
from local.channels.bank.errors import REFUSALS, BankError
from local.channels.bank.webhooks import BankWebhooks
from local.channels.clock import Clock
from local.channels.delivery import Delivery, Signed
from local.channels.faults import Faults
from local.channels.http import Answer, Request
from local.channels.simulator import Simulator
from local.channels.webhooks import RETRY_SECONDS


class BankSimulator(Simulator):
    """Sends payouts at `url` once started. Without `webhook_url` its notifications are only collected, in `events`."""

    webhooks: BankWebhooks

    def __init__(
        self,
        *,
        port: int = 0,
        api_key: str = "bank_argosy",
        api_secret: str = "banksec_argosy",
        webhook_url: str | None = None,
        webhook_secret: str = "bankwh_argosy",
        clock: Clock | None = None,
        clock_file: Path | None = None,
        settle_seconds: float = 2.0,
        retry_seconds: Sequence[float] = RETRY_SECONDS,
    ) -> None:
        clock, faults = clock or Clock(clock_file), Faults(REFUSALS)
        webhooks = BankWebhooks(clock, faults, webhook_url, webhook_secret, retry_seconds)
        super().__init__(clock, faults, webhooks, port=port)
        self.desk = Desk(clock, settle_seconds)
        self.desk.listeners.append(webhooks.offer)
        self._keys = {"api_key": api_key, "api_secret": api_secret}
        self._api = Api(self.desk, faults, api_key, api_secret)
        self._console = BankConsole(self)

    @property
    def events(self) -> list[Object]:
        with self.desk.lock:
            return copy.deepcopy(self.desk.events)

    @property
    def transfers(self) -> list[Object]:
        """All that were ever taken, oldest first."""
        with self.desk.lock:
            return copy.deepcopy(list(self.desk.transfers.values()))

    def settings(self) -> dict[str, object]:
        """What the product's secret has to hold."""
        return {**self._keys, "api_base": self.url, "webhook_secrets": [self.webhooks.secret]}

    def run_due(self) -> None:
        with self.desk.lock:
            self.desk.run_due()

    def settle(self, reference: str, status: str) -> Object:
        """`paid`, `failed` or, of one that was paid, `returned`. Raises BankError where that cannot be."""
        with self.desk.lock:
            return copy.deepcopy(self.desk.settle(reference, status))

    def deposit(self, reference: str) -> int:
        """The small amount that the holder of an account finds on it. Raises BankError where none was sent."""
        with self.desk.lock:
            if reference not in self.desk.deposits:
                raise BankError(404, "not_found")
            return self.desk.deposits[reference]

    def books(self) -> dict[str, int]:
        with self.desk.lock:
            return self.desk.books()

    def event(self, event_id: str) -> Object:
        for event in self.events:
            if event["id"] == event_id:
                return event
        raise BankError(404, "not_found")

    def signed(self, event: Object, *, secret: str | None = None, timestamp: int | None = None) -> Signed:
        """Headers and body of a notification."""
        return self.webhooks.spelled(event, secret=secret, timestamp=timestamp)

    def deliver(self, event: Object, *, times: int = 1, concurrent: bool = False) -> list[Delivery]:
        """Sends it now, as often as asked, and returns what came back."""
        return self.webhooks.resend(event, self.signed(event), times, concurrent)

    def _answer(self, request: Request) -> Answer:
        if request.path.startswith("/_sim"):
            return self._console.answer(request)
        return self._api.answer(request)
