"""Payout methods: whose account it is, proved by the bank or by a deposit; its number is shown by nothing."""

import json

import pytest

from tests.payouts.world import ACCOUNT, Payouts
from tests.support.bus import told
from tests.support.cloud import rows


def test_a_bank_that_knows_the_name_verifies_the_account_at_once(world: Payouts) -> None:
    ann = world.join("ann")
    reply = world.add(ann, "DE89 3704 0044 0532 0130 00", country="DE", currency="EUR")

    assert (reply.status, reply.body["status"], reply.body["last4"]) == (201, "verified", "3000")
    shown = world.call(ann, "methods", f"GET {reply.headers['Location']}").ok()
    assert shown == world.call(ann, "methods", "GET /v1/payout-methods").ok()["data"][0] == reply.body


def test_the_number_is_in_no_answer_no_fact_and_no_item_but_its_own(world: Payouts) -> None:
    ann = world.payee("ann", 10_000)
    payout_id = world.asked(ann, 1_000)
    world.bank_says("paid")
    world.hear()

    said = json.dumps([world.show(ann, payout_id), world.call(ann, "methods", "GET /v1/payout-methods").ok(), told()])
    assert ACCOUNT not in said
    assert ACCOUNT[-4:] in said
    assert {row["kind"] for row in rows() if ACCOUNT in json.dumps(row, default=str)} == {"bank_account"}


@pytest.mark.parametrize(
    ("number", "code"), [("6222020200110002", "account_name_mismatch"), ("6222020200110003", "bank_account_refused")]
)
def test_an_account_that_the_bank_does_not_know_as_the_holders_is_not_kept(
    world: Payouts, number: str, code: str
) -> None:
    ann = world.join("ann")
    reply = world.add(ann, number)

    assert (reply.status, reply.problem) == (422, code)
    assert [row["kind"] for row in rows() if row["kind"] in ("payout_method", "bank_account")] == []


def test_where_the_bank_knows_no_names_a_small_deposit_proves_the_account(world: Payouts) -> None:
    ann = world.join("ann")
    method = world.add(ann, "6222020200110001").ok()
    deposit = world.bank.deposit(method["id"])
    verify = f"POST /v1/payout-methods/{method['id']}/verify"

    assert method["status"] == "deposit_sent"
    world.fund(ann, 10_000)
    world.methods[ann.id] = method["id"]
    assert world.ask(ann, 1_000).problem == "payout_method_not_verified"
    wrong = world.call(ann, "methods", verify, {"amount": deposit + 1})
    assert (wrong.status, wrong.problem) == (409, "wrong_deposit_amount")
    assert world.call(ann, "methods", verify, {"amount": {"amount": deposit, "currency": "USD"}}).status == 422
    right = world.call(ann, "methods", verify, {"amount": {"amount": deposit, "currency": "CNY"}})
    assert (right.status, right.body["status"]) == (200, "verified")
    assert world.call(ann, "methods", verify, {"amount": deposit}).problem == "invalid_state"


def test_the_deposit_cannot_be_found_by_trying(world: Payouts) -> None:
    ann = world.join("ann")
    method = world.add(ann, "6222020200110001").ok()
    deposit = world.bank.deposit(method["id"])
    verify = f"POST /v1/payout-methods/{method['id']}/verify"
    wrong = [world.call(ann, "methods", verify, {"amount": deposit + 1 + tried}).problem for tried in range(5)]

    assert wrong == ["wrong_deposit_amount"] * 5
    assert world.call(ann, "methods", verify, {"amount": deposit}).problem == "invalid_state"
    assert world.call(ann, "methods", f"GET /v1/payout-methods/{method['id']}").ok()["status"] == "refused"


def test_a_request_whose_bank_was_silent_is_taken_up_again_under_its_key(world: Payouts) -> None:
    ann = world.join("ann")
    world.bank.faults.add("answer_lost", "name_checks.create")
    first, second = (world.add(ann, key="mine") for _ in range(2))
    third = world.add(ann, key="mine")

    assert (first.status, first.problem, second.status) == (503, "bank_unavailable", 201)
    assert third.body == second.body
    assert len(world.call(ann, "methods", "GET /v1/payout-methods").ok()["data"]) == 1


def test_names_cannot_be_fished_from_the_bank(world: Payouts) -> None:
    ann = world.join("ann")
    replies = [world.add(ann, "6222020200110002") for _ in range(6)]

    assert [reply.problem for reply in replies] == ["account_name_mismatch"] * 5 + ["too_many_payout_methods"]
    assert replies[-1].status == 429


def test_who_has_named_too_many_accounts_is_told_truly_when_one_more_is_looked_at(world: Payouts) -> None:
    ann = world.join("ann")
    refused = [world.add(ann, "6222020200110002") for _ in range(6)][-1]
    world.time.forward(seconds=int(refused.headers["Retry-After"]))

    assert world.add(ann, "6222020200110002").problem == "account_name_mismatch"


def test_a_removed_account_is_paid_no_more(world: Payouts) -> None:
    ann = world.payee("ann", 10_000)
    world.call(ann, "methods", f"DELETE /v1/payout-methods/{world.methods[ann.id]}").ok()

    assert world.ask(ann, 1_000).status == 404
    assert world.call(ann, "methods", "GET /v1/payout-methods").ok()["data"] == []


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ({"account_number": "4242424242424242"}, "card_data_not_accepted"),
        ({"account_number": "DE89370400440532013001"}, "invalid_account_number"),
        ({"holder_name": "4242 4242 4242 4242"}, "card_data_not_accepted"),
        ({"bank_code": "!"}, "invalid_bank_code"),
        ({"country": "de"}, "invalid_field"),
        ({"kind": "card"}, "invalid_field"),
        ({"status": "verified"}, "unknown_field"),
    ],
)
def test_what_is_no_bank_account_is_refused_before_the_bank_hears_of_it(
    world: Payouts, wish: dict[str, str], code: str
) -> None:
    number = wish.pop("account_number", ACCOUNT)
    reply = world.add(world.join("ann"), number, **wish)

    assert (reply.status, reply.problem) == (422, code)
