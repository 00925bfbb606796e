"""What happens outside the API: buyers pay, banks answer, refunds bounce, the provider sends what it likes."""

import copy
import secrets
from collections.abc import Sequence

from local.channels.delivery import Delivery, merged
from local.channels.faults import Faults
from local.channels.simulator import Simulator
from local.channels.stripe import balance, disputes, payment_intents, refunds, signing, transfers
from local.channels.stripe.account import API_VERSION, Account, StripeObject
from local.channels.stripe.webhooks import StripeWebhooks


class Outside(Simulator):
    """The console's acts by method. Each raises `StripeError` where Stripe would refuse it."""

    webhooks: StripeWebhooks

    def __init__(self, account: Account, faults: Faults, webhooks: StripeWebhooks, *, port: int) -> None:
        super().__init__(account.clock, faults, webhooks, port=port)
        self.account = account
        self.account.url = self.url

    @property
    def events(self) -> list[StripeObject]:
        """All that was told, oldest first."""
        with self.account.lock:
            return copy.deepcopy(self.account.all("event")[::-1])

    @property
    def webhook_secret(self) -> str:
        return self.webhooks.secrets[0]

    def signed(
        self, event: StripeObject, *, secret: str | Sequence[str] | None = None, timestamp: int | None = None
    ) -> tuple[dict[str, str], bytes]:
        """Headers and body of a delivery; another secret or time makes one that must be refused."""
        return signing.sign(event, self._secrets(secret), self._timestamp(timestamp))

    def use_webhook(self, url: str | None, secret: str | Sequence[str] | None = None) -> None:
        """With several secrets each delivery carries a signature of each, as while one is rotated."""
        made = secret or self.webhooks.secrets or f"whsec_{secrets.token_hex(16)}"
        self.webhooks.url = url
        self.webhooks.secrets = [made] if isinstance(made, str) else list(made)

    def pay(self, payment: str, payment_method: str = "pm_card_visa") -> StripeObject:
        """Pays as a buyer, by the intent's id or client secret. Raises Stripe's 402 when declined."""
        with self.account.lock:
            p = {"intent": payment.partition("_secret_")[0], "payment_method": payment_method}
            p |= {"client_secret": payment} if "_secret_" in payment else {}
            return copy.deepcopy(payment_intents.confirm(self.account, p))

    def complete(self, payment_intent: str, outcome: str = "succeed") -> StripeObject:
        """Ends `requires_action` or `processing`; `outcome` is "succeed" or "fail"."""
        with self.account.lock:
            return copy.deepcopy(payment_intents.complete(self.account, payment_intent, outcome))

    def fail_refund(self, refund: str) -> StripeObject:
        with self.account.lock:
            return copy.deepcopy(refunds.fail(self.account, refund))

    def dispute(self, charge: str, amount: int | None = None, reason: str = "fraudulent") -> StripeObject:
        with self.account.lock:
            return copy.deepcopy(disputes.create(self.account, charge, amount, reason))

    def close_dispute(self, dispute: str, outcome: str = "lost") -> StripeObject:
        with self.account.lock:
            return copy.deepcopy(disputes.close(self.account, dispute, outcome))

    def pay_out_connected(self, destination: str, amount: int, currency: str = "cny") -> None:
        """A connected account sends so much of what it has to its own bank."""
        with self.account.lock:
            transfers.pay_out(self.account, destination, amount, currency)

    def books(self) -> dict[str, dict[str, int]]:
        with self.account.lock:
            return balance.books(self.account)

    def event(self, event_id: str) -> StripeObject:
        with self.account.lock:
            return copy.deepcopy(self.account.get("event", event_id))

    def made_event(self, overrides: StripeObject, based_on: str | None = None) -> StripeObject:
        """An event that Stripe never told: a fresh one or one like `based_on`, with whatever is overridden."""
        blank = {"object": "event", "api_version": API_VERSION, "created": self.account.now(), "data": {"object": {}}}
        told = {"livemode": False, "pending_webhooks": 1, "request": {"id": None, "idempotency_key": None}}
        base = self.event(based_on) if based_on else {**blank, **told, "type": "payment_intent.succeeded"}
        return merged({**base, "id": self.account.new_id("evt")}, overrides)

    def deliver(
        self,
        event: StripeObject,
        *,
        times: int = 1,
        concurrent: bool = False,
        secret: str | Sequence[str] | None = None,
        timestamp: int | None = None,
    ) -> list[Delivery]:
        """Sends it now to the webhook's address, as often as asked, and returns what came back."""
        return self.webhooks.resend(event, self.signed(event, secret=secret, timestamp=timestamp), times, concurrent)

    def _secrets(self, secret: str | Sequence[str] | None) -> list[str]:
        if secret is None:
            return self.webhooks.secrets
        return [secret] if isinstance(secret, str) else list(secret)

    def _timestamp(self, timestamp: int | None) -> int:
        return self.account.now() if timestamp is None else timestamp
