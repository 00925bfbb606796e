"""Duels over what sellers and finance decide about orders, shares, statements and payouts."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from argosy.ledger import accounts
from tests.faults import deeds
from tests.faults.acts import Acts
from tests.faults.duel import Actors, Afterwards, Came, duel
from tests.faults.duels_money import ON_WINDOW, and_the_days_pass
from tests.faults.duels_orders import one_is_granted
from tests.faults.duels_payouts import and_the_bank_pays
from tests.faults.told import Wish
from tests.support.deployed import deployed_with
from tests.support.people import Person

ON_RESERVE = "settlement.on_reserve_due"
ADDRESS = {"city": "Shanghai"}


def window(acts: Acts) -> Any:
    """That the after-sale window has ended is on its way."""
    (ended,) = acts.waiting_for(ON_WINDOW, lambda: acts.minutes_pass(deeds.A_WEEK_MINUTES))
    return ended


def share(acts: Acts, order: str, what: str) -> Wish:
    wish = {"line_no": 1, "role": "creator", "reason": "the buyer called"}
    return acts.wish("orders.admin_splits", f"POST /v1/admin/splits/{order}/{what}", wish, what, acts.lab.finance)


@duel("finance freezes a share as it is released")
def share_frozen_and_released(acts: Acts) -> tuple[Actors, Afterwards]:
    order = acts.paid(acts.lab.buyer, 1)
    ended = window(acts)

    def look(came: Came) -> Iterator[str]:
        if came["freeze"].granted and not share(acts, order, "release").granted:
            yield "what was frozen is not let go"
        yield from and_the_days_pass(acts)(came)

    return {"freeze": lambda: share(acts, order, "freeze"), "window": lambda: acts.hears(ended)}, look


@duel("the seller holds an order as its window ends")
def held_and_released(acts: Acts) -> tuple[Actors, Afterwards]:
    order = acts.paid(acts.lab.buyer, 1)
    ended = window(acts)

    def hold(what: str, **more: str) -> Wish:
        wish = {"reason": "the address is odd", **more}
        return acts.wish("orders.holds", f"POST /v1/merchant/orders/{order}/{what}", wish, what, acts.lab.seller)

    def look(came: Came) -> Iterator[str]:
        if came["hold"].granted and not hold("release").granted:
            yield "what was held is not let go"
        yield from and_the_days_pass(acts)(came)

    return {"hold": lambda: hold("hold", kind="merchant"), "window": lambda: acts.hears(ended)}, look


@duel("the whole order leaves in two parcels at once")
def two_parcels(acts: Acts) -> tuple[Actors, Afterwards]:
    order = acts.paid(acts.lab.buyer, 2, address=ADDRESS)

    def ship(number: str) -> Wish:
        wish = {"carrier": "SF", "tracking_no": number}
        return acts.wish(
            "orders.shipments", f"POST /v1/merchant/orders/{order}/shipments", wish, number, acts.lab.seller
        )

    return {number: partial(ship, number) for number in ("one", "other")}, one_is_granted


@duel("a parcel leaves as what is in it is given back")
def parcel_and_refund(acts: Acts) -> tuple[Actors, Afterwards]:
    order = acts.paid(acts.lab.buyer, 1, address=ADDRESS)
    route, wish = f"POST /v1/merchant/orders/{order}/shipments", {"carrier": "SF", "tracking_no": "one"}
    actors = {
        "parcel": lambda: acts.wish("orders.shipments", route, wish, "ship", acts.lab.seller),
        "refund": lambda: acts.refund(acts.lab.seller, order, "back"),
    }
    return actors, and_the_days_pass(acts)


@duel("a statement is disputed as finance approves it")
def disputed_and_approved(acts: Acts) -> tuple[Actors, Afterwards]:
    statement = closed_statement(acts)
    mine, desk = f"/v1/settlements/{statement}", f"/v1/admin/settlements/{statement}"
    missing = {"reason": "one is missing"}
    actors = {
        "seller": lambda: acts.wish("settlement.dispute", f"POST {mine}/dispute", missing, "no", acts.lab.seller),
        "finance": lambda: acts.wish("settlement.decide", f"POST {desk}/approve", None, "yes", acts.lab.finance),
    }  # fmt: skip
    return actors, one_is_granted


def closed_statement(acts: Acts, **terms: Any) -> str:
    party = accounts.creator(acts.lab.seller.id)
    agreed = {"cycle": "t1", **terms}
    acts.ask("settlement.agreements", f"PUT /v1/admin/settlement-agreements/{party}", agreed, who=acts.lab.finance)
    deeds.payee(acts)
    acts.lab.time.forward(days=1)
    acts.delivery.woken("settlement.settle")
    acts.delivery.settle()
    (statement,) = [row.plain["id"] for row in acts.lab.rows("statement") if row.plain["party"] == party]
    return str(statement)


@duel("the same reserve comes back twice at once")
def same_reserve_twice(acts: Acts) -> tuple[Actors, Afterwards]:
    closed_statement(acts, reserve_bps=1_000, reserve_days=2)
    (due,) = acts.waiting_for(ON_RESERVE, lambda: acts.minutes_pass(3 * 24 * 60))
    return {name: lambda: acts.hears(due) for name in ("once", "twice")}, and_the_days_pass(acts)


@duel("one of finance approves a payout as the other rejects it")
def approved_and_rejected(acts: Acts) -> tuple[Actors, Afterwards]:
    method = deeds.payee(acts)
    with deployed_with(PAYOUT_POLICY='{"largest_first_cents": 1}'):
        payout = deeds.withdraw(acts, method, 500).body_told["id"]
        acts.delivery.settle()

    def decide(what: str, who: Person) -> Wish:
        wish = {"reason": "no"} if what == "reject" else None
        return acts.wish("payouts.review", f"POST /v1/admin/payouts/{payout}/{what}", wish, what, who)

    actors = {"yes": lambda: decide("approve", acts.lab.finance), "no": lambda: decide("reject", acts.lab.colleague)}
    return actors, and_the_bank_pays(acts, "paid", "rejected")
