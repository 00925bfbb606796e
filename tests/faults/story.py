"""The story: a purchase that is paid, partly given back and settled, and one that nobody pays in time and whose money comes late.

Every act begins with cold functions. Clients who get no answer, or are told to come back, send the same request again.
"""

from collections.abc import Callable
from typing import Any

from tests.faults.delivery import MOST_TRIES
from tests.faults.provider import pay_late
from tests.faults.stage import Stage
from tests.faults.told import Told


class Stopped(Exception):
    """A client was told no where the story needs a yes; what was found so far says why."""


class Story:
    """Its acts are methods, in `acts`."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.delivery, self.lab = stage, stage.delivery, stage.lab

    @property
    def told(self) -> Told:
        """What the clients know."""
        return self.stage.told

    @property
    def acts(self) -> tuple[Callable[[], None], ...]:
        return (
            self.a_buyer_orders, self.pays, self.the_seller_gives_a_piece_back, self.a_second_order, self.is_not_paid_in_time,
            self.and_its_money_comes_late, self.the_window_ends, self.what_is_due_is_settled, self.and_once_more,
        )  # fmt: skip

    def a_buyer_orders(self) -> None:
        self._ask("orders.cart", f"PUT /v1/cart/items/{self.lab.sku}", {"quantity": 9})
        self._order(2)

    def pays(self) -> None:
        """Begun twice, paid once."""
        for key in ("first", "second"):
            self._attempt(key, self.told.orders[0])
        self.lab.stripe.pay(self.told.attempts[1]["client_payload"]["client_secret"])
        self.delivery.settle()

    def the_seller_gives_a_piece_back(self) -> None:
        wish = {"lines": [{"line_no": 1, "quantity": 1}], "reason": "scratched"}
        made = self._ask(
            "refunds.refund",
            f"POST /v1/orders/{self.told.orders[0]}/refunds",
            wish,
            key="back",
            token=self.lab.seller.token,
        )
        self.told.refunds.append(made["id"])
        self.delivery.settle()

    def a_second_order(self) -> None:
        self._order(1)
        self._attempt("third", self.told.orders[1])

    def is_not_paid_in_time(self) -> None:
        """Minutes pass until it is closed: money that comes before that pays it, which is another story."""
        self.lab.time.forward(minutes=16)
        self._minutes_pass()
        for _ in range(MOST_TRIES):
            if any(order.plain["status"] == "closing" for order in self.lab.rows("order")):
                self.lab.time.forward(minutes=2)
                self._minutes_pass()

    def and_its_money_comes_late(self) -> None:
        pay_late(self.lab.stripe, self.told.attempts[2]["client_payload"]["client_secret"].partition("_secret_")[0])
        self.delivery.settle()

    def the_window_ends(self) -> None:
        self.lab.time.forward(days=7)
        self._minutes_pass()

    def what_is_due_is_settled(self) -> None:
        self.lab.time.forward(days=1)
        self.delivery.woken("settlement.settle")
        self.delivery.settle()

    def and_once_more(self) -> None:
        """What a day left undone, the next one does."""
        self._minutes_pass()
        self.lab.time.forward(days=1)
        self.delivery.woken("settlement.settle")
        self._minutes_pass()

    def _minutes_pass(self) -> None:
        self.delivery.timers()
        self.delivery.settle()

    def _order(self, quantity: int) -> None:
        lines = {"lines": [{"sku_id": self.lab.sku, "quantity": quantity}]}
        quote = self._ask("orders.checkout", "POST /v1/checkout/quotes", lines)
        wish = {"quote_id": quote["quote_id"], "hash": quote["hash"]}
        made = self._ask("orders.checkout", "POST /v1/orders", wish, key=f"order-{quantity}")
        self.told.orders.append(made["id"])
        self.delivery.settle()

    def _attempt(self, key: str, order_id: str) -> None:
        wish = {"channel": "stripe", "method": "card"}
        self.told.attempts.append(self._ask("payments.pay", f"POST /v1/orders/{order_id}/payments", wish, key=key))
        self.delivery.settle()

    def _ask(self, function: str, request: str, body: Any, *, key: str | None = None, token: str = "") -> Any:
        """Until there is an answer. Raises Stopped for a no."""
        for _ in range(MOST_TRIES):
            reply = self.delivery.ask(function, request, body, key=key, token=token or self.lab.buyer.token)
            if reply is None or reply.status in (500, 503):
                continue
            if reply.status < 300:
                return reply.body
            self.delivery.fail(f"refused: {request.split(maxsplit=1)[0]} {function} {reply.status} {reply.problem}")
            raise Stopped
        self.delivery.fail(f"never answered: {function}")
        raise Stopped
