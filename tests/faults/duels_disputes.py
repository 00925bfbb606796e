"""Duels over money that a buyer's bank takes back, and refunds that did not arrive."""

from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from tests.faults import deeds
from tests.faults.acts import Acts
from tests.faults.duel import Actors, Afterwards, Came, duel
from tests.faults.duels_money import ON_REFUND, ON_WINDOW, and_the_days_pass
from tests.faults.duels_orders import answered
from tests.faults.mail import Message
from tests.faults.told import Wish

ON_DISPUTE, ON_ATTEMPT_WORD = "disputes.on_webhook_received", "payments.on_webhook_received"


def paid(acts: Acts, quantity: int = 2) -> tuple[str, Any]:
    """An order, and the attempt that paid it."""
    order = acts.ordered(acts.lab.buyer, quantity)
    attempt = acts.begun(acts.lab.buyer, order)
    acts.bank_takes(attempt)
    acts.delivery.settle()
    return order, attempt


def words(acts: Acts, do: Any) -> dict[str, Message]:
    """What Stripe tells of a dispute through this, by what the event is called."""
    found = acts.waiting_for(ON_DISPUTE, do)
    about = {message.fact["data"]["event_id"]: message for message in found}
    kinds = {number: acts.lab.stripe.account.get("event", number)["type"] for number in about}
    return {kinds[number].rpartition(".")[2]: message for number, message in about.items()}


def closed_once(acts: Acts, *ends: str) -> Afterwards:
    """One end, told once; and the money goes its way."""

    def look(came: Came) -> Iterator[str]:
        (dispute,) = acts.lab.rows("dispute")
        told = Counter(
            fact.plain["name"] for fact in acts.delivery.facts() if fact.plain["name"].startswith("dispute.")
        )
        if dispute.plain["status"] not in ends or told["dispute.won"] + told["dispute.lost"] != 1:
            yield f"it is {dispute.plain['status']}, and told were {dict(told)}"
        if told["dispute.opened"] != 1:
            yield f"opened {told['dispute.opened']} times"
        yield from and_the_days_pass(acts)(came)

    return look


def ends_as(acts: Acts, number: str, outcome: str) -> Afterwards:
    """What is still open is decided, and the days pass."""

    def look(came: Came) -> Iterator[str]:
        acts.lab.stripe.close_dispute(number, outcome)
        acts.delivery.settle()
        acts.all_is_answered()
        yield from closed_once(acts, outcome)(came)

    return look


@duel("the same word of a dispute is heard twice at once")
def same_dispute_twice(acts: Acts) -> tuple[Actors, Afterwards]:
    _, attempt = paid(acts)
    numbers: list[str] = []
    told = words(acts, lambda: numbers.append(deeds.disputed(acts, attempt)))
    actors = {name: lambda: acts.hears(told["created"]) for name in ("once", "twice")}
    acts.delivery.mail.queued.append(told["funds_withdrawn"])
    return actors, ends_as(acts, numbers[0], "lost")


@duel("that a dispute has begun and what it took are heard at once")
def dispute_begins(acts: Acts) -> tuple[Actors, Afterwards]:
    _, attempt = paid(acts)
    numbers: list[str] = []
    told = words(acts, lambda: numbers.append(deeds.disputed(acts, attempt, 9_999)))
    actors = {kind: lambda kind=kind: acts.hears(told[kind]) for kind in ("created", "funds_withdrawn")}
    return actors, ends_as(acts, numbers[0], "won")


@duel("a dispute is heard to be won and to be lost at once")
def won_and_lost(acts: Acts) -> tuple[Actors, Afterwards]:
    _, attempt = paid(acts)
    number = deeds.disputed(acts, attempt)
    acts.delivery.settle()
    told = words(acts, lambda: acts.lab.stripe.close_dispute(number, "won"))
    won = acts.lab.stripe.account.get("event", told["closed"].fact["data"]["event_id"])
    lost: dict[str, Any] = {
        "type": "charge.dispute.closed",
        "data": {"object": {**deepcopy(won["data"]["object"]), "status": "lost"}},
    }
    lost["data"]["object"]["balance_transactions"] = lost["data"]["object"]["balance_transactions"][:1]
    event = acts.lab.stripe.made_event(lost)
    (heard,) = acts.waiting_for(ON_DISPUTE, lambda: acts.delivery.tell(event))
    acts.delivery.mail.queued.append(told["funds_reinstated"])
    return {"won": lambda: acts.hears(told["closed"]), "lost": lambda: acts.hears(heard)}, closed_once(
        acts, "won", "lost"
    )


