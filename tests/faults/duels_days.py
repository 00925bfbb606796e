"""Duels over days that have passed: for silence, for a share's own time, for a dispute."""

from collections.abc import Iterator
from typing import Any

from tests.faults import deeds
from tests.faults.acts import Acts
from tests.faults.duel import Actors, Afterwards, Came, duel
from tests.faults.duels_desk import ADDRESS
from tests.faults.duels_disputes import closed_once, paid, words
from tests.faults.duels_money import and_the_days_pass

ON_RECEIPT, ON_SHARES = "orders.on_receipt_deadline_passed", "settlement.on_shares_fall_due"
A_MONTH_MINUTES = 30 * 24 * 60


@duel("the buyer confirms receipt as the time to be silent is over")
def confirmed_and_silent(acts: Acts) -> tuple[Actors, Afterwards]:
    order = acts.paid(acts.lab.buyer, 1, address=ADDRESS)
    parcel = {"carrier": "SF", "tracking_no": "one"}
    acts.wish("orders.shipments", f"POST /v1/merchant/orders/{order}/shipments", parcel, "ship", acts.lab.seller)
    (passed,) = acts.waiting_for(ON_RECEIPT, lambda: acts.minutes_pass(A_MONTH_MINUTES))
    route = f"POST /v1/orders/{order}/confirm-receipt"

    def look(came: Came) -> Iterator[str]:
        told = [fact for fact in acts.delivery.facts() if fact.plain["name"] == "order.delivered"]
        if len(told) != 1:
            yield f"delivered {len(told)} times"
        yield from and_the_days_pass(acts)(came)

    return {
        "buyer": lambda: acts.ask("orders.shipments", route, who=acts.lab.buyer), "silence": lambda: acts.hears(passed),
    }, look  # fmt: skip


@duel("a share that waits some days from the payment falls due as the order is given back")
def days_and_refund(acts: Acts) -> tuple[Actors, Afterwards]:
    rule = {"parts": [{"role": "creator", "party_ref": "seller", "value": 7_500}], "timing": "t_plus_n", "days": 3}
    acts.wish("commission.rules", "POST /v1/admin/split-rules", rule, "rule", acts.lab.finance)
    order = acts.paid(acts.lab.buyer, 2)
    (due,) = acts.waiting_for(ON_SHARES, lambda: acts.minutes_pass(3 * 24 * 60))
    actors = {
        "refund": lambda: acts.refund(acts.lab.seller, order, "back", quantity=1),
        "days": lambda: acts.hears(due),
    }
    return actors, and_the_days_pass(acts)


@duel("finance gives a dispute up as the bank decides it")
def accepted_and_decided(acts: Acts) -> tuple[Actors, Afterwards]:
    _, attempt = paid(acts)
    number = deeds.disputed(acts, attempt)
    acts.delivery.settle()
    (dispute,) = acts.lab.rows("dispute")
    route = f"POST /v1/admin/disputes/{dispute.plain['id']}/accept"
    told: Any = words(acts, lambda: acts.lab.stripe.close_dispute(number, "lost"))
    actors = {
        "finance": lambda: acts.wish("disputes.accept", route, None, "accept", acts.lab.finance),
        "bank": lambda: acts.hears(told["closed"]),
    }
    return actors, closed_once(acts, "lost")
