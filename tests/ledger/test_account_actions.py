"""Freezing, releasing and putting right: nothing happens until a second person says so, and what happened can be read."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from functions.ledger import account_actions
from tests.ledger.treasury import Treasury, cash, cny, key, purse
from tests.support.bus import told
from tests.support.call import call
from tests.support.cloud import rows
from tests.support.duel import before_the_next_write
from tests.support.people import Person

Join = Callable[..., Person]
FREEZE = {"asset": "CNY", "scope": "all"}


@pytest.fixture
def ann(treasury: Treasury, join: Join) -> Person:
    person = join("ann")
    treasury.fund(person, 1_000)
    return person


def kept(kind: str) -> list[dict[str, Any]]:
    return [row for row in rows() if row["kind"] == kind]


def test_asking_changes_nothing_and_the_second_person_finds_it(treasury: Treasury, ann: Person) -> None:
    before = kept("balance")

    reply = treasury.ask(cash(ann), "freeze", FREEZE)

    assert (reply.status, reply.body["status"]) == (202, "requested")
    assert kept("balance") == before
    waiting = call(account_actions, "GET /v1/admin/account-actions", token=treasury.finn.token).ok()["data"]
    assert [each["id"] for each in waiting] == [reply.body["id"]]
    assert call(account_actions, f"GET {reply.headers['Location']}", token=treasury.finn.token).body == reply.body


@pytest.mark.parametrize("how", ["approve", "reject"])
def test_who_asked_does_not_decide(treasury: Treasury, ann: Person, how: str) -> None:
    action = treasury.ask(cash(ann), "adjust", {"amount": cny(500), "direction": "credit"}).ok()
    before = rows()

    reply = treasury.decide(action["id"], how, by=treasury.fay)

    assert (reply.status, reply.problem) == (403, "second_approver_required")
    assert rows() == before


def test_a_freeze_that_is_approved_stops_the_account_and_an_unfreeze_lets_it_go(
    treasury: Treasury, ann: Person, join: Join
) -> None:
    bo = join("bo")
    treasury.fund(bo, 1_000)
    treasury.together(cash(ann), "freeze", FREEZE).ok()
    assert treasury.send(ann, bo, 1).problem == "account_frozen"
    assert treasury.send(bo, ann, 1).problem == "account_frozen"

    treasury.together(cash(ann), "unfreeze", {"asset": "CNY"}).ok()
    assert treasury.send(ann, bo, 1).status == 201


def test_a_freeze_is_of_one_asset(treasury: Treasury, ann: Person, join: Join) -> None:
    treasury.fund(ann, 1_000, "USD")
    treasury.together(cash(ann), "freeze", FREEZE).ok()

    assert treasury.send(ann, join("bo"), 1, amount={"amount": 1, "currency": "USD"}).status == 201


def test_every_step_is_told_with_who_before_and_after(treasury: Treasury, ann: Person) -> None:
    wish = {"amount": cny(300), "direction": "debit", "reason": "counted twice"}
    action_id = treasury.together(cash(ann), "adjust", wish).ok()["id"]
    rejected = treasury.ask(cash(ann), "freeze", FREEZE).ok()
    treasury.decide(rejected["id"], "reject").ok()

    asked = told("ledger.account_action_requested")[1:]
    assert [(fact["actor"], json.loads(fact["data"])["action"]) for fact in asked] == [
        (treasury.fay.id, "adjust"),
        (treasury.fay.id, "freeze"),
    ]
    done = told("ledger.account_action_approved")[-1]
    assert done["actor"] == treasury.finn.id
    assert json.loads(done["data"]) == {
        "action_id": action_id, "account": cash(ann), "asset": "CNY", "action": "adjust", "reason": "counted twice",
        "requested_by": treasury.fay.id,
        "before": {"status": "active", "balance": 1_000, "available": 1_000},
        "after": {"status": "active", "balance": 700, "available": 700},
    }  # fmt: skip
    (no,) = told("ledger.account_action_rejected")
    assert (no["actor"], json.loads(no["data"])["action_id"]) == (treasury.finn.id, rejected["id"])


def test_an_adjustment_is_a_journal_that_bears_the_request(treasury: Treasury, ann: Person) -> None:
    action_id = treasury.together(cash(ann), "adjust", {"amount": cny(300), "direction": "debit"}).ok()["id"]

    (journal,) = [row for row in kept("journal") if row["business_id"] == action_id]
    assert json.loads(journal["postings"]) == [
        {"source": cash(ann), "destination": "platform:adjustment", "amount_minor": 300}
    ]
    assert purse(ann) == (700, 700, 0)
    assert treasury.proof()["holds"]


def test_an_adjustment_takes_no_more_than_is_free_and_waits_for_better_days(treasury: Treasury, ann: Person) -> None:
    hold = treasury.hold(ann, 600).ok()
    action = treasury.ask(cash(ann), "adjust", {"amount": cny(500), "direction": "debit"}).ok()

    reply = treasury.decide(action["id"], "approve")

    assert (reply.status, reply.problem) == (409, "insufficient_funds")
    treasury.void(hold["id"]).ok()
    assert treasury.decide(action["id"], "approve").ok()["status"] == "approved"
    assert purse(ann) == (500, 500, 0)


def test_two_decisions_at_once_are_one(treasury: Treasury, ann: Person, join: Join) -> None:
    third = join("third", "finance")
    action = treasury.ask(cash(ann), "adjust", {"amount": cny(500), "direction": "credit"}).ok()
    others: list[int] = []

    with before_the_next_write(lambda: others.append(treasury.decide(action["id"], "approve", by=third).status)):
        reply = treasury.decide(action["id"], "approve")

    assert (others, reply.status, reply.problem) == ([200], 409, "invalid_state")
    assert purse(ann) == (1_500, 1_500, 0)


def test_a_decision_that_is_repeated_is_answered_again_and_done_once(treasury: Treasury, ann: Person) -> None:
    action = treasury.ask(cash(ann), "adjust", {"amount": cny(500), "direction": "credit"}).ok()

    first, second = (treasury.decide(action["id"], "approve", once="once") for _ in range(2))

    assert (second.body, second.headers["Idempotent-Replayed"]) == (first.body, "true")
    assert purse(ann) == (1_500, 1_500, 0)


def test_while_the_account_moves_an_approval_decides_by_what_is_there_then(
    treasury: Treasury, ann: Person, join: Join
) -> None:
    bo = join("bo")
    action = treasury.ask(cash(ann), "adjust", {"amount": cny(500), "direction": "debit"}).ok()

    with before_the_next_write(lambda: treasury.send(ann, bo, 501).ok()):
        reply = treasury.decide(action["id"], "approve")

    assert reply.problem == "insufficient_funds"
    assert purse(ann) == (499, 499, 0)


def test_what_is_so_already_is_not_asked_for(treasury: Treasury, ann: Person) -> None:
    assert treasury.ask(cash(ann), "unfreeze", {"asset": "CNY"}).problem == "invalid_state"
    treasury.together(cash(ann), "freeze", FREEZE).ok()
    assert treasury.ask(cash(ann), "freeze", FREEZE).problem == "invalid_state"
    assert treasury.ask(cash(ann), "freeze", FREEZE | {"scope": "debit"}).status == 202


@pytest.mark.parametrize(
    ("account", "status", "code"),
    [
        ("user:usr_01KAG0000000000000000000AC:cash", 404, "not_found"),
        ("channel:nobody:available", 404, "not_found"),
        ("world:stripe", 400, "invalid_id"),
        ("platform:commission", 400, "invalid_id"),
        ("creator:usr_01KAG0000000000000000000AC:pending", 400, "invalid_id"),
        ("foo:cash", 400, "invalid_id"),
        ("A%23B:x:cash", 400, "invalid_id"),
        ("user:x%00:cash", 400, "invalid_id"),
        ("user:x%E2%80%8B:cash", 400, "invalid_id"),
    ],
)
def test_an_account_that_nobody_has_is_neither_frozen_nor_put_right(
    treasury: Treasury, account: str, status: int, code: str
) -> None:
    before = rows()
    adjustment = {"amount": cny(1), "direction": "credit"}

    replies = [treasury.ask(account, "freeze", FREEZE), treasury.ask(account, "adjust", adjustment)]

    assert [(reply.status, reply.problem) for reply in replies] == [(status, code)] * 2
    assert rows() == before


@pytest.mark.parametrize("purpose", ["receivable", "reserve", "payout_hold", "at_channel"])
def test_what_its_owner_cannot_send_away_is_not_frozen_or_what_is_due_would_stand_still(
    treasury: Treasury, ann: Person, purpose: str
) -> None:
    account = f"creator:{ann.id}:{purpose}"

    reply = treasury.ask(account, "freeze", FREEZE)

    assert (reply.status, reply.problem) == (400, "invalid_id")
    assert treasury.ask(account, "unfreeze", {"asset": "CNY"}).problem == "invalid_state"


@pytest.mark.parametrize(
    ("what", "wish", "code"),
    [
        ("freeze", {"asset": "XXX", "scope": "all"}, "invalid_currency"),
        ("freeze", {"asset": "CNY", "scope": "some"}, "invalid_field"),
        ("freeze", FREEZE | {"reason": ""}, "invalid_field"),
        ("freeze", FREEZE | {"status": "approved"}, "unknown_field"),
        ("adjust", {"amount": cny(0), "direction": "credit"}, "invalid_amount"),
        ("adjust", {"amount": cny(1), "direction": "up"}, "invalid_field"),
        ("adjust", {"amount": cny(1), "direction": "credit", "approved_by": "me"}, "unknown_field"),
    ],
)
def test_a_wish_that_is_none_is_refused(
    treasury: Treasury, ann: Person, what: str, wish: dict[str, Any], code: str
) -> None:
    reply = treasury.ask(cash(ann), what, wish)

    assert (reply.status, reply.problem) == (422, code)


@pytest.mark.parametrize("role", [None, "seller", "moderator", "support", "admin"])
def test_nobody_but_finance_does_any_of_it(treasury: Treasury, ann: Person, join: Join, role: str | None) -> None:
    eve = join("eve", *([role] if role else []))
    action = treasury.ask(cash(ann), "freeze", FREEZE).ok()
    requests = [
        (f"POST /v1/admin/accounts/{cash(eve)}/adjust", {"amount": cny(1), "direction": "credit", "reason": "x"}),
        (f"POST /v1/admin/accounts/{cash(ann)}/freeze", FREEZE | {"reason": "x"}),
        (f"POST /v1/admin/accounts/{cash(ann)}/unfreeze", {"asset": "CNY", "reason": "x"}),
        (f"POST /v1/admin/account-actions/{action['id']}/approve", None),
        (f"POST /v1/admin/account-actions/{action['id']}/reject", None),
        (f"GET /v1/admin/account-actions/{action['id']}", None),
        ("GET /v1/admin/account-actions", None),
    ]

    for request, body in requests:
        assert call(account_actions, request, body, token=eve.token, key=key()).problem == "forbidden", request
