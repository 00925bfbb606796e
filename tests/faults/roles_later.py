"""Who may be in a crowd and moves money that is there already: to friends, to a bank, back from a seller."""

import random
from collections.abc import Callable

from local.channels.stripe import StripeError
from tests.faults import deeds
from tests.faults.acts import Acts
from tests.faults.crowd import role
from tests.faults.roles import give_card, someone
from tests.support.people import Person

SMALL, LARGE = 500, 20_000


def looks_around(acts: Acts) -> None:
    """A step in which others may come first."""
    acts.ask("orders.orders", "GET /v1/orders", who=acts.lab.buyer)


@role(0, 2)
def sender(acts: Acts, luck: random.Random) -> None:
    """Sends money to a friend, sometimes more than there is."""
    people = [acts.lab.buyer, *acts.lab.others]
    for number in range(luck.randint(1, 3)):
        who, to = luck.sample(people, 2)
        deeds.transfer(acts, who, to, luck.randint(SMALL, LARGE), f"{luck.random()} {number}")


@role(0, 2)
def withdrawer(acts: Acts, luck: random.Random) -> None:
    """Has earnings paid out, and sometimes changes their mind."""
    (method,) = (row.plain["id"] for row in acts.lab.rows("payout_method"))
    for number in range(luck.randint(1, 2)):
        key = f"{luck.random()} {number}"
        wish = deeds.withdraw(acts, method, luck.randint(SMALL, LARGE // 3), key)
        if wish.granted and luck.random() < 0.4:
            path = f"POST /v1/payouts/{wish.body_told['id']}/cancel"
            acts.wish("payouts.payout", path, None, f"{key} no", acts.lab.seller)


@role(0, 1)
def bank(acts: Acts, luck: random.Random) -> None:
    """Pays or refuses, and tells its words in any order, some twice."""
    for _ in range(luck.randint(2, 5)):
        looks_around(acts)
        waiting = [one["reference"] for one in acts.lab.bank.desk.transfers.values() if one["status"] == "accepted"]
        if waiting and luck.random() < 0.6:
            acts.lab.bank.settle(luck.choice(waiting), luck.choice(("paid", "paid", "failed")))
        events = acts.lab.bank.desk.events if luck.random() < 0.3 else acts.delivery.untold_of_bank()
        if events:
            acts.delivery.tell_of_bank(luck.choice(events))


@role(0, 2)
def wallet_payer(acts: Acts, luck: random.Random) -> None:
    """Pays from the wallet: all of it, or a part beside a card that may be declined."""
    who, key = someone(acts, luck), f"{luck.random()}"
    quote = acts.quote(who, 1)
    order = quote and acts.order(who, quote, key)
    if not order or not order.granted:
        return
    if luck.random() < 0.4:
        acts.pay(who, order.body_told["id"], f"{key} pay", channel="wallet")
        return
    tenders = [{"type": "wallet", "amount": luck.randint(SMALL, SMALL * 18)}]
    begun = acts.pay(who, order.body_told["id"], f"{key} pay", channel="stripe", method="card", tenders=tenders)
    if begun.granted:
        give_card(acts, begun.body_told, luck)


@role(0, 1)
def disputer(acts: Acts, luck: random.Random) -> None:
    """A bank takes back what was paid, and decides now or later."""
    for _ in range(luck.randint(2, 4)):
        looks_around(acts)
        attempts = [row.plain for row in acts.lab.rows("attempt")]
        paid = {row["id"] for row in attempts if row["channel"] == "stripe" and row["status"] == "succeeded"}
        known = [
            attempt for attempt in acts.told.attempts if attempt["id"] in paid and is_goods(acts, attempt["order_id"])
        ]
        if known and luck.random() < 0.7:
            begin_one(acts, luck, known)
        elif luck.random() < 0.5:
            deeds.bank_decides(acts, lambda: luck.choice(("won", "lost")))


def is_goods(acts: Acts, order_id: str) -> bool:
    return any(row.plain["id"] == order_id and row.plain["biz_type"] == "goods" for row in acts.lab.rows("order"))


def begin_one(acts: Acts, luck: random.Random, known: list[dict[str, str]]) -> None:
    try:
        deeds.disputed(acts, luck.choice(known), luck.choice((None, 3_000)))
    except StripeError:
        return  # it is disputed already, or was given back


@role(0, 2)
def claimant(acts: Acts, luck: random.Random) -> None:
    """Asks for the money of a piece, and has it agreed to, takes it back, or waits."""
    for number in range(luck.randint(1, 2)):
        looks_around(acts)
        paid = [row.plain for row in acts.lab.rows("order") if row.plain["status"] == "paid"]
        if not paid:
            continue
        order, key = luck.choice(sorted(paid, key=lambda row: str(row["id"]))), f"{luck.random()} {number}"
        who = next(one for one in (acts.lab.buyer, *acts.lab.others) if one.id == order["buyer_id"])
        case = deeds.case(acts, who, order["id"], key)
        then: Callable[[str], object] = luck.choice((agrees(acts, key), gives_up(acts, who, key), lambda case_id: None))
        if case.granted:
            then(case.body_told["id"])


def agrees(acts: Acts, key: str) -> Callable[[str], object]:
    return lambda case_id: deeds.agree(acts, case_id, f"{key} yes")


def gives_up(acts: Acts, who: Person, key: str) -> Callable[[str], object]:
    return lambda case_id: deeds.give_up(acts, who, case_id, f"{key} no")
