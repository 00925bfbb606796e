"""A small marketplace for tests: a seller with a product on sale, buyers who order and pay through the Stripe simulator."""

import importlib
import itertools
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from argosy.kernel import clock, secrets, trace
from argosy.kernel.worker import Scheduled
from local.channels.stripe import StripeSimulator
from tests.support import cloud, people
from tests.support.bus import Bus
from tests.support.call import Reply, call
from tests.support.people import Person
from tests.support.privilege import role_of

SECRET = "whsec_test"
COUNT = itertools.count(1)


class Shop:
    """`shop.sku(seller)` is on sale; `shop.order(buyer, {sku: 2})`; `shop.pay(buyer, order)`."""

    def __init__(self, bus: Bus, stripe: StripeSimulator, join: Callable[..., Person]) -> None:
        self.bus, self.stripe, self.join = bus, stripe, join
        keys = {
            "api_key": "sk_test_argosy",
            "publishable_key": "pk_test_argosy",
            "webhook_secrets": [SECRET],
            "api_base": stripe.url,
        }
        cloud.client("secretsmanager").create_secret(Name="argosy/channels/stripe", SecretString=json.dumps(keys))
        secrets.forget()
        self.moderator = join("moderator", "moderator")
        self.told: set[str] = set()
        self.began = clock.now()
        self.signed_in: dict[str, tuple[str, datetime]] = {}

    def token(self, person: Person) -> str:
        """A token that has not expired: whoever's has, signs in again."""
        token, since = self.signed_in.get(person.id, (person.token, self.began))
        if clock.now() - since > timedelta(minutes=9):
            token, since = people.sign_in(person.id, person.email).token, clock.now()
        self.signed_in[person.id] = token, since
        return token

    def product(self, seller: Person, *prices: int, stock: int = 5, currency: str = "CNY") -> dict[str, Any]:
        """A published product with a SKU for each price in minor units."""
        skus = [
            {
                "code": f"S{n}",
                "options": {"size": str(n)},
                "price": {"amount": price, "currency": currency},
                "stock": stock,
            }
            for n, price in enumerate(prices)
        ]
        wish = {"title": "A lamp", "description": "It shines.", "tags": ["light"], "skus": skus}
        product = call("catalogue.products", "POST /v1/products", wish, token=self.token(seller)).ok()
        call("catalogue.products", f"POST /v1/products/{product['id']}/submit", token=self.token(seller)).ok()
        open_ones = call("content.review", "GET /v1/reviews?status=open", token=self.token(self.moderator)).ok()["data"]
        for review in open_ones:
            call("content.review", f"POST /v1/reviews/{review['id']}/approve", token=self.token(self.moderator)).ok()
        self.bus.settle()
        return dict(call("catalogue.read", f"GET /v1/products/{product['id']}").ok())

    def sku(self, seller: Person, price: int = 10_000, stock: int = 5, currency: str = "CNY") -> str:
        return str(self.product(seller, price, stock=stock, currency=currency)["skus"][0]["id"])

    def available(self, product_id: str) -> list[int]:
        return [sku["available"] for sku in call("catalogue.read", f"GET /v1/products/{product_id}").ok()["skus"]]

    def quote(self, buyer: Person, wanted: dict[str, int]) -> dict[str, Any]:
        lines = [{"sku_id": sku_id, "quantity": quantity} for sku_id, quantity in wanted.items()]
        return dict(call("orders.checkout", "POST /v1/checkout/quotes", {"lines": lines}, token=self.token(buyer)).ok())

    def try_order(self, buyer: Person, wanted: dict[str, int], *, key: str | None = None, **more: Any) -> Reply:
        quote = self.quote(buyer, wanted)
        body = {"quote_id": quote["quote_id"], "hash": quote["hash"], **more}
        return call(
            "orders.checkout", "POST /v1/orders", body, token=self.token(buyer), key=key or f"order-{next(COUNT)}"
        )

    def order(self, buyer: Person, wanted: dict[str, int], **more: Any) -> str:
        """A placed order's id."""
        order = self.try_order(buyer, wanted, **more).ok()
        self.bus.settle()
        return str(order["id"])

    def attempt(self, buyer: Person, order_id: str, *, key: str | None = None, **wish: Any) -> Reply:
        return call(
            "payments.pay",
            f"POST /v1/orders/{order_id}/payments",
            {"channel": "stripe", "method": "card", **wish},
            token=self.token(buyer),
            key=key or f"pay-{next(COUNT)}",
        )

    def confirm(self, attempt: dict[str, Any], method: str = "pm_card_visa") -> None:
        """The buyer's browser gives the card to Stripe."""
        self.stripe.pay(attempt["client_payload"]["client_secret"], method)

    def webhook(self, event: dict[str, Any], **signing: Any) -> Reply:
        headers, body = self.stripe.signed(
            event, secret=signing.pop("secret", SECRET), timestamp=signing.pop("timestamp", self._now())
        )
        return call("payments.stripe_webhook", "POST /v1/webhooks/stripe", raw=body.decode(), headers=headers)

    def _now(self) -> int:
        return int(clock.now().timestamp())

    def hear(self) -> None:
        """Every event that Stripe has not told yet arrives, and what follows from it happens."""
        for event in list(self.stripe.events):
            if event["id"] not in self.told:
                self.told.add(event["id"])
                assert self.webhook(event).status == 200
        self.bus.settle()

    def pay(self, buyer: Person, order_id: str, **wish: Any) -> dict[str, Any]:
        """Paid, told, and settled."""
        attempt = self.attempt(buyer, order_id, **wish).ok()
        self.confirm(attempt)
        self.hear()
        return dict(attempt)

    def recharge(self, person: Person, amount: int, currency: str = "CNY") -> str:
        """Money in somebody's wallet, by card; the order's id."""
        wish = {"amount": {"amount": amount, "currency": currency}}
        key = f"recharge-{next(COUNT)}"
        order = call("orders.recharge", "POST /v1/wallets/recharges", wish, token=self.token(person), key=key).ok()
        self.pay(person, order["id"])
        return str(order["id"])

    def show(self, buyer: Person, order_id: str) -> dict[str, Any]:
        return dict(call("orders.orders", f"GET /v1/orders/{order_id}", token=self.token(buyer)).ok())

    def drain(self) -> None:
        """The schedule's minute: whatever is due is told, and what follows happens."""
        drain: Scheduled = importlib.import_module("functions.timers.drain").handler
        trace.begin(trace.NOBODY)  # as the schedule does
        with role_of(drain.__module__):
            drain.does(clock.now() + timedelta(seconds=1))
        self.bus.settle()

    def refund(self, who: Person, order_id: str, lines: list[dict[str, Any]], *, key: str | None = None) -> Reply:
        body = {"lines": lines, "reason": "the buyer asked"}
        reply = call(
            "refunds.refund",
            f"POST /v1/orders/{order_id}/refunds",
            body,
            token=self.token(who),
            key=key or f"rfd-{next(COUNT)}",
        )
        self.bus.settle()
        return reply

    def proof(self) -> dict[str, Any]:
        """Finance's proof; fails where it does not hold."""
        finance = self.join(f"finance{next(COUNT)}", "finance")
        found = call("ledger.proof", "GET /v1/admin/ledger/proof", token=self.token(finance)).ok()
        assert found["holds"], found
        assert all(asset["sum"] == 0 for asset in found["assets"])
        return dict(found)

    def wallet(self, person: Person) -> dict[str, Any]:
        """`{"CNY": {...}}`"""
        wallets = call("ledger.wallet", "GET /v1/wallets", token=self.token(person)).ok()["data"]
        return {wallet["asset"]: wallet for wallet in wallets}

    def books(self) -> dict[str, Any]:
        """What Stripe's own books say: the truth outside."""
        return dict(self.stripe.books())
