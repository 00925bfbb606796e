"""A shop whose buyers ask for something back."""

import itertools
from collections.abc import Callable
from typing import Any

from tests.conftest import Clock
from tests.support.call import Reply, call
from tests.support.people import Person
from tests.support.shop import Shop

COUNT = itertools.count(1)
ADDRESS = {"name": "Li Lei", "line1": "1 Chang'an Street", "country": "CN"}
PARCEL = {"carrier": "SF", "tracking_no": "SF1"}
PRICE, PIECES, STOCK = 10_001, 3, 5
BODIES: dict[str, Any] = {
    "agree": {"return_address": "7 Nanjing Road"},
    "reject": {"reason": "It shone when it left."},
    "ship-back": PARCEL,
    "inspect": {"passed": True, "fit_quantity": 1},
    "reship": PARCEL,
    "escalate": {"text": "It never shone."},
    "evidence": {"text": "Here is a picture of the dark."},
    "ruling": {"ruling": "buyer", "reason": "It is dark indeed."},
}
"""What each deed says unless a test says something else."""
OBJECTION = {"passed": False, "note": "It is not ours."}
FUNCTIONS = {
    "agree": "answer", "reject": "answer", "cancel": "apply", "ask-refund": "apply", "escalate": "arbitration",
    "evidence": "arbitration", "ruling": "arbitration",
}  # fmt: skip


class Desk:
    """Three lamps at 100.01, paid and to be shipped; `desk.ask("exchange")`, `desk.do(desk.seller, case, "agree")`."""

    def __init__(self, shop: Shop, join: Callable[..., Person], time: Clock, *, address: Any = ADDRESS) -> None:
        self.shop, self.time = shop, time
        self.seller, self.buyer, self.support = join("sam", "seller"), join("bea"), join("sue", "support")
        self.product = shop.product(self.seller, PRICE, stock=STOCK)
        self.sku = str(self.product["skus"][0]["id"])
        self.order = shop.order(self.buyer, {self.sku: PIECES}, **({"address": address} if address else {}))
        shop.pay(self.buyer, self.order)

    def ship(self, quantity: int = PIECES) -> None:
        wish = {**PARCEL, "lines": [{"line_no": 1, "quantity": quantity}]}
        self._on_order(self.seller, f"merchant/orders/{self.order}/shipments", wish).ok()

    def receive(self) -> None:
        self._on_order(self.buyer, f"orders/{self.order}/confirm-receipt").ok()

    def _on_order(self, who: Person, path: str, body: Any = None) -> Reply:
        return call("orders.shipments", f"POST /v1/{path}", body, token=self.shop.token(who), key=f"o{next(COUNT)}")

    def try_ask(self, kind: str, quantity: int = 1, *, who: Person | None = None, key: str = "", **more: Any) -> Reply:
        wish = {"kind": kind, "line_no": 1, "quantity": quantity, "reason": "It does not shine.", **more}
        path = f"POST /v1/orders/{self.order}/after-sales"
        token = self.shop.token(who or self.buyer)
        return call("after_sales.apply", path, wish, token=token, key=key or f"a{next(COUNT)}")

    def ask(self, kind: str, quantity: int = 1, **more: Any) -> str:
        """The new case's id."""
        return str(self.try_ask(kind, quantity, **more).ok()["id"])

    def act(self, who: Person, case: str, deed: str, body: Any = None, *, key: str = "") -> Reply:
        function = f"after_sales.{FUNCTIONS.get(deed, 'parcels')}"
        path = f"POST /v1/after-sales/{case}/{deed}"
        said = body if body is not None else BODIES.get(deed)
        reply = call(function, path, said, token=self.shop.token(who), key=key or f"d{next(COUNT)}")
        self.shop.bus.settle()
        return reply

    def do(self, who: Person, case: str, deed: str, body: Any = None) -> str:
        """Where the case then stands, when all that follows has happened."""
        self.act(who, case, deed, body).ok()
        return self.status(case)

    def show(self, case: str, who: Person | None = None) -> dict[str, Any]:
        token = self.shop.token(who or self.buyer)
        return dict(call("after_sales.cases", f"GET /v1/after-sales/{case}", token=token).ok())

    def status(self, case: str) -> str:
        return str(self.show(case)["status"])

    def wait(self, **span: float) -> None:
        """Time passes, and whatever is due by then happens."""
        self.time.forward(**span)
        self.shop.drain()

    def arbitrated(self, case: str) -> None:
        """The buyer has called the staff, and the time for evidence is over."""
        self.do(self.buyer, case, "escalate")
        self.wait(days=3, minutes=1)
        assert self.status(case) == "arbitrating"

    def hold(self, kind: str) -> None:
        self._hold("hold", {"kind": kind, "reason": "Somebody asks."})

    def release(self) -> None:
        self._hold("release", {"reason": "It is over."})

    def _hold(self, deed: str, wish: Any) -> None:
        path = f"POST /v1/merchant/orders/{self.order}/{deed}"
        call("orders.holds", path, wish, token=self.shop.token(self.support), key=f"h{next(COUNT)}").ok()

    def with_rule(self, **timing: Any) -> str:
        """Another order, of one lamp, of which the seller has 80 % then."""
        parts = [{"role": "creator", "party_ref": "seller", "kind": "percent_bps", "value": 8_000}]
        wish = {"parts": parts, "position": 1, **timing}
        finance = self.shop.join("fay", "finance")
        call("commission.rules", "POST /v1/admin/split-rules", wish, token=finance.token, key="rule").ok()
        order = self.shop.order(self.buyer, {self.sku: 1}, address=ADDRESS)
        self.shop.pay(self.buyer, order)
        return order

    @property
    def available(self) -> int:
        return self.shop.available(self.product["id"])[0]

    @property
    def seen(self) -> dict[str, Any]:
        return self.shop.show(self.buyer, self.order)

    @property
    def refunded(self) -> int:
        return int(self.seen["refunded_amount"]["amount"])
