"""Reversals: a journal is taken back by another, in parts that never exceed it, with a reason and a name."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from functions.ledger import books, reversals
from tests.ledger.treasury import Treasury, cash, key, purse
from tests.support.bus import told
from tests.support.call import Reply, call
from tests.support.cloud import rows
from tests.support.duel import before_the_next_write
from tests.support.people import Person

Join = Callable[..., Person]


@pytest.fixture
def sent(treasury: Treasury, join: Join) -> tuple[Person, Person, str]:
    """Ann has sent Bo 700; the journal of it."""
    ann, bo = join("ann"), join("bo")
    treasury.fund(ann, 1_000)
    transfer = treasury.send(ann, bo, 700).ok()
    found = call(books, f"GET /v1/ledger/journals?business_id={transfer['id']}", token=treasury.fay.token).ok()["data"]
    return ann, bo, str(found[0]["id"])


def back(treasury: Treasury, journal_id: str, amount: int | None = None, *, once: str | None = None) -> Reply:
    wish: dict[str, Any] = {"journal_id": journal_id, "reason": "sent by mistake"}
    if amount:
        wish["postings"] = [{"posting_no": 1, "amount": amount}]
    return call(reversals, "POST /v1/admin/ledger/reversals", wish, token=treasury.fay.token, key=once or key())


def test_a_journal_is_taken_back_by_another_that_names_it(treasury: Treasury, sent: tuple[Person, Person, str]) -> None:
    ann, bo, journal_id = sent
    before = next(row for row in rows() if row["kind"] == "journal" and row["id"] == journal_id)

    reply = back(treasury, journal_id)

    assert (reply.status, reply.body["reversal_of"]) == (201, journal_id)
    assert (purse(ann)[0], purse(bo)[0]) == (1_000, 0)
    assert call(books, f"GET {reply.headers['Location']}", token=treasury.fay.token).body == reply.body
    of_business = f"GET /v1/ledger/journals?business_id={reply.body['business_id']}"
    found = call(books, of_business, token=treasury.fay.token).ok()["data"]
    assert [each["id"] for each in found] == [journal_id, reply.body["id"]]
    assert before in rows()
    assert treasury.proof()["holds"]


def test_it_is_told_who_took_back_how_much_and_why(treasury: Treasury, sent: tuple[Person, Person, str]) -> None:
    back(treasury, sent[2], 200).ok()
    second = back(treasury, sent[2], 300).ok()

    fact = told("ledger.journal_reversed")[-1]
    assert fact["actor"] == treasury.fay.id
    assert json.loads(fact["data"]) == {
        "journal_id": sent[2], "reversal_id": second["id"], "asset": "CNY", "reason": "sent by mistake",
        "before_minor": [200], "after_minor": [500],
    }  # fmt: skip


def test_parts_add_up_to_the_whole_and_not_to_more(treasury: Treasury, sent: tuple[Person, Person, str]) -> None:
    ann, bo, journal_id = sent
    assert [back(treasury, journal_id, minor).status for minor in (300, 401, 300, 101)] == [201, 409, 201, 409]

    rest = back(treasury, journal_id).ok()
    again = back(treasury, journal_id)

    assert rest["postings"][0]["amount"]["amount"] == 100
    assert (again.status, again.problem) == (409, "reversal_exceeds_journal")
    assert (purse(ann)[0], purse(bo)[0]) == (1_000, 0)
    assert treasury.proof()["holds"]


def test_two_reversals_of_seventy_percent_at_once_are_one(treasury: Treasury, sent: tuple[Person, Person, str]) -> None:
    others: list[int] = []

    with before_the_next_write(lambda: others.append(back(treasury, sent[2], 490).status)):
        reply = back(treasury, sent[2], 490)

    assert (others, reply.status, reply.problem) == ([201], 409, "reversal_exceeds_journal")
    assert purse(sent[1])[0] == 210


def test_the_same_request_twice_takes_back_once(treasury: Treasury, sent: tuple[Person, Person, str]) -> None:
    first, second = (back(treasury, sent[2], 100, once="once") for _ in range(2))

    assert (second.body, second.headers["Idempotent-Replayed"]) == (first.body, "true")
    assert purse(sent[1])[0] == 600


def test_money_that_has_gone_on_is_not_taken_from_nowhere(
    treasury: Treasury, sent: tuple[Person, Person, str], join: Join
) -> None:
    treasury.send(sent[1], join("cy"), 500).ok()
    before = rows()

    reply = back(treasury, sent[2])

    assert (reply.status, reply.problem) == (409, "insufficient_funds")
    assert rows() == before
    assert back(treasury, sent[2], 200).status == 201


def test_a_reversal_can_be_taken_back_like_any_journal(treasury: Treasury, sent: tuple[Person, Person, str]) -> None:
    ann, bo, journal_id = sent
    reversal = back(treasury, journal_id).ok()
    back(treasury, reversal["id"]).ok()

    assert (purse(ann)[0], purse(bo)[0]) == (300, 700)
    assert back(treasury, journal_id).problem == "reversal_exceeds_journal"
    assert treasury.proof()["holds"]


@pytest.mark.parametrize(
    ("wish", "status", "code"),
    [
        ({"journal_id": "jrn_01KAG0000000000000000000AC"}, 404, "not_found"),
        ({"journal_id": "A#B"}, 422, "invalid_id"),
        ({"reason": " "}, 422, "invalid_field"),
        ({"postings": []}, 422, "invalid_field"),
        ({"postings": [{"posting_no": 2, "amount": 1}]}, 409, "reversal_exceeds_journal"),
        ({"postings": [{"posting_no": 0, "amount": 1}]}, 422, "invalid_quantity"),
        ({"postings": [{"posting_no": 1, "amount": 0}]}, 422, "invalid_amount"),
        ({"postings": [{"posting_no": 1, "amount": 1}] * 2}, 422, "same_entry"),
        ({"postings": [{"posting_no": 1, "amount": 1, "to": "me"}]}, 422, "unknown_field"),
        ({"amount": 1}, 422, "unknown_field"),
    ],
)
def test_a_wish_that_is_none_takes_nothing_back(
    treasury: Treasury, sent: tuple[Person, Person, str], wish: dict[str, Any], status: int, code: str
) -> None:
    before = rows()
    whole = {"journal_id": sent[2], "reason": "sent by mistake"} | wish

    reply = call(reversals, "POST /v1/admin/ledger/reversals", whole, token=treasury.fay.token, key=key())

    assert (reply.status, reply.problem) == (status, code)
    assert rows() == before


def test_only_finance_takes_back_and_nothing_from_a_frozen_account(
    treasury: Treasury, sent: tuple[Person, Person, str], join: Join
) -> None:
    wish = {"journal_id": sent[2], "reason": "mine"}
    eve = join("eve", "admin")
    assert call(reversals, "POST /v1/admin/ledger/reversals", wish, token=eve.token, key=key()).problem == "forbidden"

    treasury.together(cash(sent[1]), "freeze", {"asset": "CNY", "scope": "debit"}).ok()
    assert back(treasury, sent[2]).problem == "account_frozen"
