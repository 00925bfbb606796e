"""Duels over money in wallets: sent, spent, set aside, frozen."""

from collections.abc import Iterator
from typing import Any

from argosy.ledger import accounts
from tests.faults import deeds
from tests.faults.acts import Acts
from tests.faults.duel import Actors, Afterwards, Came, duel
from tests.faults.duels_orders import answered
from tests.faults.lab import PRICE_MINOR

ON_HOLD_OVER = "ledger.on_hold_deadline_passed"
MUCH = 10_000
PART = MUCH * 7 // 10


@duel("two transfers of seventy per cent")
def two_transfers(acts: Acts) -> tuple[Actors, Afterwards]:
    bea, ben = acts.lab.others
    deeds.recharged(acts, bea, MUCH)
    return {key: lambda key=key: deeds.transfer(acts, bea, ben, PART, key) for key in ("one", "other")}, answered(
        201, 409
    )


@duel("two people send each other money at once")
def transfers_cross(acts: Acts) -> tuple[Actors, Afterwards]:
    bea, ben = acts.lab.others
    for who in (bea, ben):
        deeds.recharged(acts, who, MUCH)

    def look(came: Came) -> Iterator[str]:
        yield from answered(201, 201)(came)
        if (left := [deeds.wallet(acts, who) for who in (bea, ben)]) != [MUCH, MUCH]:
            yield f"each has sent {PART} of {MUCH} and got as much, and now they have {left}"

    return {
        "bea": lambda: deeds.transfer(acts, bea, ben, PART),
        "ben": lambda: deeds.transfer(acts, ben, bea, PART),
    }, look


@duel("the same transfer twice under one key")
def same_transfer_twice(acts: Acts) -> tuple[Actors, Afterwards]:
    bea, ben = acts.lab.others
    deeds.recharged(acts, bea, MUCH)

    def look(came: Came) -> Iterator[str]:
        if deeds.wallet(acts, ben) != PART or len({wish.text for wish in came.values()}) != 1:
            yield f"{deeds.wallet(acts, ben)} has come, answered {[wish.status for wish in came.values()]}"

    return {name: lambda: deeds.transfer(acts, bea, ben, PART, "same") for name in ("once", "twice")}, look


@duel("a payment takes a part from the wallet as the same money is sent to somebody")
def tender_and_transfer(acts: Acts) -> tuple[Actors, Afterwards]:
    bea, ben = acts.lab.others
    deeds.recharged(acts, bea, MUCH)
    order = acts.ordered(bea, 1)
    how = {"channel": "stripe", "method": "card", "tenders": [{"type": "wallet", "amount": PART}]}

    def look(came: Came) -> Iterator[str]:
        yield from answered(201, 409)(came)
        if came["pay"].granted:
            acts.bank_takes(came["pay"].body_told)
        acts.days_pass()
        placed = next(row.plain for row in acts.lab.rows("order") if row.plain["id"] == order)
        if (placed["status"] == "completed") != came["pay"].granted:
            yield f"the payment was answered {came['pay'].status}, and the order is {placed['status']}"
        if deeds.wallet(acts, bea) != MUCH - PART:
            yield f"{deeds.wallet(acts, bea)} of {MUCH} is left, and {PART} was given once"

    actors = {
        "pay": lambda: acts.pay(bea, order, "tender", **how), "send": lambda: deeds.transfer(acts, bea, ben, PART)
    }  # fmt: skip
    return actors, look


