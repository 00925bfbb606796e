"""Duels over what buyers ask back, and over orders whose money comes when the stock may be gone."""

from collections.abc import Iterator

from tests.faults import deeds
from tests.faults.acts import Acts
from tests.faults.duel import Actors, Afterwards, Came, duel
from tests.faults.duels_money import ON_WINDOW, and_the_days_pass
from tests.faults.duels_orders import answered, one_is_granted
from tests.faults.duels_payments import ON_WEBHOOK, is_of
from tests.faults.lab import STOCK
from tests.support.deployed import deployed_with

ON_DEADLINE = "after_sales.on_deadline_passed"


def cases_end(acts: Acts, *wanted: str) -> Afterwards:
    """Each case in one of these states, once the days have passed."""

    def look(came: Came) -> Iterator[str]:
        yield from and_the_days_pass(acts)(came)
        found = {row.plain["status"] for row in acts.lab.rows("after_sale")}
        if not found <= set(wanted):
            yield f"the cases are {found}"

    return look


@duel("the last piece of an order is asked back twice at once")
def last_piece_twice(acts: Acts) -> tuple[Actors, Afterwards]:
    order = acts.paid(acts.lab.buyer, 1)

    def look(came: Came) -> Iterator[str]:
        yield from answered(201, 409)(came)
        yield from cases_end(acts, "done")(came)

    return {key: lambda key=key: deeds.case(acts, acts.lab.buyer, order, key) for key in ("one", "other")}, look


@duel("the same case is opened twice under one key")
def same_case_twice(acts: Acts) -> tuple[Actors, Afterwards]:
    order = acts.paid(acts.lab.buyer, 2)

    def look(came: Came) -> Iterator[str]:
        if len({wish.text for wish in came.values()}) != 1 or len(acts.lab.rows("after_sale")) != 1:
            yield f"one key was answered {[wish.text for wish in came.values()]}"
        yield from cases_end(acts, "done")(came)

    return {name: lambda: deeds.case(acts, acts.lab.buyer, order, "same") for name in ("once", "twice")}, look


@duel("a case is opened as the after-sale window ends")
def case_and_window(acts: Acts) -> tuple[Actors, Afterwards]:
    order = acts.paid(acts.lab.buyer, 2)
    (ended,) = acts.waiting_for(ON_WINDOW, lambda: acts.minutes_pass(deeds.A_WEEK_MINUTES))

    def look(came: Came) -> Iterator[str]:
        if came["ask"].status not in (201, 409):
            yield f"answered {came['ask'].status}"
        yield from cases_end(acts, "done")(came)

    return {"ask": lambda: deeds.case(acts, acts.lab.buyer, order, "case"), "window": lambda: acts.hears(ended)}, look


@duel("the seller agrees as the buyer takes it back")
def agreed_and_cancelled(acts: Acts) -> tuple[Actors, Afterwards]:
    order = acts.paid(acts.lab.buyer, 2)
    case = deeds.case(acts, acts.lab.buyer, order, "case").body_told["id"]
    acts.delivery.settle()

    def look(came: Came) -> Iterator[str]:
        yield from one_is_granted(came)
        yield from cases_end(acts, "done" if came["agree"].granted else "buyer_cancelled")(came)

    actors = {
        "agree": lambda: deeds.agree(acts, case), "cancel": lambda: deeds.give_up(acts, acts.lab.buyer, case)
    }  # fmt: skip
    return actors, look


@duel("the seller agrees as the time to answer is over")
def agreed_and_silent(acts: Acts) -> tuple[Actors, Afterwards]:
    order = acts.paid(acts.lab.buyer, 2)
    case = deeds.case(acts, acts.lab.buyer, order, "case").body_told["id"]
    (over,) = acts.waiting_for(ON_DEADLINE, lambda: acts.minutes_pass(48 * 60 + 1))
    return {"agree": lambda: deeds.agree(acts, case), "over": lambda: acts.hears(over)}, cases_end(acts, "done")


@duel("the seller agrees to what is asked back as they give it back by themselves")
def agreed_and_refunded(acts: Acts) -> tuple[Actors, Afterwards]:
    order = acts.paid(acts.lab.buyer, 1)
    case = deeds.case(acts, acts.lab.buyer, order, "case").body_told["id"]
    acts.delivery.settle()
    actors = {
        "agree": lambda: deeds.agree(acts, case),
        "refund": lambda: acts.refund(acts.lab.seller, order, "back", amount=deeds.yuan(6_000)),
    }
    return actors, cases_end(acts, "done")


@duel("late money revives an order as another buyer wants its stock")
def revived_and_sold(acts: Acts) -> tuple[Actors, Afterwards]:
    with deployed_with(LATE_PAYMENT="revive"):
        order = acts.ordered(acts.lab.buyer, STOCK)
    attempt = acts.begun(acts.lab.buyer, order)
    acts.minutes_pass(16)
    acts.minutes_pass(2)
    found = acts.waiting_for(ON_WEBHOOK, lambda: acts.bank_takes_late(attempt))
    word = next(one for one in found if is_of(acts, one, "payment_intent.succeeded"))
    bea, _ = acts.lab.others
    quote = acts.quote(bea, 1)

    def look(came: Came) -> Iterator[str]:
        late = next(row.plain["status"] for row in acts.lab.rows("order") if row.plain["id"] == order)
        if late != ("closed" if came["order"].granted else "paid"):
            yield f"the other was answered {came['order'].status}, and the late one is {late}"
        yield from and_the_days_pass(acts)(came)

    return {"word": lambda: acts.hears(word), "order": lambda: acts.order(bea, quote, "mine")}, look
