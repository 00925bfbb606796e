"""Duels over the books: a channel's bill, a day's seal, a journal that is taken back, what finance does about payments."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from tests.faults import deeds
from tests.faults.acts import Acts
from tests.faults.duel import Actors, Afterwards, Came, duel
from tests.faults.duels_orders import answered, one_is_granted
from tests.faults.duels_payments import begun, order_ended, word_of_payment
from tests.faults.mail import Message
from tests.faults.told import Wish

ON_BILL = "reconciliation.on_bill_due"
MUCH = 10_000


def bill(acts: Acts) -> Message:
    """By which Stripe's bill of the day that is over is to be held against our books."""
    acts.lab.time.forward(days=1)
    (message,) = acts.waiting_for(ON_BILL, lambda: acts.delivery.woken("reconciliation.open_days"))
    return message


def day_is(acts: Acts, *wanted: str) -> Afterwards:
    """The day is through, and each order was paid."""

    def look(came: Came) -> Iterator[str]:
        (batch,) = acts.lab.rows("reconciliation")
        if batch.plain["status"] not in wanted:
            yield f"the day is {batch.plain['status']}"
        yield from order_ended(acts, "paid")(came)

    return look


@duel("the word of a payment comes a day late, as the channel's bill names it")
def late_word_and_bill(acts: Acts) -> tuple[Actors, Afterwards]:
    acts.paid(acts.lab.buyer, 1, key="before")
    word = word_of_payment(acts, begun(acts))
    message = bill(acts)
    return {"word": lambda: acts.hears(word), "bill": lambda: acts.hears(message)}, day_is(acts, "matching", "review")


@duel("the same bill is held against the books twice at once")
def same_bill_twice(acts: Acts) -> tuple[Actors, Afterwards]:
    acts.paid(acts.lab.buyer, 1)
    message = bill(acts)
    return {name: lambda: acts.hears(message) for name in ("once", "twice")}, day_is(acts, "review")


@duel("two people sign a reconciled day at once")
def day_signed_twice(acts: Acts) -> tuple[Actors, Afterwards]:
    acts.paid(acts.lab.buyer, 1)
    acts.hears(bill(acts))
    (batch,) = acts.lab.rows("reconciliation")
    route = f"POST /v1/admin/recon/stripe/{batch.plain['day']}/sign"

    def look(came: Came) -> Iterator[str]:
        yield from answered(200, 409)(came)
        yield from day_is(acts, "signed")(came)

    people = (acts.lab.finance, acts.lab.colleague)
    return {who.email: partial(acts.wish, "reconciliation.decide", route, None, "sign", who) for who in people}, look


@duel("two schedules seal the day's journals at once")
def sealed_twice(acts: Acts) -> tuple[Actors, Afterwards]:
    acts.paid(acts.lab.buyer, 1)
    acts.lab.time.forward(days=1)

    def look(came: Came) -> Iterator[str]:
        acts.delivery.woken("ledger.seal")
        if (seals := len(list(acts.lab.rows("seal")))) != 1:
            yield f"{seals} seals for one day"

    return {name: lambda: acts.delivery.wakes("ledger.seal") for name in ("once", "twice")}, look


@duel("a transfer is reversed twice at once")
def reversed_twice(acts: Acts) -> tuple[Actors, Afterwards]:
    bea, ben = acts.lab.others
    deeds.recharged(acts, bea, MUCH)
    deeds.transfer(acts, bea, ben, MUCH)
    (journal,) = (row.plain for row in acts.lab.rows("journal") if row.plain["business"] == "transfer")
    wish = {"journal_id": journal["id"], "reason": "sent by mistake"}

    def reverse(who: Any) -> Wish:
        return acts.wish("ledger.reversals", "POST /v1/admin/ledger/reversals", wish, "reverse", who)

    def look(came: Came) -> Iterator[str]:
        yield from one_is_granted(came)
        if (left := [deeds.wallet(acts, who) for who in (bea, ben)]) != [MUCH, 0]:
            yield f"{left} in their wallets"

    return {who.email: partial(reverse, who) for who in (acts.lab.finance, acts.lab.colleague)}, look


@duel("finance closes an attempt as the word of its payment comes")
def closed_by_hand_and_paid(acts: Acts) -> tuple[Actors, Afterwards]:
    attempt = begun(acts)
    word = word_of_payment(acts, attempt)
    route, reason = f"POST /v1/admin/payments/{attempt['id']}/force-close", {"reason": "the buyer called"}
    actors = {
        "word": lambda: acts.hears(word),
        "finance": lambda: acts.wish("payments.admin_payments", route, reason, "close", acts.lab.finance),
    }
    return actors, order_ended(acts, "paid")
