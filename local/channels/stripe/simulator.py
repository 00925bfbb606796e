"""The simulator as an object: starts and stops, and does by method what the console does over HTTP."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Self

from local.channels.clock import Clock
from local.channels.faults import Faults
from local.channels.http import Answer, Request
from local.channels.stripe import payment_intents, refunds, state
from local.channels.stripe.account import Account
from local.channels.stripe.api import Api
from local.channels.stripe.console import StripeConsole
from local.channels.stripe.errors import StripeError
from local.channels.stripe.faults import REFUSALS
from local.channels.stripe.idempotency import IdempotencyKeys
from local.channels.stripe.outside import Outside
from local.channels.stripe.webhooks import StripeWebhooks
from local.channels.webhooks import RETRY_SECONDS

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
        clock: Clock | None = None,
        clock_file: Path | None = None,
        state_dir: Path | None = None,
        seed: int | None = None,
        settle_seconds: float = 2.0,
        retry_seconds: Sequence[float] = RETRY_SECONDS,
    ) -> None:
        clock = clock or Clock(clock_file)
        self.keys = IdempotencyKeys(clock)
        account = Account(clock, seed=seed, settle_seconds=settle_seconds)
        faults = Faults(REFUSALS)
        super().__init__(account, faults, StripeWebhooks(clock, faults, retry_seconds), port=port)
        self.account.listeners.append(self.webhooks.offer)
        self.use_webhook(webhook_url, webhook_secret)
        self._state_dir = state_dir
        self._api = Api(account, self.keys, faults, api_key, publishable_key)
        self._console = StripeConsole(self)

    def start(self) -> Self:
        if self._state_dir is not None:
            state.load(self, self._state_dir)
        return super().start()

    def stop(self) -> None:
        super().stop()
        if self._state_dir is not None:
            state.save(self, self._state_dir)

    def run_due(self) -> None:
        with self.account.lock:
            for job in self.account.due():
                with suppress(StripeError):  # it was ended by hand meanwhile
                    _DOERS[job.name](self.account, job.object_id)

    def _answer(self, request: Request) -> Answer:
        if request.path.startswith("/_sim"):
            return self._console.answer(request)
        return self._api.answer(request)
