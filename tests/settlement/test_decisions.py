"""A statement is disputed by its party, answered and approved by finance, and follows what its payout tells."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from argosy.kernel.money import Money
from argosy.kernel.outbox import Event
from argosy.kernel.table import Key
from argosy.kernel.write import Write
from events.payouts import PayoutFailed, PayoutPaid, PayoutReturned, PayoutSent
from tests.conftest import Clock
from tests.settlement.world import again, agree, balance, brief, moved, party, statements, woken
from tests.support.bus import Bus, told
from tests.support.call import COUNT, Reply, call
from tests.support.people import Person
from tests.support.shop import Shop

Join = Callable[..., Person]


@pytest.fixture
def statement(seller: Person, finance: Person, time: Clock) -> str:
    """A closed one of 700, of a party that is paid without asking."""
    agree(finance, seller, auto_payout=True).ok()
    time.forward(days=1)
    moved(seller, 700)
    time.forward(days=1)
    woken()
    return str(statements(seller)[0]["id"])


def disputed(who: Person, statement_id: str, reason: str = "One order is missing.") -> Reply:
    path = f"POST /v1/settlements/{statement_id}/dispute"
    return call("settlement.dispute", path, {"reason": reason}, token=again(who).token)


def decided(who: Person, statement_id: str, verb: str, body: Any = None, key: str | None = None) -> Reply:
    path = f"POST /v1/admin/settlements/{statement_id}/{verb}"
    return call("settlement.decide", path, body, token=again(who).token, key=key or f"decide-{next(COUNT)}")


def tell(event: Event) -> None:
    Write().tell(event, beside=Key("PAYOUT#pyo_1", "PAYOUT")).commit()


def payout(seller: Person, kind: type[Event], statement_id: str | None, minor: int = 700) -> Event:
    more = {PayoutPaid: {"withheld": Money(amount=0, currency="CNY")}, PayoutSent: {}}.get(kind, {"reason": "closed"})
    return kind.model_validate({
        "payout_id": "pyo_1", "owner_id": seller.id, "party": party(seller), "statement_id": statement_id,
        "amount": Money(amount=minor, currency="CNY"), **more,
    })  # fmt: skip


def status(seller: Person) -> str:
    return str(statements(seller)[0]["status"])


def test_a_disputed_statement_is_not_approved_until_finance_has_answered(
    seller: Person, finance: Person, statement: str
) -> None:
    assert disputed(seller, statement).ok()["status"] == "disputed"
    refused = decided(finance, statement, "approve")
    assert (refused.status, refused.problem) == (409, "invalid_state")
    assert decided(finance, statement, "resolve", {"note": "It is on the next one."}).ok()["status"] == "closed"
    assert decided(finance, statement, "approve").ok()["status"] == "approved"
    assert statements(seller)[0]["dispute_note"] == "It is on the next one."
    assert disputed(seller, statement).status == 409


@pytest.mark.parametrize(("minor", "sums"), [(250, (250, 0)), (-250, (-250, 0))])
def test_an_adjustment_moves_at_once_and_is_on_the_next_statement_and_the_disputed_one_stays_as_it_was(
    shop: Shop, seller: Person, finance: Person, statement: str, *, time: Clock, minor: int, sums: tuple[int, int]
) -> None:
    disputed(seller, statement).ok()
    wish = {"note": "Right.", "adjustment": {"amount": minor, "currency": "CNY"}}
    first = decided(finance, statement, "resolve", wish, key="same")
    again_told = decided(finance, statement, "resolve", wish, key="same")

    assert (first.status, again_told.headers["Idempotent-Replayed"]) == (200, "true")
    assert balance(seller) == 700 + minor
    time.forward(days=1)
    woken()
    newest, before = statements(seller)
    assert (newest["adjustments"]["amount"], newest["earned"]["amount"]) == sums
    assert (before["closing"]["amount"], before["adjustments"]["amount"]) == (700, 0)
    fact = json.loads(told("settlement.dispute_resolved")[0]["data"])
    assert (fact["note"], fact["adjustment"]) == ("Right.", {"amount": minor, "currency": "CNY"})
    shop.proof()


@pytest.mark.parametrize(
    ("adjustment", "answer"),
    [
        ({"amount": 0, "currency": "CNY"}, (422, "invalid_amount")),
        ({"amount": 5, "currency": "USD"}, (422, "invalid_currency")),
        ({"amount": 5, "currency": "XXX"}, (422, "invalid_currency")),
        ({"amount": -701, "currency": "CNY"}, (409, "insufficient_funds")),
        ({"amount": 1.5, "currency": "CNY"}, (422, "invalid_field")),
    ],
)
def test_an_adjustment_that_cannot_be_made_leaves_the_dispute_open(
    seller: Person, finance: Person, statement: str, adjustment: Any, answer: tuple[int, str]
) -> None:
    disputed(seller, statement).ok()
    reply = decided(finance, statement, "resolve", {"note": "Right.", "adjustment": adjustment})

    assert (reply.status, reply.problem) == answer
    assert (status(seller), balance(seller)) == ("disputed", 700)


def test_after_fourteen_days_a_statement_can_no_longer_be_disputed(seller: Person, statement: str, time: Clock) -> None:
    time.forward(days=14, minutes=1)
    late = disputed(seller, statement)

    assert (late.status, late.problem) == (409, "dispute_window_over")


def test_what_is_carried_is_neither_disputed_nor_approved(seller: Person, finance: Person, time: Clock) -> None:
    moved(seller, 500)
    time.forward(days=1)
    woken()
    moved(seller, -20, "refund")
    time.forward(days=1)
    woken()
    carried = statements(seller)[0]

    assert carried["status"] == "carried"
    assert disputed(seller, carried["id"]).problem == "invalid_state"
    assert decided(finance, carried["id"], "approve").problem == "invalid_state"


def test_an_approval_is_told_once_to_whoever_pays_out_and_only_where_that_was_agreed(
    seller: Person, finance: Person, statement: str, join: Join, time: Clock
) -> None:
    other = join("other", "seller")
    moved(other, 50)
    time.forward(days=1)
    woken()
    for _ in range(2):
        decided(finance, statement, "approve", key="same").ok()
    decided(finance, statements(other)[0]["id"], "approve").ok()

    (fact,) = told("settlement.statement_approved")
    assert json.loads(fact["data"]) == {
        "statement_id": statement, "party": party(seller), "owner_id": seller.id,
        "amount": {"amount": 700, "currency": "CNY"},
    }  # fmt: skip
    assert fact["actor"] == finance.id
    assert status(other) == "approved"


def test_a_statement_follows_its_payout_to_the_bank_and_back(
    seller: Person, finance: Person, statement: str, bus: Bus
) -> None:
    decided(finance, statement, "approve").ok()
    seen = []
    for kind in (PayoutSent, PayoutFailed, PayoutSent, PayoutPaid, PayoutReturned):
        tell(payout(seller, kind, statement))
        bus.settle()
        seen.append(status(seller))
    bus.again("payout.paid")

    assert seen == ["paying", "failed", "paying", "paid", "failed"]
    assert (status(seller), statements(seller)[0]["paid"]["amount"]) == ("failed", 0)


def test_a_statement_whose_payout_finance_rejects_has_failed(
    seller: Person, finance: Person, statement: str, bus: Bus
) -> None:
    decided(finance, statement, "approve").ok()
    bus.settle()
    (requested,) = told("payout.requested")
    path = f"POST /v1/admin/payouts/{json.loads(requested['data'])['payout_id']}/reject"
    call("payouts.review", path, {"reason": "paid by hand"}, token=again(finance).token, key="reject").ok()
    bus.settle()

    assert status(seller) == "failed"
    assert balance(seller) == 700


def test_a_payout_that_its_owner_asked_for_changes_no_statement(
    seller: Person, finance: Person, statement: str, bus: Bus
) -> None:
    decided(finance, statement, "approve").ok()
    tell(payout(seller, PayoutPaid, None))
    bus.settle()

    assert status(seller) == "approved"


def test_a_party_sees_and_disputes_its_own_support_reads_and_only_finance_decides(
    seller: Person, finance: Person, statement: str, join: Join
) -> None:
    other, support = join("other", "seller"), join("sue", "support")
    path = f"GET /v1/settlements/{statement}"
    reads = {"other": other, "support": support, "finance": finance, "seller": seller}
    answers = {name: call("settlement.statements", path, token=again(who).token).status for name, who in reads.items()}
    listed = f"GET /v1/settlements?party={party(seller)}"
    lists = {name: call("settlement.statements", listed, token=again(who).token).status for name, who in reads.items()}
    papers = {
        name: call("settlement.documents", f"{path}/document?format=csv", token=again(who).token).status
        for name, who in reads.items()
    }

    assert answers == lists == papers == {"other": 404, "support": 200, "finance": 200, "seller": 200}
    assert [disputed(who, statement).status for who in (other, support, finance)] == [404] * 3
    assert [decided(who, statement, "approve").status for who in (other, support, seller)] == [403] * 3
    waiting = call("settlement.statements", "GET /v1/admin/settlements?status=closed", token=again(finance).token)
    assert [one["id"] for one in waiting.ok()["data"]] == [statement]
    assert call("settlement.statements", "GET /v1/admin/settlements", token=again(seller).token).status == 403
    assert brief(seller) == [("2026-11-21", 700, "closed")]
