"""Stripe's console: buyers, banks and disputes, and events that are told again or were never told."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING

from local.channels.console import Body, Console, choice
from local.channels.stripe import page

if TYPE_CHECKING:
    from local.channels.stripe.simulator import StripeSimulator


class StripeConsole(Console):
    def __init__(self, simulator: StripeSimulator) -> None:
        self._stripe = simulator
        super().__init__(
            simulator,
            partial(page.render, simulator),
            ("GET", "/_sim/books", lambda _: simulator.books()),
            ("POST", r"/_sim/events/(\w+)/deliver", self._deliver),
            ("POST", "/_sim/deliver", self._deliver_made),
            ("GET", "/_sim/webhooks", self._webhook),
            ("POST", "/_sim/webhooks", self._use_webhook),
            ("POST", "/_sim/pay", self._pay),
            ("POST", r"/_sim/payment_intents/(\w+)/action", self._action),
            ("POST", r"/_sim/refunds/(\w+)/fail", lambda _, refund: simulator.fail_refund(refund)),
            ("POST", r"/_sim/charges/(\w+)/dispute", self._dispute),
            ("POST", r"/_sim/disputes/(\w+)/close", self._close_dispute),
        )

    def _deliver(self, body: Body, event_id: str) -> Body:
        return self._sent(self._stripe.event(event_id), body)

    def _deliver_made(self, body: Body) -> Body:
        return self._sent(self._stripe.made_event(body["event"], body.get("based_on")), body)

    def _sent(self, event: Body, body: Body) -> Body:
        wishes = {name: body[name] for name in ("times", "concurrent", "secret", "timestamp") if name in body}
        return {"event": event, "deliveries": [asdict(one) for one in self._stripe.deliver(event, **wishes)]}

    def _webhook(self, body: Body) -> Body:
        return {"url": self._stripe.webhooks.url, "secret": self._stripe.webhook_secret}

    def _use_webhook(self, body: Body) -> Body:
        self._stripe.use_webhook(body["url"], body.get("secret"))
        return self._webhook(body)

    def _pay(self, body: Body) -> Body:
        payment = body["client_secret"] if "client_secret" in body else body["payment_intent"]
        return self._stripe.pay(payment, body.get("payment_method", "pm_card_visa"))

    def _action(self, body: Body, payment_intent: str) -> Body:
        return self._stripe.complete(payment_intent, choice(body, "outcome", "succeed", "fail"))

    def _dispute(self, body: Body, charge: str) -> Body:
        return self._stripe.dispute(charge, body.get("amount"), body.get("reason", "fraudulent"))

    def _close_dispute(self, body: Body, dispute: str) -> Body:
        return self._stripe.close_dispute(dispute, choice(body, "outcome", "lost", "won"))
