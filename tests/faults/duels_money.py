"""Duels over money that goes back, is set free and is settled, and over the machines that carry word of it."""

from collections.abc import Iterator
from itertools import product
from typing import Any

from argosy.kernel import ids
from argosy.ledger import accounts, ledger
from tests.faults.acts import Acts
from tests.faults.duel import Actors, Afterwards, Came, duel
from tests.faults.duels_payments import order_ended, word_of_payment
from tests.faults.lab import PRICE_MINOR

ON_REFUND, ON_WINDOW = "refunds.on_refund_requested", "settlement.on_after_sale_window_ended"


def yuan(minor: int) -> Any:
    return {"amount": minor, "currency": "CNY"}


def and_the_days_pass(acts: Acts) -> Afterwards:
    """What was earned is set free and settled, once."""

    def look(came: Came) -> Iterator[str]:
        acts.days_pass()
        acts.is_at_rest(settled=True)
        return iter(())

    return look


@duel("two refunds of seventy per cent")
def two_refunds(acts: Acts) -> tuple[Actors, Afterwards]:
    order, part = acts.paid(acts.lab.buyer, 1), yuan(PRICE_MINOR * 7 // 10)

    def look(came: Came) -> Iterator[str]:
        if sorted(wish.status for wish in came.values()) != [202, 409]:
            yield f"answered {[wish.status for wish in came.values()]}"

    who = {"seller": acts.lab.seller, "finance": acts.lab.finance}
    return {name: lambda name=name: acts.refund(who[name], order, "back", amount=part) for name in who}, look


@duel("the same refund twice under one key")
def same_refund_twice(acts: Acts) -> tuple[Actors, Afterwards]:
    order = acts.paid(acts.lab.buyer, 2)

    def look(came: Came) -> Iterator[str]:
        if len({wish.text for wish in came.values()}) != 1:
            yield f"one key was answered {[wish.text for wish in came.values()]}"

    return {name: lambda: acts.refund(acts.lab.seller, order, "same", quantity=1) for name in ("once", "twice")}, look


@duel("a refund is sent twice at once")
def refund_sent_twice(acts: Acts) -> tuple[Actors, Afterwards]:
    order = acts.paid(acts.lab.buyer, 2)
    (wanted,) = acts.waiting_for(ON_REFUND, lambda: acts.refund(acts.lab.seller, order, "back", quantity=1))
    return {name: lambda: acts.hears(wanted) for name in ("once", "twice")}, and_the_days_pass(acts)


@duel("two refunds of one order are sent at once")
def two_refunds_sent(acts: Acts) -> tuple[Actors, Afterwards]:
    order = acts.paid(acts.lab.buyer, 2)

    def both() -> None:
        for key in ("one", "other"):
            acts.refund(acts.lab.seller, order, key, quantity=1)

    one, other = acts.waiting_for(ON_REFUND, both)
    return {"one": lambda: acts.hears(one), "other": lambda: acts.hears(other)}, order_ended(acts, "closed")


@duel("a refund is asked for as the after-sale window ends")
def refund_and_window(acts: Acts) -> tuple[Actors, Afterwards]:
    order = acts.paid(acts.lab.buyer, 2)
    (ended,) = acts.waiting_for(ON_WINDOW, lambda: acts.minutes_pass(7 * 24 * 60))
    actors = {
        "refund": lambda: acts.refund(acts.lab.seller, order, "back", quantity=1),
        "window": lambda: acts.hears(ended),
    }
    return actors, and_the_days_pass(acts)


@duel("a refund is done as the after-sale window ends")
def refund_done_and_window(acts: Acts) -> tuple[Actors, Afterwards]:
    order = acts.paid(acts.lab.buyer, 2)
    (wanted,) = acts.waiting_for(ON_REFUND, lambda: acts.refund(acts.lab.seller, order, "back", quantity=1))
    (ended,) = acts.waiting_for(ON_WINDOW, lambda: acts.minutes_pass(7 * 24 * 60))
    return {"refund": lambda: acts.hears(wanted), "window": lambda: acts.hears(ended)}, and_the_days_pass(acts)


@duel("a refund is done as the day is settled")
def refund_and_settlement(acts: Acts) -> tuple[Actors, Afterwards]:
    order = acts.paid(acts.lab.buyer, 2)
    acts.minutes_pass(7 * 24 * 60)
    (wanted,) = acts.waiting_for(ON_REFUND, lambda: acts.refund(acts.lab.seller, order, "back", quantity=1))
    acts.lab.time.forward(days=1)
    actors = {"refund": lambda: acts.hears(wanted), "settle": lambda: acts.delivery.wakes("settlement.settle")}
    return actors, and_the_days_pass(acts)


@duel("a refund is asked for as another attempt pays too")
def refund_and_other_payment(acts: Acts) -> tuple[Actors, Afterwards]:
    order = acts.ordered(acts.lab.buyer, 2)
    first, second = (acts.begun(acts.lab.buyer, order, key) for key in ("first", "second"))
    word = word_of_payment(acts, second)
    acts.bank_takes(first)
    acts.delivery.settle()
    actors = {
        "refund": lambda: acts.refund(acts.lab.seller, order, "back", quantity=1), "word": lambda: acts.hears(word)
    }  # fmt: skip
    return actors, and_the_days_pass(acts)


@duel("two settlements at once")
def two_settlements(acts: Acts) -> tuple[Actors, Afterwards]:
    acts.paid(acts.lab.buyer, 2)
    acts.minutes_pass(7 * 24 * 60)
    acts.lab.time.forward(days=1)
    actors = {name: lambda: acts.delivery.wakes("settlement.settle") for name in ("one", "other")}
    return actors, and_the_days_pass(acts)


@duel("two calls of the minute's schedule at once")
def two_drains(acts: Acts) -> tuple[Actors, Afterwards]:
    acts.ordered(acts.lab.buyer, 1)
    acts.lab.time.forward(minutes=16)

    def look(came: Came) -> Iterator[str]:
        told = [fact for fact in acts.delivery.facts() if fact.plain["name"] == "order.payment_deadline_passed"]
        if len(told) != 1:
            yield f"the deadline was told {len(told)} times"
        yield from order_ended(acts, "closed")(came)

    return {name: lambda: acts.delivery.wakes("timers.drain") for name in ("one", "other")}, look


@duel("two relays take the same facts")
def two_relays(acts: Acts) -> tuple[Actors, Afterwards]:
    acts.delivery.held = ("orders.on_order_placed",)
    acts.ordered(acts.lab.buyer, 1)
    fresh = acts.delivery.fresh()
    acts.delivery.held = ()
    return {name: lambda: acts.delivery.relay(fresh) for name in ("one", "other")}, order_ended(acts, "pending_payment")


@duel("the provider's words of two payments are heard in one account")
def two_payments_one_seller(acts: Acts) -> tuple[Actors, Afterwards]:
    bea, ben = acts.lab.others
    attempts = [acts.begun(who, acts.ordered(who, 1, key="one"), "pay") for who in (bea, ben)]
    words = [word_of_payment(acts, attempt) for attempt in attempts]
    actors = {name: lambda word=word: acts.hears(word) for name, word in zip(("bea", "ben"), words, strict=True)}
    return actors, and_the_days_pass(acts)


@duel("two payments are booked on one shard of what the provider holds")
def two_payments_on_one_shard(acts: Acts) -> tuple[Actors, Afterwards]:
    bea, ben = acts.lab.others
    begun: dict[str, list[Any]] = {}
    for who in (bea, ben):
        order = acts.ordered(who, 1, key="one")
        begun[who.id] = [acts.begun(who, order, f"{number}") for number in range(8)]
    pairs = product(begun[bea.id], begun[ben.id])
    one, other = next(pair for pair in pairs if len({shard_of(attempt) for attempt in pair}) == 1)
    words = {"one": word_of_payment(acts, one), "other": word_of_payment(acts, other)}
    return {name: lambda name=name: acts.hears(words[name]) for name in words}, order_ended(acts, "paid")


def shard_of(attempt: Any) -> int:
    """Where the receipt of this attempt's money is booked."""
    journal_id = ids.derived("jrn", "payment", attempt["id"], "received")
    return ledger._part(accounts.world("stripe"), journal_id)


@duel("the after-sale windows of two orders of one seller end at once")
def two_windows(acts: Acts) -> tuple[Actors, Afterwards]:
    for who in acts.lab.others:
        acts.paid(who, 1)
    one, other = acts.waiting_for(ON_WINDOW, lambda: acts.minutes_pass(7 * 24 * 60))
    return {"one": lambda: acts.hears(one), "other": lambda: acts.hears(other)}, and_the_days_pass(acts)
