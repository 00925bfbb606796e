"""What people, providers and machines do: the pieces of which duels and crowds are made."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, TypeVar

from tests.faults import rest
from tests.faults.delivery import MOST_TRIES
from tests.faults.mail import Message
from tests.faults.provider import pay_late
from tests.faults.stage import Stage
from tests.faults.told import Told, Wish
from tests.support.call import Reply
from tests.support.people import Person

R = TypeVar("R")
ROUNDS = 12
MADE = {"payouts": "payout", "transfers": "transfer", "holds": "hold", "after-sales": "after_sale"}
"""What is made by a request whose path ends so."""


class Acts:
    """A client who gets no answer sends the same request again under the same key, now and once all is quiet."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.delivery, self.lab = stage, stage.delivery, stage.lab

    @property
    def told(self) -> Told:
        return self.stage.told

    def wish(self, function: str, request: str, body: Any, key: str, who: Person) -> Wish:
        """A request under a key."""
        made = Wish(function, request, body, key, who.token)
        self.told.wishes.append(made)
        self.send(made)
        return made

    def send(self, wish: Wish) -> None:
        """Until there is an answer, or patience ends."""
        reply = self.reply(wish.function, wish.request, wish.body, key=wish.key, token=wish.token)
        if reply is not None:
            wish.status, wish.text = reply.status, reply.text
            self._noted(wish)

    def _noted(self, wish: Wish) -> None:
        if not wish.granted:
            return
        if wish.request in ("POST /v1/orders", "POST /v1/wallets/recharges"):
            self.told.orders.append(wish.body_told["id"])
        elif wish.request.endswith("/payments"):
            self.told.attempts.append(wish.body_told)
        elif wish.request.endswith("/refunds"):
            self.told.refunds.append(wish.body_told["id"])
        elif (kind := MADE.get(wish.request.rpartition("/")[2])) is not None:
            self.told.made.setdefault(kind, []).append(wish.body_told["id"])

    def ask(self, function: str, request: str, body: Any = None, *, who: Person) -> Any:
        """A request without a key: the answer's body, or None for a no."""
        reply = self.reply(function, request, body, token=who.token)
        if reply is None or reply.status >= 300:
            return None
        return reply.body if reply.text else {}

    def reply(self, function: str, request: str, body: Any = None, **more: Any) -> Reply | None:
        """The answer; none where there is none although it is asked again and again."""
        for _ in range(MOST_TRIES):
            reply = self.delivery.ask(function, request, body, **more)
            if reply is not None and reply.status not in (500, 503):
                return reply
        return None

    def quote(self, who: Person, *quantities: int) -> Any:
        """A line of the product for each quantity."""
        lines = [{"sku_id": self.lab.sku, "quantity": quantity} for quantity in quantities]
        return self.ask("orders.checkout", "POST /v1/checkout/quotes", {"lines": lines}, who=who)

    def order(self, who: Person, quote: Any, key: str, **more: Any) -> Wish:
        agreed = {"quote_id": quote["quote_id"], "hash": quote["hash"], **more}
        return self.wish("orders.checkout", "POST /v1/orders", agreed, key, who)

    def ordered(self, who: Person, *quantities: int, key: str = "order", **more: Any) -> str:
        """A placed order's id."""
        return str(self.order(who, self.quote(who, *quantities), key, **more).body_told["id"])

    def pay(self, who: Person, order_id: str, key: str, **how: Any) -> Wish:
        """By card, unless it is said how."""
        how = how or {"channel": "stripe", "method": "card"}
        return self.wish("payments.pay", f"POST /v1/orders/{order_id}/payments", how, key, who)

    def begun(self, who: Person, order_id: str, key: str = "pay") -> Any:
        """An attempt that was begun."""
        return self.pay(who, order_id, key).body_told

    def bank_takes(self, attempt: Any) -> None:
        """The buyer gives the card to Stripe, who takes the money."""
        self.lab.stripe.pay(attempt["client_payload"]["client_secret"])

    def bank_takes_late(self, attempt: Any) -> None:
        """Although the attempt was cancelled."""
        pay_late(self.lab.stripe, attempt["client_payload"]["client_secret"].partition("_secret_")[0])

    def paid(self, who: Person, *quantities: int, key: str = "order", **more: Any) -> str:
        """An order that was paid, and everything that follows from it."""
        order_id = self.ordered(who, *quantities, key=key, **more)
        self.bank_takes(self.begun(who, order_id, key=f"pay-{key}"))
        self.delivery.settle()
        return order_id

    def refund(self, who: Person, order_id: str, key: str, **line: Any) -> Wish:
        wish = {"lines": [{"line_no": 1, **line}], "reason": "scratched"}
        return self.wish("refunds.refund", f"POST /v1/orders/{order_id}/refunds", wish, key, who)

    def cancel(self, who: Person, order_id: str, key: str) -> Wish:
        return self.wish("orders.orders", f"POST /v1/orders/{order_id}/cancel", None, key, who)

    def hears(self, message: Message) -> bool:
        """A queue hands a message out; one that is not done comes back later."""
        done = self.delivery.hear(message)
        if not done:
            self.delivery.mail.queued.append(replace(message))
        return done

    @contextmanager
    def holding(self, *listeners: str) -> Iterator[None]:
        """Their messages wait, beside those of whoever waits already."""
        before = self.delivery.held
        self.delivery.held = (*before, *listeners)
        try:
            yield
        finally:
            self.delivery.held = before

    def waiting_for(self, listener: str, do: Callable[[], Any]) -> list[Message]:
        """What lies in a listener's queue after this and all that follows from it; it is taken out."""
        with self.holding(listener):
            do()
            self.delivery.settle()
        mail = self.delivery.mail
        found = [message for message in mail.queued if message.listener == listener]
        mail.queued = [message for message in mail.queued if message.listener != listener]
        return found

    def minutes_pass(self, minutes: int = 0) -> None:
        self.lab.time.forward(minutes=minutes)
        self.delivery.timers()
        self.delivery.settle()

    def all_is_answered(self) -> None:
        """Whoever still waits for an answer sends again, until nobody does and nothing leads on by itself."""
        for _ in range(ROUNDS):
            open_ones = [wish for wish in self.told.wishes if wish.status is None]
            for wish in open_ones:
                self.send(wish)
            self.minutes_pass(2 if self._something_leads_on() else 0)
            if not open_ones and not self._something_leads_on():
                return
        self.delivery.fail("never answered")

    def _something_leads_on(self) -> bool:
        """An attempt without an answer, a refund on its way: a question will be asked, some minutes later."""
        return any(
            row.plain["status"] in passing
            for kind, passing in rest.NEVER_AT_REST.items()
            for row in self.lab.rows(kind)
        )

    def days_pass(self) -> None:
        """Whatever waits for a time has had it: deadlines, questions, windows, settlements."""
        self.minutes_pass(16)
        for _ in range(MOST_TRIES):
            if any(order.plain["status"] == "closing" for order in self.lab.rows("order")):
                self.minutes_pass(2)
        self.lab.time.forward(days=7)
        self.minutes_pass()
        for _ in range(2):
            self.lab.time.forward(days=1)
            self.delivery.woken("settlement.settle")
            self.minutes_pass()

    def is_at_rest(self, *, settled: bool) -> None:
        for against in rest.wrong(self.stage.books(), self.stage, settled=settled):
            self.delivery.fail(against)

    def answers_stand(self) -> None:
        """Whoever repeats a request that was granted gets the same answer, and nothing changes."""
        for wish in [wish for wish in self.told.wishes if wish.granted]:
            before = self.lab.aws.table.state
            reply = self.reply(wish.function, wish.request, wish.body, key=wish.key, token=wish.token)
            if reply is None or (reply.status, reply.text) != (wish.status, wish.text):
                self.delivery.fail(f"{wish.request} was answered {wish.text}, and later {reply}")
            if self.lab.aws.table.state is not before:
                self.delivery.fail(f"{wish.request} was repeated and has changed something")
