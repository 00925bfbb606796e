"""The simulator as an object: starts and stops, and does by method what the console does over HTTP."""

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from types import TracebackType
from typing import Self

from local.channels.stripe import payment_intents, refunds, state
from local.channels.stripe.account import Account
from local.channels.stripe.api import Api
from local.channels.stripe.clock import Clock
from local.channels.stripe.console import Console
from local.channels.stripe.errors import StripeError
from local.channels.stripe.faults import Faults
from local.channels.stripe.http import Answer, Request, Server
from local.channels.stripe.idempotency import IdempotencyKeys
from local.channels.stripe.outside import Outside
from local.channels.stripe.webhooks import RETRY_SECONDS, Webhooks

_TICK_SECONDS = 0.05
_DOERS: dict[str, Callable[[Account, str], object]] = {
    "settle_payment": payment_intents.settle,
    "settle_refund": refunds.settle,
    "fail_refund": refunds.fail,
}


class StripeSimulator(Outside):
    """Speaks Stripe's API at `url` once started. Without `webhook_url` events are only collected, in `events`.

    What a test card does later (a bank debit, a failing refund) happens after `settle_seconds` of the simulator's time.
    """

    def __init__(
        self,
        *,
        port: int = 0,
        api_key: str = "sk_test_argosy",
        publishable_key: str = "pk_test_argosy",
        webhook_url: str | None = None,
        webhook_secret: str | None = None,
        clock_file: Path | None = None,
        state_dir: Path | None = None,
        seed: int | None = None,
        settle_seconds: float = 2.0,
        retry_seconds: Sequence[float] = RETRY_SECONDS,
    ) -> None:
        self.clock = Clock(clock_file)
        self.faults = Faults()
        self.keys = IdempotencyKeys(self.clock)
        account = Account(self.clock, seed=seed, settle_seconds=settle_seconds)
        super().__init__(account, Webhooks(self.clock, self.faults, retry_seconds))
        self.account.listeners.append(self.webhooks.offer)
        self.use_webhook(webhook_url, webhook_secret)
        self._state_dir = state_dir
        self._api = Api(self.account, self.keys, self.faults, api_key, publishable_key)
        self._console = Console(self)
        self._server = Server(port, self._answer)
        self.url = self.account.url = self._server.url
        self._stopping = Event()
        self._threads = [Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)]
        self._threads.append(Thread(target=self._work, daemon=True))

    def start(self) -> Self:
        if self._state_dir is not None:
            state.load(self, self._state_dir)
        self.webhooks.start()
        for thread in self._threads:
            thread.start()
        return self

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._stopping.set()
        for thread in self._threads:
            thread.join()
        self.webhooks.stop()
        if self._state_dir is not None:
            state.save(self, self._state_dir)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    def wait_until_delivered(self, timeout_seconds: float = 10.0) -> None:
        """Until nothing is left to send. Raises TimeoutError."""
        deadline = time.monotonic() + timeout_seconds
        while not self.webhooks.idle:
            if time.monotonic() > deadline:
                raise TimeoutError(f"Still to be delivered: {self.webhooks.undelivered}")
            time.sleep(0.01)

    def run_due(self) -> None:
        """What is due by the simulator's clock happens now; a thread calls this all the time."""
        with self.account.lock:
            for job in self.account.due():
                with suppress(StripeError):  # it was ended by hand meanwhile
                    _DOERS[job.name](self.account, job.object_id)

    def _work(self) -> None:
        while not self._stopping.wait(_TICK_SECONDS):
            self.run_due()

    def _answer(self, request: Request) -> Answer:
        if request.path.startswith("/_sim"):
            return self._console.answer(request)
        return self._api.answer(request)
