"""Duels over the price of an order that is not paid yet."""

from collections.abc import Iterator
from typing import Any

from tests.faults.acts import Acts
from tests.faults.deeds import yuan
from tests.faults.duel import Actors, Afterwards, Came, duel
from tests.faults.duels_orders import answered
from tests.faults.duels_payments import word_of_payment


def lower(acts: Acts, order_id: str, minor: int, key: str) -> Any:
    """The seller takes something off the order's one line."""
    wish = {"lines": [{"line_no": 1, "payable": yuan(minor)}], "reason": "as we agreed"}
    path = f"POST /v1/merchant/orders/{order_id}/reprice"
    return acts.wish("payments.reprice", path, wish, key, acts.lab.seller)


def priced(acts: Acts) -> int:
    """What the order costs."""
    (order,) = acts.lab.rows("order")
    return int(order.plain["payable_minor"])


def nobody_pays_another_price(acts: Acts) -> Afterwards:
    """Whoever may still pay it pays what it costs; and paid, it was paid exactly that."""

    def look(came: Came) -> Iterator[str]:
        (order,) = (row.plain for row in acts.lab.rows("order"))
        for attempt in (row.plain for row in acts.lab.rows("attempt")):
            still_may = attempt["status"] in ("created", "pending", "requires_action")
            has_paid = attempt["id"] == order.get("paid_attempt_id")
            if (still_may or has_paid) and attempt["amount_minor"] != order["payable_minor"]:
                yield f"{attempt['amount_minor']} for {order['payable_minor']}, {attempt['status']}"

    return look


@duel("a buyer begins to pay while the seller lowers the price")
def attempt_and_new_price(acts: Acts) -> tuple[Actors, Afterwards]:
    order = acts.ordered(acts.lab.buyer, 1)
    half = priced(acts) // 2
    return {
        "buyer": lambda: acts.pay(acts.lab.buyer, order, "pay"), "seller": lambda: lower(acts, order, half, "lower"),
    }, nobody_pays_another_price(acts)  # fmt: skip


@duel("the seller lowers the price while the word of its payment is heard")
def payment_and_new_price(acts: Acts) -> tuple[Actors, Afterwards]:
    order = acts.ordered(acts.lab.buyer, 1)
    half = priced(acts) // 2
    word = word_of_payment(acts, acts.begun(acts.lab.buyer, order))
    return {
        "word": lambda: acts.hears(word), "seller": lambda: lower(acts, order, half, "lower"),
    }, nobody_pays_another_price(acts)  # fmt: skip


@duel("the seller lowers the price of what is closed at its deadline, and has an open payment")
def new_price_and_deadline(acts: Acts) -> tuple[Actors, Afterwards]:
    order = acts.ordered(acts.lab.buyer, 1)
    acts.begun(acts.lab.buyer, order)
    half = priced(acts) // 2
    acts.lab.time.forward(minutes=16)
    return {
        "deadline": acts.delivery.timers, "seller": lambda: lower(acts, order, half, "lower"),
    }, nobody_pays_another_price(acts)  # fmt: skip


@duel("two new prices at once")
def two_new_prices(acts: Acts) -> tuple[Actors, Afterwards]:
    order = acts.ordered(acts.lab.buyer, 1)
    whole = priced(acts)
    actors = {
        key: lambda key=key, part=part: lower(acts, order, whole // part, key) for key, part in (("a", 2), ("b", 3))
    }
    return actors, answered(200, 200)
