"""An approved statement is paid out once, to the bank account that its party has had longest."""

import json
from dataclasses import replace
from typing import Any

import pytest

from argosy.kernel import clock, ids
from argosy.kernel.keys import Key, Spelled
from argosy.kernel.money import Money
from argosy.kernel.write import Write
from argosy.settlement import statements
from argosy.settlement.agreement import Terms
from argosy.settlement.period import Period
from argosy.settlement.statement import Statement, StatementStatus
from events.settlement import StatementApproved
from tests.payouts.world import DOLLAR, Payouts
from tests.support.bus import told
from tests.support.people import Person


def approved(world: Payouts, person: Person, minor: int, number: str = "1") -> str:
    """Settlement tells it; the payout's id follows from the statement's."""
    statement_id, now = ids.derived("stm", number), clock.now()
    if statements.find(statement_id) is None:
        opened = Statement.open(f"creator:{person.id}", "CNY", Period(number, now.date(), now, now), Terms(), now)
        done = replace(opened, id=statement_id, status=StatementStatus.APPROVED, earned_minor=minor, version=1)
        Write().add(statements.saved(done)).commit()
    fact = StatementApproved(
        statement_id=statement_id, party=f"creator:{person.id}", owner_id=person.id,
        amount=Money(amount=minor, currency="CNY"),
    )  # fmt: skip
    Write().tell(fact, beside=Key(Spelled(f"STATEMENT#{statement_id}"), "STATEMENT")).commit()
    world.bus.settle()
    return ids.derived("pyo", "statement", statement_id)


def facts(name: str) -> list[dict[str, Any]]:
    return [json.loads(row["data"]) for row in told(name)]


def test_a_statement_is_paid_once_however_often_it_is_told(world: Payouts) -> None:
    ann = world.payee("ann", 10_000)
    payout_id = approved(world, ann, 7_000)
    approved(world, ann, 7_000)
    world.bus.again("settlement.statement_approved")
    world.bus.settle()
    world.bank_says("paid")
    world.hear()

    assert world.state(ann, payout_id) == ("paid", None)
    assert len(world.bank.transfers) == 1
    assert world.wallet(ann) == (3_000, 0)
    (paid,) = facts("payout.paid")
    assert (paid["statement_id"], paid["amount"]["amount"]) == (ids.derived("stm", "1"), 7_000)


def test_without_a_bank_account_it_waits_for_one_and_then_goes(world: Payouts) -> None:
    ann = world.join("ann")
    world.fund(ann, 10_000)
    payout_id = approved(world, ann, 7_000)
    assert world.state(ann, payout_id) == ("kyc_review", "no_payout_method")
    assert world.wallet(ann) == (3_000, 7_000)

    world.add(ann).ok()
    assert world.state(ann, payout_id) == ("risk_review", "method_cooling_off")
    world.time.forward(hours=25)
    world.drain()
    assert world.state(ann, payout_id) == ("in_transit", None)
    assert world.show(ann, payout_id)["account_last4"] == "2230"


def test_a_new_bank_account_does_not_take_over_what_nobody_asked_for(world: Payouts) -> None:
    ann = world.payee("ann", 10_000)
    world.add(ann, "6222020200119999").ok()
    world.add(ann, "DE89370400440532013000", currency="EUR").ok()
    payout_id = approved(world, ann, 7_000)

    assert world.state(ann, payout_id) == ("in_transit", None)
    assert world.bank.transfers[-1]["account_last4"] == "2230"


def test_its_owner_cannot_cancel_it_and_finance_can_reject_it(world: Payouts) -> None:
    ann = world.join("ann")
    world.fund(ann, 10_000)
    payout_id = approved(world, ann, 7_000)
    refused = world.call(ann, "payout", f"POST /v1/payouts/{payout_id}/cancel")

    assert (refused.status, refused.problem) == (409, "payout_of_statement")
    world.decide(world.finance(), "reject", payout_id, {"reason": "paid by hand"}).ok()
    assert [fact["statement_id"] for fact in facts("payout.rejected")] == [ids.derived("stm", "1")]
    assert world.wallet(ann) == (10_000, 0)


def test_money_that_is_no_longer_there_fails_the_payout_and_settlement_hears_so(world: Payouts) -> None:
    ann = world.payee("ann", 10_000)
    world.asked(ann, 4_000)
    payout_id = approved(world, ann, 7_000)

    assert world.state(ann, payout_id)[0] == "failed"
    (failed,) = facts("payout.failed")
    assert (failed["statement_id"], failed["reason"]) == (ids.derived("stm", "1"), "insufficient_funds")
    assert world.wallet(ann) == (6_000, 4_000)
    fay = world.finance()
    assert world.decide(fay, "retry", payout_id).problem == "insufficient_funds"
    world.fund(ann, 1_000)
    assert world.decide(fay, "retry", payout_id).ok()["status"] == "requested"
    assert world.state(ann, payout_id)[0] == "in_transit"


@pytest.mark.parametrize("minor", [0, -700])
def test_a_statement_that_closes_with_nothing_or_a_debt_pays_nothing(world: Payouts, minor: int) -> None:
    ann = world.payee("ann", 10_000)
    approved(world, ann, minor)

    assert facts("payout.requested") == []


def test_a_statement_above_the_limit_is_paid_when_two_people_are_for_its_payout(world: Payouts) -> None:
    ann, fay, gus = world.payee("ann", 9_000 * DOLLAR), world.finance("fay"), world.finance("gus")
    world.call(fay, "payees", f"PUT /v1/admin/identities/{ann.id}", {"name": "Ann Lee"}).ok()
    payout_id = approved(world, ann, 6_000 * DOLLAR)
    states = []
    for each in (fay, gus):
        states.append(world.state(ann, payout_id)[0])
        world.decide(each, "approve", payout_id).ok()

    assert states == ["risk_review", "risk_review"]
    assert world.state(ann, payout_id) == ("in_transit", None)
