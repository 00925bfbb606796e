"""Duels over money that leaves for a bank."""

from collections.abc import Iterator
from typing import Any

from argosy.ledger import accounts
from tests.faults import deeds
from tests.faults.acts import Acts
from tests.faults.duel import Actors, Afterwards, Came, duel
from tests.faults.duels_orders import answered

ON_REQUESTED, ON_APPROVED = "payouts.on_payout_requested", "payouts.on_payout_approved"
ON_STATEMENT, ON_BANK, ON_QUERY = (
    "payouts.on_statement_approved", "payouts.on_webhook_received", "payouts.on_payout_query_due",
)  # fmt: skip


def statuses(acts: Acts) -> list[str]:
    return sorted(row.plain["status"] for row in acts.lab.rows("payout"))


def ended(acts: Acts, *wanted: str) -> Afterwards:
    """Each payout in one of these states."""

    def look(came: Came) -> Iterator[str]:
        if not set(statuses(acts)) <= set(wanted):
            yield f"the payouts are {statuses(acts)}"

    return look


def and_the_bank_pays(acts: Acts, *wanted: str) -> Afterwards:
    """Whatever is at the bank is paid, and the payouts end like this."""

    def look(came: Came) -> Iterator[str]:
        deeds.bank_ends(acts, "paid")
        acts.delivery.settle()
        acts.all_is_answered()
        yield from ended(acts, *wanted)(came)

    return look


@duel("two withdrawals of seventy per cent")
def two_withdrawals(acts: Acts) -> tuple[Actors, Afterwards]:
    method = deeds.payee(acts)
    part = deeds.earned(acts) * 7 // 10
    return {key: lambda key=key: deeds.withdraw(acts, method, part, key) for key in ("one", "other")}, answered(
        201, 409
    )


@duel("the same withdrawal twice under one key")
def same_withdrawal_twice(acts: Acts) -> tuple[Actors, Afterwards]:
    method = deeds.payee(acts)

    def look(came: Came) -> Iterator[str]:
        if len({wish.text for wish in came.values()}) != 1:
            yield f"one key was answered {[wish.text for wish in came.values()]}"
        yield from and_the_bank_pays(acts, "paid")(came)

    return {name: lambda: deeds.withdraw(acts, method, 500, "same") for name in ("once", "twice")}, look


@duel("a withdrawal meets the payout of the statement on which the same money is")
def withdrawal_and_statement(acts: Acts) -> tuple[Actors, Afterwards]:
    party, terms = accounts.creator(acts.lab.seller.id), {"cycle": "t1", "auto_payout": True}
    acts.ask("settlement.agreements", f"PUT /v1/admin/settlement-agreements/{party}", terms, who=acts.lab.finance)
    method = deeds.payee(acts)
    acts.lab.time.forward(days=1)
    acts.delivery.woken("settlement.settle")
    acts.delivery.settle()
    (statement,) = [row.plain["id"] for row in acts.lab.rows("statement") if row.plain["party"] == party]

    def approve() -> Any:
        path = f"POST /v1/admin/settlements/{statement}/approve"
        return acts.wish("settlement.decide", path, None, "approve", acts.lab.finance).body_told

    (approved,) = acts.waiting_for(ON_STATEMENT, approve)
    part = deeds.earned(acts) * 7 // 10

    def look(came: Came) -> Iterator[str]:
        deeds.bank_ends(acts, "paid")
        acts.delivery.settle()
        wanted = ["failed", "paid"] if came["withdraw"].granted else ["paid"]
        if statuses(acts) != wanted:
            yield f"the withdrawal was answered {came['withdraw'].status}, and the payouts are {statuses(acts)}"

    return {"withdraw": lambda: deeds.withdraw(acts, method, part), "statement": lambda: acts.hears(approved)}, look


@duel("a payout is cancelled as it is sent")
def cancel_and_send(acts: Acts) -> tuple[Actors, Afterwards]:
    method = deeds.payee(acts)
    (approved,) = acts.waiting_for(ON_APPROVED, lambda: deeds.withdraw(acts, method, 500))
    payout = approved.fact["data"]["payout_id"]

    def cancel() -> Any:
        path = f"POST /v1/payouts/{payout}/cancel"
        return acts.wish("payouts.payout", path, None, "cancel", acts.lab.seller)

    def look(came: Came) -> Iterator[str]:
        wanted = "cancelled" if came["cancel"].granted else "paid"
        yield from and_the_bank_pays(acts, wanted)(came)
        if came["cancel"].granted and acts.lab.bank.desk.transfers:
            yield "it was cancelled, and the bank has it"

    return {"cancel": cancel, "send": lambda: acts.hears(approved)}, look


@duel("an approved payout is sent twice at once")
def payout_sent_twice(acts: Acts) -> tuple[Actors, Afterwards]:
    method = deeds.payee(acts)
    (approved,) = acts.waiting_for(ON_APPROVED, lambda: deeds.withdraw(acts, method, 500))
    return {name: lambda: acts.hears(approved) for name in ("once", "twice")}, and_the_bank_pays(acts, "paid")


def hold_party(acts: Acts) -> Any:
    path = f"POST /v1/admin/payees/{accounts.creator(acts.lab.seller.id)}/hold"
    return acts.ask("payouts.payees", path, {"reason": "a case"}, who=acts.lab.finance)


@duel("a party is put on hold as its payout is decided")
def hold_and_approval(acts: Acts) -> tuple[Actors, Afterwards]:
    method = deeds.payee(acts)
    (requested,) = acts.waiting_for(ON_REQUESTED, lambda: deeds.withdraw(acts, method, 500))
    actors = {"decide": lambda: acts.hears(requested), "hold": lambda: hold_party(acts)}
    return actors, and_the_bank_pays(acts, "paid", "risk_review")


@duel("a party is put on hold as its payout is sent")
def hold_and_send(acts: Acts) -> tuple[Actors, Afterwards]:
    method = deeds.payee(acts)
    (approved,) = acts.waiting_for(ON_APPROVED, lambda: deeds.withdraw(acts, method, 500))
    actors = {"send": lambda: acts.hears(approved), "hold": lambda: hold_party(acts)}
    return actors, and_the_bank_pays(acts, "paid", "risk_review")


@duel("the bank's word that it was paid meets its word that it came back")
def paid_and_returned(acts: Acts) -> tuple[Actors, Afterwards]:
    method = deeds.payee(acts)
    deeds.withdraw(acts, method, 500)
    acts.delivery.settle()

    def both() -> None:
        deeds.bank_ends(acts, "paid")
        for reference in acts.lab.bank.desk.transfers:
            acts.lab.bank.settle(reference, "returned")

    paid, returned = acts.waiting_for(ON_BANK, both)
    return {"paid": lambda: acts.hears(paid), "returned": lambda: acts.hears(returned)}, ended(acts, "returned")


@duel("the bank's word comes as the bank is asked")
def word_and_question_of_payout(acts: Acts) -> tuple[Actors, Afterwards]:
    method = deeds.payee(acts)
    deeds.withdraw(acts, method, 500)
    acts.delivery.settle()
    (due,) = acts.waiting_for(ON_QUERY, lambda: acts.minutes_pass(2))
    (word,) = acts.waiting_for(ON_BANK, lambda: deeds.bank_ends(acts, "paid"))
    return {"word": lambda: acts.hears(word), "question": lambda: acts.hears(due)}, ended(acts, "paid")
