"""Duels over payments: the provider's words against people, deadlines and each other."""

from collections.abc import Callable, Iterator
from typing import Any

from tests.faults.acts import Acts
from tests.faults.duel import Actors, Afterwards, Came, duel
from tests.faults.lab import STOCK
from tests.faults.mail import Message

ON_WEBHOOK, ON_DEADLINE = "payments.on_webhook_received", "orders.on_payment_deadline_passed"
ON_CLOSING, ON_QUERY = "payments.on_order_closing", "payments.on_payment_query_due"


def order_ended(acts: Acts, *wanted: str) -> Afterwards:
    """In one of these states, with the stock that belongs to it."""

    def look(came: Came) -> Iterator[str]:
        for order in acts.lab.rows("order"):
            if order.plain["status"] not in wanted:
                yield f"the order is {order.plain['status']}"

    return look


def begun(acts: Acts) -> Any:
    """An attempt of the buyer to pay for one piece."""
    return acts.begun(acts.lab.buyer, acts.ordered(acts.lab.buyer, 1))


def word_of_payment(acts: Acts, attempt: Any) -> Message:
    """What the provider told of a payment, on its way to whom it concerns."""
    return word_of(acts, lambda: acts.bank_takes(attempt))


def word_of(acts: Acts, taken: Callable[[], None]) -> Message:
    found = acts.waiting_for(ON_WEBHOOK, taken)
    return next(one for one in found if is_of(acts, one, "payment_intent.succeeded"))


def word_and_fact(acts: Acts, listener: str, minutes: int) -> tuple[Message, Message]:
    """What the provider told of a payment, and what this listener is to hear of its order after so many minutes."""
    attempt = begun(acts)
    (fact,) = acts.waiting_for(listener, lambda: acts.minutes_pass(minutes))
    return word_of_payment(acts, attempt), fact


def is_of(acts: Acts, message: Message, kind: str) -> bool:
    """The other events of the same payment are heard now: they concern nobody."""
    event = acts.lab.stripe.account.get("event", message.fact["data"]["event_id"])
    if event["type"] == kind:
        return True
    acts.hears(message)
    return False


@duel("the same webhook twice at once")
def same_webhook_twice(acts: Acts) -> tuple[Actors, Afterwards]:
    acts.bank_takes(begun(acts))
    event = next(one for one in acts.delivery.untold() if one["type"] == "payment_intent.succeeded")
    return {name: lambda: acts.delivery.tell(event) for name in ("once", "twice")}, order_ended(acts, "paid")


@duel("the same word of a payment is heard twice at once")
def same_word_twice(acts: Acts) -> tuple[Actors, Afterwards]:
    word = word_of_payment(acts, begun(acts))
    return {name: lambda: acts.hears(word) for name in ("once", "twice")}, order_ended(acts, "paid")


@duel("two attempts have paid one order")
def two_attempts_paid(acts: Acts) -> tuple[Actors, Afterwards]:
    order = acts.ordered(acts.lab.buyer, 1)
    attempts = [acts.begun(acts.lab.buyer, order, key) for key in ("first", "second")]
    words = [word_of_payment(acts, attempt) for attempt in attempts]
    actors = {name: lambda word=word: acts.hears(word) for name, word in zip(("first", "second"), words, strict=True)}
    return actors, order_ended(acts, "paid")


@duel("the payment comes as the deadline passes")
def payment_and_deadline(acts: Acts) -> tuple[Actors, Afterwards]:
    word, passed = word_and_fact(acts, ON_DEADLINE, 16)
    return {"word": lambda: acts.hears(word), "deadline": lambda: acts.hears(passed)}, order_ended(acts, "paid")


@duel("the payment comes as the buyer cancels")
def payment_and_cancel(acts: Acts) -> tuple[Actors, Afterwards]:
    order = acts.ordered(acts.lab.buyer, 1)
    word = word_of_payment(acts, acts.begun(acts.lab.buyer, order))
    actors = {"word": lambda: acts.hears(word), "cancel": lambda: acts.cancel(acts.lab.buyer, order, "no")}
    return actors, order_ended(acts, "paid")


@duel("the buyer begins to pay as the deadline passes")
def attempt_and_deadline(acts: Acts) -> tuple[Actors, Afterwards]:
    order = acts.ordered(acts.lab.buyer, 1)
    (passed,) = acts.waiting_for(ON_DEADLINE, lambda: acts.minutes_pass(16))
    acts.lab.time.forward(minutes=-14)  # the drain's clock is ahead of the buyer's server

    def look(came: Came) -> Iterator[str]:
        acts.days_pass()
        stock = [row.plain["available"] for row in acts.lab.rows("sku")]
        if stock != [STOCK]:
            yield f"{stock} units are free"
        yield from order_ended(acts, "closed")(came)

    return {"pay": lambda: acts.pay(acts.lab.buyer, order, "late"), "deadline": lambda: acts.hears(passed)}, look


@duel("two attempts are begun at once")
def two_attempts_begun(acts: Acts) -> tuple[Actors, Afterwards]:
    order = acts.ordered(acts.lab.buyer, 1)

    def look(came: Came) -> Iterator[str]:
        if not all(wish.granted for wish in came.values()):
            yield f"answered {[wish.status for wish in came.values()]}"

    return {key: lambda key=key: acts.pay(acts.lab.buyer, order, key) for key in ("one", "other")}, look


@duel("the same attempt is begun twice under one key")
def same_attempt_twice(acts: Acts) -> tuple[Actors, Afterwards]:
    order = acts.ordered(acts.lab.buyer, 1)

    def look(came: Came) -> Iterator[str]:
        if len({wish.body_told["id"] for wish in came.values() if wish.granted}) != 1:
            yield f"answered {[wish.text for wish in came.values()]}"

    return {name: lambda: acts.pay(acts.lab.buyer, order, "same") for name in ("once", "twice")}, look


@duel("the provider's word comes as it is asked for")
def word_and_question(acts: Acts) -> tuple[Actors, Afterwards]:
    word, due = word_and_fact(acts, ON_QUERY, 1)
    return {"word": lambda: acts.hears(word), "question": lambda: acts.hears(due)}, order_ended(acts, "paid")


@duel("a late payment comes as the attempt is closed")
def late_word_and_closing(acts: Acts) -> tuple[Actors, Afterwards]:
    with acts.holding(ON_QUERY):  # due in the same minutes: which of the two is told first is their shards' luck
        word, closing = word_and_fact(acts, ON_CLOSING, 16)
    return {"word": lambda: acts.hears(word), "closing": lambda: acts.hears(closing)}, order_ended(acts, "paid")


@duel("money comes late and its word is heard twice at once")
def late_money_twice(acts: Acts) -> tuple[Actors, Afterwards]:
    attempt = begun(acts)
    acts.minutes_pass(16)
    acts.minutes_pass(2)
    word = word_of(acts, lambda: acts.bank_takes_late(attempt))
    return {name: lambda: acts.hears(word) for name in ("once", "twice")}, order_ended(acts, "closed")


@duel("two attempts of a closing order are closed at once")
def two_attempts_closed(acts: Acts) -> tuple[Actors, Afterwards]:
    order = acts.ordered(acts.lab.buyer, 2)
    for key in ("first", "second"):
        acts.begun(acts.lab.buyer, order, key)
    (closing,) = acts.waiting_for(ON_CLOSING, lambda: acts.minutes_pass(16))

    def look(came: Came) -> Iterator[str]:
        acts.minutes_pass(2)
        yield from order_ended(acts, "closed")(came)

    return {name: lambda: acts.hears(closing) for name in ("once", "twice")}, look