@duel("one wallet pays two orders at once")
def wallet_pays_twice(acts: Acts) -> tuple[Actors, Afterwards]:
    bea, _ = acts.lab.others
    deeds.recharged(acts, bea, PRICE_MINOR * 3 // 2)
    orders = {key: acts.ordered(bea, 1, key=key) for key in ("one", "other")}
    actors = {key: lambda key=key: acts.pay(bea, orders[key], f"pay {key}", channel="wallet") for key in orders}
    return actors, answered(201, 409)


@duel("the part that a wallet gives is let go at the deadline as the payment comes")
def tender_and_deadline(acts: Acts) -> tuple[Actors, Afterwards]:
    bea, _ = acts.lab.others
    deeds.recharged(acts, bea, MUCH)
    order = acts.ordered(bea, 1)
    tenders = [{"type": "wallet", "amount": PART}]
    begun = acts.pay(bea, order, "tender", channel="stripe", method="card", tenders=tenders).body_told
    (closing,) = acts.waiting_for("payments.on_order_closing", lambda: acts.minutes_pass(16))

    def look(came: Came) -> Iterator[str]:
        acts.days_pass()
        placed = next(row.plain for row in acts.lab.rows("order") if row.plain["id"] == order)
        wanted = MUCH - PART if placed["status"] == "completed" else MUCH
        if deeds.wallet(acts, bea) != wanted:
            yield f"the order is {placed['status']}, and {deeds.wallet(acts, bea)} of {MUCH} is left"

    return {"card": lambda: give_card(acts, begun), "closing": lambda: acts.hears(closing)}, look


def give_card(acts: Acts, begun: Any) -> None:
    """A step of its own, with which the closing can collide; a bank that is too late takes nothing."""
    acts.ask("payments.pay", f"GET /v1/payments/{begun['id']}", who=acts.lab.others[0])
    intent = begun["client_payload"]["client_secret"].partition("_secret_")[0]
    if acts.lab.stripe.account.get("payment_intent", intent)["status"] != "canceled":
        acts.bank_takes(begun)


@duel("a hold is posted, voided and over at once")
def hold_ends(acts: Acts) -> tuple[Actors, Afterwards]:
    bea, ben = acts.lab.others
    deeds.recharged(acts, bea, MUCH)
    wish = {"user_id": bea.id, "amount": deeds.yuan(PART), "reason": "a case"}
    hold = acts.wish("ledger.holds", "POST /v1/wallets/holds", wish, "hold", acts.lab.finance).body_told["id"]
    (over,) = acts.waiting_for(ON_HOLD_OVER, lambda: acts.minutes_pass(deeds.A_WEEK_MINUTES + 1))

    def end(how: str, body: Any) -> Any:
        return acts.wish("ledger.holds", f"POST /v1/wallets/holds/{hold}/{how}", body, how, acts.lab.finance)

    def look(came: Came) -> Iterator[str]:
        (row,) = (row.plain for row in acts.lab.rows("hold"))
        granted = [how for how in ("post", "void") if came[how].granted]
        if [row["status"]] != [{"post": "posted", "void": "voided"}[how] for how in granted] and (
            granted or row["status"] != "expired"
        ):
            yield f"granted {granted}, and it is {row['status']}"
        left = MUCH - PART if row["status"] == "posted" else MUCH
        if (deeds.wallet(acts, bea), deeds.wallet(acts, ben)) != (left, MUCH - left):
            yield f"it is {row['status']}, and they have {deeds.wallet(acts, bea)} and {deeds.wallet(acts, ben)}"

    to = {"to": accounts.cash(accounts.user(ben.id))}
    actors = {"post": lambda: end("post", to), "void": lambda: end("void", None), "over": lambda: acts.hears(over)}
    return actors, look


@duel("an account is frozen as its owner pays from it")
def freeze_and_payment(acts: Acts) -> tuple[Actors, Afterwards]:
    bea, _ = acts.lab.others
    deeds.recharged(acts, bea, PRICE_MINOR)
    order, account = acts.ordered(bea, 1), accounts.cash(accounts.user(bea.id))
    wish = {"asset": "CNY", "scope": "debit", "reason": "a case"}
    asked = acts.wish(
        "ledger.account_actions", f"POST /v1/admin/accounts/{account}/freeze", wish, "ask", acts.lab.finance
    )

    def freeze() -> Any:
        path = f"POST /v1/admin/account-actions/{asked.body_told['id']}/approve"
        return acts.wish("ledger.account_actions", path, None, "approve", acts.lab.colleague)

    def look(came: Came) -> Iterator[str]:
        if not came["freeze"].granted or came["pay"].status not in (201, 409):
            yield f"answered {came['freeze'].status} and {came['pay'].status}"
        if came["pay"].granted != (deeds.wallet(acts, bea) == 0):
            yield f"the payment was answered {came['pay'].status}, and {deeds.wallet(acts, bea)} is left"
        (frozen,) = (row.plain["status"] for row in acts.lab.rows("balance") if row.plain["account"] == account)
        if frozen != "frozen_debit":
            yield f"it was frozen, and is {frozen}"
        acts.days_pass()
        ends = {row.plain["id"]: row.plain["status"] for row in acts.lab.rows("order")}
        if ends[order] != ("completed" if came["pay"].granted else "closed"):
            yield f"the payment was answered {came['pay'].status}, and the order is {ends[order]}"

    return {"freeze": freeze, "pay": lambda: acts.pay(bea, order, "pay", channel="wallet")}, look
