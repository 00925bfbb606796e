"""What the journeys do at the stack: sign in whom the world has, offer, order, pay, wait, prove."""

import secrets
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any, TypeVar

import httpx

from local.bank import Bank
from local.clock import quiet
from local.people import Person, Visitor, register, verify
from local.stack import Stack

R = TypeVar("R")


def joined(person: Person, stack: Stack, http: httpx.Client) -> Visitor:
    """Registered, verified, signed in."""
    return verify(person, register(person, stack), stack, http)


def at_once(acts: Sequence[Callable[[], R]]) -> list[R]:
    """All of them in the same moment, as far as threads can."""
    ready = Barrier(len(acts))

    def act(one: Callable[[], R]) -> R:
        ready.wait()
        return one()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(act, acts))


class Market:
    """`market.sku(stock=10)` is on sale; `market.order(buyer, sku)`."""

    def __init__(self, stack: Stack, http: httpx.Client, bank: Bank) -> None:
        self.stack, self.http, self.bank = stack, http, bank
        world = {str(person["role"]): Person(**person) for person in reversed(stack.people)}
        self.seller, self.moderator, self.finance = (
            Visitor(http).sign_in(world[role]) for role in ("seller", "moderator", "finance")
        )

    def settle(self) -> None:
        """Until nothing moves any more."""
        state = quiet(self.stack)
        assert state["quiet"], state

    def sku(self, *, price: int = 10_000, stock: int = 5) -> dict[str, str]:
        """A new product on sale: `{"product": …, "sku": …}`."""
        sku = {"code": "ONE", "options": {}, "price": {"amount": price, "currency": "CNY"}, "stock": stock}
        wish = {"title": f"A lamp {secrets.token_hex(3)}", "description": "It shines.", "tags": [], "skus": [sku]}
        product = self.seller.call("POST", "/v1/products", wish)
        self.seller.call("POST", f"/v1/products/{product['id']}/submit")
        self._approve(product["id"])
        return {"product": product["id"], "sku": product["skus"][0]["id"]}

    def post(self, author: Visitor) -> str:
        """A new public post's id."""
        wish = {"title": "On lamps", "body": "They shine.", "tags": []}
        post = author.call("POST", "/v1/posts", wish)
        author.call("POST", f"/v1/posts/{post['id']}/submit")
        self._approve(post["id"])
        return str(post["id"])

    def available(self, offer: dict[str, str]) -> int:
        # As its seller sees it: what all may see may be some seconds old at the edge.
        shown = self.seller.call("GET", f"/v1/products/{offer['product']}")
        return int(shown["skus"][0]["available"])

    def quote(self, buyer: Visitor, offer: dict[str, str]) -> dict[str, str]:
        """What ordering one needs."""
        lines = [{"sku_id": offer["sku"], "quantity": 1}]
        quote = buyer.call("POST", "/v1/checkout/quotes", {"lines": lines})
        return {"quote_id": quote["quote_id"], "hash": quote["hash"]}

    def order(self, buyer: Visitor, offer: dict[str, str]) -> dict[str, Any]:
        placed: dict[str, Any] = buyer.call("POST", "/v1/orders", self.quote(buyer, offer))
        return placed

    def attempt(self, buyer: Visitor, order: dict[str, Any]) -> dict[str, Any]:
        wish = {"channel": "stripe", "method": "card"}
        begun: dict[str, Any] = buyer.call("POST", f"/v1/orders/{order['id']}/payments", wish)
        return begun

    def shown(self, buyer: Visitor, order: dict[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = buyer.call("GET", f"/v1/orders/{order['id']}")
        return found

    def told(self, buyer: Visitor, order: dict[str, Any]) -> list[str]:
        """The names of what happened to an order."""
        history = buyer.call("GET", f"/v1/orders/{order['id']}/events", limit="100")["data"]
        return [str(fact["name"]) for fact in history]

    def earned(self) -> int:
        """What the seller has in all, in minor units."""
        wallets = self.seller.call("GET", "/v1/wallets")["data"]
        return sum(int(wallet["balance"]) for wallet in wallets if wallet["asset"] == "CNY")

    def proof(self) -> None:
        """Fails where the ledger's proof does not hold."""
        found = self.finance.call("GET", "/v1/admin/ledger/proof")
        assert found["holds"], found
        assert {asset["sum"] for asset in found["assets"]} <= {0}

    def _approve(self, subject_id: str) -> None:
        waiting = self.moderator.call("GET", "/v1/reviews", status="open", limit="100")["data"]
        review = next(each for each in waiting if each["subject_id"] == subject_id)
        self.moderator.call("POST", f"/v1/reviews/{review['id']}/approve")
        self.settle()
