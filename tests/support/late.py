"""An order with an attempt of which its channel is going to speak: too late, twice, or otherwise than was asked."""

from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from argosy.payments.matrix import Said
from tests.conftest import Clock
from tests.support.call import call
from tests.support.cloud import rows
from tests.support.people import Person
from tests.support.shop import Shop

PRICE, OTHER = 10_000, 9_000
ADDRESS = {"city": "Shanghai"}


@dataclass
class Scene:
    """One lamp of two, ordered; `attempt` is the one of which the channel is going to speak."""

    shop: Shop
    seller: Person
    buyer: Person
    time: Clock
    product: dict[str, Any] = field(init=False)
    order_id: str = field(init=False)
    attempt: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        self.product = self.shop.product(self.seller, PRICE, stock=2)
        self.order_id = self.shop.order(self.buyer, {self.product["skus"][0]["id"]: 1}, address=ADDRESS)
        self.attempt = self.shop.attempt(self.buyer, self.order_id).ok()

    def cancel(self) -> None:
        call("orders.orders", f"POST /v1/orders/{self.order_id}/cancel", token=self.shop.token(self.buyer)).ok()
        self.shop.bus.settle()

    def expire(self) -> None:
        self.time.forward(minutes=16)
        self.shop.drain()

    def close_in_vain(self) -> None:
        """Stripe is silent about the attempt, so the order goes on closing."""
        self.shop.stripe.faults.add("http_500", "payment_intents.cancel", times=9)
        self.cancel()
        self.shop.stripe.faults.clear()

    def pay(self) -> None:
        self.shop.confirm(self.attempt)
        self.shop.hear()

    def pay_by_another(self) -> None:
        self.shop.pay(self.buyer, self.order_id)

    def reprice(self) -> None:
        """The seller takes a thousand off, so the attempt is closed."""
        wish = {"lines": [{"line_no": 1, "payable": self.attempt["amount"] | {"amount": OTHER}}], "reason": "as agreed"}
        route = f"POST /v1/merchant/orders/{self.order_id}/reprice"
        call("payments.reprice", route, wish, token=self.shop.token(self.seller), key="reprice").ok()
        self.shop.bus.settle()

    def ship(self) -> None:
        parcel = {"carrier": "SF", "tracking_no": "1"}
        route = f"POST /v1/merchant/orders/{self.order_id}/shipments"
        call("orders.shipments", route, parcel, token=self.shop.token(self.seller), key="ship").ok()
        self.shop.bus.settle()

    def complete(self) -> None:
        self.ship()
        route = f"POST /v1/orders/{self.order_id}/confirm-receipt"
        call("orders.shipments", route, token=self.shop.token(self.buyer)).ok()
        self.time.forward(days=8)
        self.shop.drain()

    def refund(self) -> None:
        assert self.shop.refund(self.seller, self.order_id, [{"line_no": 1}]).status == 202

    def channel_says(self, said: str, attempt: dict[str, Any] | None = None) -> None:
        """In a webhook of its own. Money that it tells of is really there, whatever it had answered before."""
        about = attempt or self.attempt
        number = about["client_payload"]["client_secret"].partition("_secret_")[0]
        intent = self.shop.stripe.account.get("payment_intent", number)
        if said == Said.NOT_PAID:
            self._tell("payment_intent.canceled", intent | {"status": "canceled"})
            return
        if intent["status"] != "succeeded":
            intent["status"] = "requires_payment_method"
            self.shop.stripe.pay(number)
            self.shop.told |= {event["id"] for event in self.shop.stripe.events}
        amount = about["amount"]["amount"] if said == Said.PAID_AS_ASKED else OTHER
        self._tell("payment_intent.succeeded", intent | {"amount_received": amount})

    def _tell(self, kind: str, intent: dict[str, Any]) -> None:
        event = self.shop.stripe.made_event({"type": kind, "data": {"object": deepcopy(intent)}})
        assert self.shop.webhook(event).status == 200
        self.shop.bus.settle()

    @property
    def found(self) -> tuple[str, str, int]:
        """The order's state, the attempt's, and how many lamps are there to be bought."""
        states = {row["id"]: row["status"] for row in rows() if row["kind"] in ("order", "attempt")}
        return states[self.order_id], states[self.attempt["id"]], self.shop.available(self.product["id"])[0]


def journals() -> set[str]:
    """`payment received of pay_…`"""
    return {f"{row['business']} {row['step']} of {row['business_id']}" for row in rows() if row["kind"] == "journal"}
