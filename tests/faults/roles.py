"""Who may be in a crowd. Each looks at what is there, does a few things that may come to nothing, and leaves."""

import random
from typing import Any

from local.channels.stripe import StripeError
from tests.faults.acts import Acts
from tests.faults.crowd import role
from tests.faults.lab import PRICE_MINOR
from tests.support.people import Person

CARDS = ("pm_card_visa", "pm_card_visa", "pm_card_visa", "pm_card_chargeDeclined")


def someone(acts: Acts, luck: random.Random) -> Person:
    return luck.choice((acts.lab.buyer, *acts.lab.others))


@role(2, 4)
def buyer(acts: Acts, luck: random.Random) -> None:
    """Orders, sometimes twice by a nervous finger; pays, tries another card, or changes their mind."""
    who, key = someone(acts, luck), f"{luck.random()}"
    if luck.random() < 0.3:
        acts.ask("orders.cart", f"PUT /v1/cart/items/{acts.lab.sku}", {"quantity": luck.randint(1, 4)}, who=who)
    quote = acts.quote(who, *(luck.randint(1, 2) for _ in range(luck.randint(1, 2))))
    if quote is None:
        return
    wish = acts.order(who, quote, key)
    if luck.random() < 0.3:
        acts.order(who, quote, key)
    if not wish.granted:
        return
    order_id = wish.body_told["id"]
    for number in range(luck.randint(0, 2)):
        begun = acts.pay(who, order_id, f"{key} {number}")
        if begun.granted:
            give_card(acts, begun.body_told, luck)
    if luck.random() < 0.3:
        acts.cancel(who, order_id, f"{key} no")


def give_card(acts: Acts, attempt: Any, luck: random.Random) -> None:
    try:
        acts.lab.stripe.pay(attempt["client_payload"]["client_secret"], luck.choice(CARDS))
    except StripeError:
        return  # declined, or the attempt has been closed meanwhile


@role(1, 2)
def refunder(acts: Acts, luck: random.Random) -> None:
    """The seller or finance gives back pieces or amounts of whatever has been paid."""
    for number in range(luck.randint(1, 3)):
        paid = [row.plain["id"] for row in acts.lab.rows("order") if row.plain["paid_minor"]]
        if not paid:
            acts.delivery.wakes("timers.drain")
            continue
        line: dict[str, Any] = {"quantity": 1}
        if luck.random() < 0.5:
            line = {"amount": {"amount": luck.randint(1, PRICE_MINOR), "currency": "CNY"}}
        who = luck.choice((acts.lab.seller, acts.lab.finance))
        acts.refund(who, luck.choice(sorted(paid)), f"{luck.random()} {number}", **line)


@role(1, 2)
def provider(acts: Acts, luck: random.Random) -> None:
    """Tells its events in any order, some twice, some never until much later."""
    for _ in range(luck.randint(3, 8)):
        events = acts.lab.stripe.account.all("event") if luck.random() < 0.2 else acts.delivery.untold()
        if events:
            acts.delivery.tell(luck.choice(events))
        else:
            acts.ask("orders.orders", "GET /v1/orders", who=acts.lab.buyer)


@role(0, 1)
def bad_line(acts: Acts, luck: random.Random) -> None:
    """Words of payments are lost for ever: whoever waits for them has to ask."""
    for _ in range(luck.randint(2, 5)):
        acts.ask("orders.orders", "GET /v1/orders", who=acts.lab.buyer)
        awaited = {row.plain["id"] for row in acts.lab.rows("attempt") if row.plain["status"] == "pending"}
        for event in acts.delivery.untold():
            about = event["data"]["object"].get("metadata", {}).get("attempt_id")
            if event["type"] == "payment_intent.succeeded" and about in awaited:
                acts.delivery.mail.acknowledged.add(event["id"])


@role(0, 1)
def careless_bank(acts: Acts, luck: random.Random) -> None:
    """Takes money for an attempt that was cancelled."""
    for _ in range(3):
        acts.ask("orders.orders", "GET /v1/orders", who=acts.lab.buyer)
        known = {attempt["id"]: attempt for attempt in acts.told.attempts}
        gone = [row.plain["id"] for row in acts.lab.rows("attempt") if row.plain["status"] == "closed"]
        late = [known[name] for name in gone if name in known]
        if late:
            acts.bank_takes_late(luck.choice(late))
            return


@role(1, 1)
def minutes(acts: Acts, luck: random.Random) -> None:
    """Time passes, and the schedule that tells what is due is woken, sometimes twice."""
    for _ in range(luck.randint(1, 6)):
        acts.lab.time.forward(minutes=luck.choice((1, 2, 6)))
        for _ in range(luck.randint(1, 2)):
            acts.delivery.wakes("timers.drain")


@role(0, 2)
def settler(acts: Acts, luck: random.Random) -> None:
    """A settlement in the middle of the day."""
    acts.delivery.wakes("settlement.settle")


@role(1, 2)
def relay(acts: Acts, luck: random.Random) -> None:
    """Takes what the stream has; another may have the same."""
    for _ in range(luck.randint(3, 8)):
        fresh = acts.delivery.fresh()
        if fresh:
            acts.delivery.relay(fresh[: luck.randint(1, len(fresh))])
        else:
            acts.delivery.wakes("timers.drain")


@role(1, 3)
def worker(acts: Acts, luck: random.Random) -> None:
    """Takes messages in any order; some come twice."""
    mail = acts.delivery.mail
    for _ in range(luck.randint(4, 14)):
        if not mail.queued:
            acts.ask("catalogue.read", f"GET /v1/products/{acts.lab.product}", who=acts.lab.buyer)
            continue
        message = luck.choice(mail.queued)
        if luck.random() > 0.15:
            mail.queued.remove(message)
        acts.hears(message)


@role(0, 1)
def keeper(acts: Acts, luck: random.Random) -> None:
    """Corrects the stock, changes the price, takes the product off sale and puts it back."""
    path = f"/v1/skus/{acts.lab.sku}/stock"
    for number in range(luck.randint(1, 3)):
        change = {"delta": luck.choice((-2, -1, 1, 3)), "reason": "counted"}
        acts.wish("catalogue.stock", f"POST {path}", change, f"{luck.random()} {number}", acts.lab.seller)
    if luck.random() < 0.3:
        acts.ask("catalogue.products", f"POST /v1/products/{acts.lab.product}/unpublish", who=acts.lab.seller)


@role(0, 1)
def admirer(acts: Acts, luck: random.Random) -> None:
    """Likes and follows, and takes it back."""
    for _ in range(luck.randint(1, 4)):
        verb, who = luck.choice(("PUT", "DELETE")), someone(acts, luck)
        acts.ask("social.like", f"{verb} /v1/products/{acts.lab.product}/like", who=who)
        acts.ask("social.follow", f"{verb} /v1/users/{acts.lab.seller.id}/follow", who=who)
