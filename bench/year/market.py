"""Who trades in the year, and what each of them can do: every act is a request that a client would send."""

import itertools
import random
from dataclasses import dataclass, field
from typing import Any

from bench.year.world import World
from tests.support import people
from tests.support.call import Reply, call
from tests.support.people import Person

ADDRESS = {"name": "Bea", "line1": "1 Quay Street", "city": "Bristol", "postal_code": "BS1 4RW", "country": "GB"}
GOODS_OF_A_SELLER = 3
IN_DOLLARS = 0.15
ACCOUNT = "6222020200112230"
STOCK = 100_000
AGREEMENTS: tuple[dict[str, Any], ...] = (
    {"cycle": "t1"},
    {"cycle": "weekly", "min_amounts": [{"amount": 5_000, "currency": "CNY"}]},
    {"cycle": "monthly", "hold_days": 3},
    {"cycle": "weekly", "reserve_bps": 1_000, "reserve_days": 30},
)


@dataclass(frozen=True)
class Sku:
    """Something on sale."""

    id: str
    seller: Person
    kind: str
    currency: str


@dataclass
class Market:
    """The people of the year, and all that is on sale."""

    world: World
    luck: random.Random
    sellers_there: int = 8
    buyers_there: int = 40
    keys: Any = field(default_factory=lambda: itertools.count(1))

    def open(self) -> None:
        self.finance = [self._join(name, "finance") for name in ("fay", "finn")]
        self.moderator = self._join("mona", "moderator")
        self.platform = self._join("plato", "admin", "seller")
        self.buyers = [self._join(f"buyer{number}") for number in range(self.buyers_there)]
        self.sellers = [self._join(f"seller{number}", "seller") for number in range(self.sellers_there)]
        self.skus = [sku for seller in self.sellers for _ in range(GOODS_OF_A_SELLER) for sku in self._offered(seller)]
        self.skus += [sku for kind in ("membership", "ad") for sku in self._offered(self.platform, kind)]
        for seller, terms in zip(self.sellers, itertools.cycle(AGREEMENTS)):
            self._bank_account(seller)
            agreement = f"PUT /v1/admin/settlement-agreements/creator:{seller.id}"
            self.ask(self.finance[0], "settlement.agreements", agreement, terms | {"auto_payout": True}).ok()

    def ask(self, who: Person, function: str, request: str, body: Any = None) -> Reply:
        """One request, and whatever follows from it."""
        reply = call(function, request, body, token=who.token, key=f"year-{next(self.keys)}")
        if reply.status >= 500:
            raise AssertionError(f"{request}: {reply.status} {reply.text}")
        self.world.bus.settle()
        return reply

    def order(self, buyer: Person, wanted: list[Sku], *, ships: bool) -> dict[str, Any] | None:
        """A placed order, or none where it was refused: out of stock, or several currencies."""
        lines = [{"sku_id": sku.id, "quantity": self.luck.randint(1, 3)} for sku in wanted]
        quote = self.ask(buyer, "orders.checkout", "POST /v1/checkout/quotes", {"lines": lines})
        if quote.status >= 400:
            return None
        agreed = {"quote_id": quote.body["quote_id"], "hash": quote.body["hash"]}
        placed = self.ask(buyer, "orders.checkout", "POST /v1/orders", agreed | ({"address": ADDRESS} if ships else {}))
        return dict(placed.body) if placed.status < 400 else None

    def shown(self, buyer: Person, order_id: str) -> dict[str, Any]:
        return dict(self.ask(buyer, "orders.orders", f"GET /v1/orders/{order_id}").ok())

    def wallet(self, buyer: Person, currency: str) -> int:
        """What the buyer may spend."""
        wallets = self.ask(buyer, "ledger.wallet", "GET /v1/wallets").ok()["data"]
        return next((wallet["available"] for wallet in wallets if wallet["asset"] == currency), 0)

    def _join(self, name: str, *roles: str) -> Person:
        return people.join(self.world.bus, name, *roles)  # type: ignore[arg-type]

    def _offered(self, seller: Person, kind: str = "goods") -> list[Sku]:
        """One product, published."""
        currency = "USD" if self.luck.random() < IN_DOLLARS else "CNY"
        price = {"amount": self.luck.randint(199, 50_000), "currency": currency}
        sku = {"code": "S1", "options": {"size": "1"}, "price": price, "stock": STOCK}
        wish = {"title": "A lamp", "description": "It shines.", "tags": ["light"], "biz_type": kind, "skus": [sku]}
        product = self.ask(seller, "catalogue.products", "POST /v1/products", wish).ok()
        self.ask(seller, "catalogue.products", f"POST /v1/products/{product['id']}/submit").ok()
        for review in self.ask(self.moderator, "content.review", "GET /v1/reviews?status=open").ok()["data"]:
            self.ask(self.moderator, "content.review", f"POST /v1/reviews/{review['id']}/approve").ok()
        return [Sku(sku["id"], seller, kind, currency) for sku in product["skus"]]

    def _bank_account(self, seller: Person) -> None:
        for currency in ("CNY", "USD"):
            wish = {"holder_name": "Ann Lee", "account_number": ACCOUNT, "bank_code": "ICBKCNBJ", "currency": currency}
            self.ask(seller, "payouts.methods", "POST /v1/payout-methods", wish).ok()
        verified = {"name": "Ann Lee"}
        self.ask(self.finance[0], "payouts.payees", f"PUT /v1/admin/identities/{seller.id}", verified).ok()
