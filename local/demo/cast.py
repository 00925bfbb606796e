"""Who plays, and what they make on the way: new people each time, so the story can be told again on the same stack."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx

from local.bank import Bank
from local.clock import offset
from local.people import Person, Visitor
from local.stack import Stack

TITLES = {"creator": "Cleo", "seller": "Sun", "buyer": "Bo", "finance": "Fay"}


@dataclass
class Cast:
    """Four people who are new, two of the world who help them, the bank, and what the chapters hand on."""

    stack: Stack
    http: httpx.Client
    bank: Bank
    run: str
    people: dict[str, Person]
    admin: Visitor
    moderator: Visitor
    creator: Visitor = field(init=False)
    seller: Visitor = field(init=False)
    buyer: Visitor = field(init=False)
    finance: Visitor = field(init=False)
    product: dict[str, Any] = field(default_factory=dict)

    @classmethod
    @contextmanager
    def gathered(cls, stack: Stack, http: httpx.Client) -> Iterator["Cast"]:
        run = secrets.token_hex(3)
        people = {
            role: Person(role, name, f"{name.lower()}.{run}@example.com", f"{name} of {run}, a password", locale)
            for (role, name), locale in zip(TITLES.items(), ("en", "zh-CN", "en", "en"), strict=True)
        }
        world = {person["role"]: Person(**person) for person in stack.people}
        admin = Person("admin", "Ada", **stack.admin)
        bank = Bank(stack)
        try:
            helpers = [Visitor(http).sign_in(person) for person in (admin, world["moderator"])]
            yield cls(stack, http, bank, run, people, admin=helpers[0], moderator=helpers[1])
        finally:
            bank.close()

    def stranger(self) -> Visitor:
        """Nobody in particular."""
        return Visitor(self.http)

    def now(self) -> datetime:
        """The stack's time."""
        return datetime.now(UTC) + offset()

    def available(self) -> int:
        """How many of the product are left, as its seller sees it: what all may see may be some seconds old at the edge."""
        shown = self.seller.call("GET", f"/v1/products/{self.product['id']}")
        return int(shown["skus"][0]["available"])

    def approve(self, subject_id: str) -> None:
        """The moderator finds it in the queue and publishes it."""
        waiting = self.moderator.call("GET", "/v1/reviews", status="open", limit="100")["data"]
        review = next(each for each in waiting if each["subject_id"] == subject_id)
        self.moderator.call("POST", f"/v1/reviews/{review['id']}/approve")

    def inbox(self, who: Visitor) -> dict[str, dict[str, Any]]:
        """The newest entry of each kind."""
        entries = who.call("GET", "/v1/me/notifications", limit="100")["data"]
        return {entry["kind"]: entry for entry in reversed(entries)}

    def order(self, quantity: int) -> dict[str, Any]:
        """The buyer orders so many of the product."""
        return self.place([{"sku_id": self.product["skus"][0]["id"], "quantity": quantity}])

    def place(self, lines: list[dict[str, Any]]) -> dict[str, Any]:
        """The buyer orders these."""
        quote = self.buyer.call("POST", "/v1/checkout/quotes", {"lines": lines})
        placed: dict[str, Any] = self.buyer.call(
            "POST", "/v1/orders", {"quote_id": quote["quote_id"], "hash": quote["hash"]}
        )
        return placed

    def of_several_sellers(self) -> list[dict[str, Any]]:
        """A SKU of each of the world's two sellers."""
        shown = self.stranger().call("GET", "/v1/products", limit="100")["data"]
        found = {each["seller_id"]: each["skus"][0] for each in shown if each["skus"][0]["available"] > 3}
        mine = self.product["seller_id"]
        return [sku for seller, sku in found.items() if seller != mine][:2]

    def attempt(
        self, order: dict[str, Any], channel: str = "stripe", method: str = "card", **more: Any
    ) -> dict[str, Any]:
        """The buyer begins to pay, by card unless it is said otherwise."""
        wish = {"channel": channel, "method": method, **more}
        begun: dict[str, Any] = self.buyer.call("POST", f"/v1/orders/{order['id']}/payments", wish)
        return begun

    def shown(self, order: dict[str, Any]) -> dict[str, Any]:
        """The order as its buyer sees it now."""
        found: dict[str, Any] = self.buyer.call("GET", f"/v1/orders/{order['id']}")
        return found

    def wallet(self, who: Visitor) -> dict[str, int]:
        """What somebody has in CNY, in fen."""
        wallets = {each["asset"]: each for each in who.call("GET", "/v1/wallets")["data"]}
        return {name: int(wallets.get("CNY", {}).get(name, 0)) for name in ("balance", "available", "pending")}
