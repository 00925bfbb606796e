"""The console under /_sim: what a person or a test does to the simulator over HTTP. Bodies are JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from local.channels.stripe import page
from local.channels.stripe.errors import StripeError
from local.channels.stripe.http import Answer, Request, json_answer

if TYPE_CHECKING:
    from local.channels.stripe.simulator import StripeSimulator

Body = dict[str, Any]


class Console:
    def __init__(self, simulator: StripeSimulator) -> None:
        self._simulator = simulator
        self._routes: tuple[tuple[str, str, Callable[..., Any]], ...] = (
            ("GET", "/_sim/health", self._health),
            ("GET", "/_sim/books", lambda _: simulator.books()),
            ("GET", "/_sim/events", self._events),
            ("POST", r"/_sim/events/(\w+)/deliver", self._deliver),
            ("POST", "/_sim/deliver", self._deliver_made),
            ("GET", "/_sim/webhooks", self._webhook),
            ("POST", "/_sim/webhooks", self._use_webhook),
            ("POST", "/_sim/pay", self._pay),
            ("POST", r"/_sim/payment_intents/(\w+)/action", self._action),
            ("POST", r"/_sim/refunds/(\w+)/fail", lambda _, refund: simulator.fail_refund(refund)),
            ("POST", r"/_sim/charges/(\w+)/dispute", self._dispute),
            ("POST", r"/_sim/disputes/(\w+)/close", self._close_dispute),
            ("GET", "/_sim/faults", lambda _: {"data": simulator.faults.list()}),
            ("POST", "/_sim/faults", self._add_fault),
            ("DELETE", "/_sim/faults", self._clear_faults),
        )

    def answer(self, request: Request) -> Answer:
        if request.method == "GET" and request.path in ("/_sim", "/_sim/"):
            return Answer(200, page.render(self._simulator), content_type="text/html; charset=utf-8")
        try:
            body = _body(request)
            for method, path, act in self._routes:
                match = re.fullmatch(path, request.path) if method == request.method else None
                if match:
                    return json_answer(200, act(body, *match.groups()))
        except StripeError as error:
            return json_answer(error.status, error.body)
        except KeyError as error:
            return json_answer(400, StripeError(400, f"Missing: {error.args[0]}", param=str(error.args[0])).body)
        except (AttributeError, TypeError, ValueError) as error:
            return json_answer(400, StripeError(400, str(error)).body)
        return json_answer(404, StripeError(404, f"No such route: {request.method} {request.path}").body)

    def _health(self, body: Body) -> Body:
        clock = self._simulator.clock
        return {"status": "ok", "now": clock.now(), "offset_seconds": clock.offset_seconds}

    def _events(self, body: Body) -> Body:
        webhooks = self._simulator.webhooks
        told = reversed(self._simulator.events)
        return {"data": [{**event, "deliveries": webhooks.deliveries(event["id"])} for event in told]}

    def _deliver(self, body: Body, event_id: str) -> Body:
        return self._sent(self._simulator.event(event_id), body)

    def _deliver_made(self, body: Body) -> Body:
        return self._sent(self._simulator.made_event(body["event"], body.get("based_on")), body)

    def _sent(self, event: Body, body: Body) -> Body:
        wishes = {name: body[name] for name in ("times", "concurrent", "secret", "timestamp") if name in body}
        return {"event": event, "deliveries": [asdict(one) for one in self._simulator.deliver(event, **wishes)]}

    def _webhook(self, body: Body) -> Body:
        return {"url": self._simulator.webhooks.url, "secret": self._simulator.webhook_secret}

    def _use_webhook(self, body: Body) -> Body:
        self._simulator.use_webhook(body["url"], body.get("secret"))
        return self._webhook(body)

    def _pay(self, body: Body) -> Body:
        payment = body["client_secret"] if "client_secret" in body else body["payment_intent"]
        return self._simulator.pay(payment, body.get("payment_method", "pm_card_visa"))

    def _action(self, body: Body, payment_intent: str) -> Body:
        return self._simulator.complete(payment_intent, _choice(body, "outcome", "succeed", "fail"))

    def _dispute(self, body: Body, charge: str) -> Body:
        return self._simulator.dispute(charge, body.get("amount"), body.get("reason", "fraudulent"))

    def _close_dispute(self, body: Body, dispute: str) -> Body:
        return self._simulator.close_dispute(dispute, _choice(body, "outcome", "lost", "won"))

    def _add_fault(self, body: Body) -> Body:
        wishes = {name: body[name] for name in ("operation", "times", "seconds") if name in body}
        return asdict(self._simulator.faults.add(body["kind"], **wishes))

    def _clear_faults(self, body: Body) -> Body:
        self._simulator.faults.clear()
        return {"data": []}


def _choice(body: Body, name: str, *allowed: str) -> str:
    """The first one unless another is given."""
    chosen = body.get(name, allowed[0])
    if chosen not in allowed:
        raise StripeError(400, f"Invalid {name}: must be one of {', '.join(allowed)}", param=name)
    return str(chosen)


def _body(request: Request) -> Body:
    read = json.loads(request.body or b"{}")
    if not isinstance(read, dict):
        raise StripeError(400, "The body must be a JSON object.")
    return read