@duel("a dispute is closed as its money comes back")
def won_and_reinstated(acts: Acts) -> tuple[Actors, Afterwards]:
    _, attempt = paid(acts)
    number = deeds.disputed(acts, attempt)
    acts.delivery.settle()
    told = words(acts, lambda: acts.lab.stripe.close_dispute(number, "won"))
    actors = {kind: lambda kind=kind: acts.hears(told[kind]) for kind in ("closed", "funds_reinstated")}
    return actors, closed_once(acts, "won")


@duel("a refund is asked for as a dispute of the same payment begins")
def refund_and_dispute(acts: Acts) -> tuple[Actors, Afterwards]:
    order, attempt = paid(acts)
    numbers: list[str] = []
    told = words(acts, lambda: numbers.append(deeds.disputed(acts, attempt)))
    acts.delivery.mail.queued.append(told["funds_withdrawn"])
    actors = {
        "refund": lambda: acts.refund(acts.lab.seller, order, "back", quantity=1),
        "dispute": lambda: acts.hears(told["created"]),
    }
    return actors, ends_as(acts, numbers[0], "lost")


@duel("a refund is done as a dispute of the same payment begins")
def refund_done_and_dispute(acts: Acts) -> tuple[Actors, Afterwards]:
    order, attempt = paid(acts)
    (wanted,) = acts.waiting_for(ON_REFUND, lambda: acts.refund(acts.lab.seller, order, "back", quantity=1))
    numbers: list[str] = []
    told = words(acts, lambda: numbers.append(deeds.disputed(acts, attempt, 9_999)))
    acts.delivery.mail.queued.append(told["funds_withdrawn"])
    actors = {"refund": lambda: acts.hears(wanted), "dispute": lambda: acts.hears(told["created"])}
    return actors, ends_as(acts, numbers[0], "won")


@duel("a dispute begins as the after-sale window ends")
def dispute_and_window(acts: Acts) -> tuple[Actors, Afterwards]:
    _, attempt = paid(acts)
    (ended,) = acts.waiting_for(ON_WINDOW, lambda: acts.minutes_pass(deeds.A_WEEK_MINUTES))
    numbers: list[str] = []
    told = words(acts, lambda: numbers.append(deeds.disputed(acts, attempt)))
    acts.delivery.mail.queued.append(told["funds_withdrawn"])
    actors = {"dispute": lambda: acts.hears(told["created"]), "window": lambda: acts.hears(ended)}
    return actors, ends_as(acts, numbers[0], "lost")


@duel("a dispute begins as its party's payout is sent")
def dispute_and_payout(acts: Acts) -> tuple[Actors, Afterwards]:
    method = deeds.payee(acts)
    _, attempt = paid(acts)
    (approved,) = acts.waiting_for("payouts.on_payout_approved", lambda: deeds.withdraw(acts, method, 500))
    numbers: list[str] = []
    told = words(acts, lambda: numbers.append(deeds.disputed(acts, attempt)))
    acts.delivery.mail.queued.append(told["funds_withdrawn"])

    def look(came: Came) -> Iterator[str]:
        deeds.bank_ends(acts, "paid")
        yield from ends_as(acts, numbers[0], "lost")(came)

    return {"dispute": lambda: acts.hears(told["created"]), "send": lambda: acts.hears(approved)}, look


@duel("a refund that came back is tried again and booked by hand at once")
def retry_and_by_hand(acts: Acts) -> tuple[Actors, Afterwards]:
    order, _ = paid(acts)
    refund = acts.refund(acts.lab.seller, order, "back", quantity=1).body_told["id"]
    acts.delivery.settle()
    (sent,) = acts.lab.stripe.account.all("refund")
    acts.lab.stripe.fail_refund(sent["id"])
    acts.delivery.settle()

    def home(how: str, who: Any) -> Wish:
        return acts.wish("refunds.admin_refunds", f"POST /v1/admin/refunds/{refund}/{how}", None, how, who)

    def look(came: Came) -> Iterator[str]:
        if sum(wish.granted for wish in came.values()) != 1:
            yield from answered(202, 409)(came)
        yield from and_the_days_pass(acts)(came)

    return {
        "retry": lambda: home("retry", acts.lab.finance),
        "manual": lambda: home("manual", acts.lab.colleague),
    }, look
