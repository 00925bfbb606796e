"""Finance decides: two people where it is much, nobody for themselves, and never beside the roles."""

from collections.abc import Callable

import pytest

from tests.payouts.world import DOLLAR, Payouts
from tests.support.bus import deliver, listeners, told
from tests.support.call import call
from tests.support.people import Person


@pytest.fixture
def large(world: Payouts) -> tuple[Person, str]:
    """A payout above the limit for one pair of eyes, of somebody whose identity is verified."""
    ann = world.payee("ann", 9_000 * DOLLAR)
    clerk = world.finance("clerk")
    world.call(clerk, "payees", f"PUT /v1/admin/identities/{ann.id}", {"name": "Ann Lee"}).ok()
    return ann, world.asked(ann, 6_000 * DOLLAR)


def test_a_large_payout_goes_when_two_people_are_for_it(world: Payouts, large: tuple[Person, str]) -> None:
    ann, payout_id = large
    fay, gus = world.finance("fay"), world.finance("gus")
    first = world.decide(fay, "approve", payout_id).ok()
    assert (first["status"], first["hold"]["code"], first["approved_by"]) == (
        "risk_review",
        "approval_required",
        [fay.id],
    )
    assert first["hold"]["next_action"] == "Nothing: approvals that are still missing: 1."

    again = world.decide(fay, "approve", payout_id)
    assert (again.status, again.problem) == (403, "second_approver_required")
    assert world.bank.transfers == []
    assert world.decide(gus, "approve", payout_id).ok()["status"] == "approved"
    assert world.state(ann, payout_id) == ("in_transit", None)


def test_two_people_are_needed_for_what_is_much_even_where_nothing_is_unusual(world: Payouts) -> None:
    ann, fay, gus = world.payee("ann", 9_000 * DOLLAR), world.finance("fay"), world.finance("gus")
    world.call(fay, "payees", f"PUT /v1/admin/identities/{ann.id}", {"name": "Ann Lee"}).ok()
    world.asked(ann, 100)
    world.bank_says("paid")
    world.hear()
    payout_id = world.asked(ann, 6_000 * DOLLAR)

    assert world.state(ann, payout_id) == ("risk_review", "approval_required")
    world.decide(fay, "approve", payout_id).ok()
    assert world.state(ann, payout_id) == ("risk_review", "approval_required")
    world.decide(gus, "approve", payout_id).ok()
    assert world.state(ann, payout_id) == ("in_transit", None)


def test_nobody_approves_their_own_payout(world: Payouts, join: Callable[..., Person]) -> None:
    fay = world.finance("fay")
    world.fund(fay, 600 * DOLLAR)
    world.methods[fay.id] = world.add(fay).ok()["id"]
    world.time.forward(hours=25)
    payout_id = world.asked(fay, 501 * DOLLAR)
    reply = world.decide(fay, "approve", payout_id)

    assert (reply.status, reply.problem) == (403, "second_approver_required")
    assert world.state(fay, payout_id) == ("risk_review", "first_payout")


def test_an_approval_that_is_repeated_under_its_key_counts_once(world: Payouts, large: tuple[Person, str]) -> None:
    _, payout_id = large
    fay = world.finance("fay")
    first, again = (world.decide(fay, "approve", payout_id, key="mine") for _ in range(2))

    assert (first.status, again.status, again.body) == (200, 200, first.body)
    assert len(told("payout.vouched")) == 1


def test_what_finance_rejects_is_available_again_with_a_reason(world: Payouts, large: tuple[Person, str]) -> None:
    ann, payout_id = large
    fay = world.finance("fay")
    rejected = world.decide(fay, "reject", payout_id, {"reason": "the account is not hers"}).ok()

    assert (rejected["status"], rejected["hold"], rejected["failure"]) == (
        "rejected",
        None,
        "the account is not hers",
    )
    assert world.wallet(ann) == (9_000 * DOLLAR, 0)
    assert world.decide(fay, "approve", payout_id).problem == "invalid_state"
    inbox = call("notifications.inbox", "GET /v1/me/notifications", token=world.token(ann)).ok()["data"]
    assert "the account is not hers" in inbox[0]["text"]


def test_finance_finds_payouts_by_their_state(world: Payouts, large: tuple[Person, str]) -> None:
    ann, payout_id = large
    fay = world.finance("fay")
    sent = world.asked(ann, 100)
    lists = {
        status: [
            (one["id"], one["party"])
            for one in world.call(fay, "review", f"GET /v1/admin/payouts?status={status}").ok()["data"]
        ]
        for status in ("risk_review", "in_transit", "paid")
    }

    party = f"creator:{ann.id}"
    assert lists == {"risk_review": [(payout_id, party)], "in_transit": [(sent, party)], "paid": []}
    assert world.call(fay, "review", "GET /v1/admin/payouts?status=lost").problem == "invalid_parameter"


@pytest.mark.parametrize("role", ["", "seller", "moderator", "support", "admin"])
def test_only_finance_decides(world: Payouts, large: tuple[Person, str], role: str) -> None:
    ann, payout_id = large
    other = world.join("other", *([role] if role else []))
    asked = [
        ("review", f"POST /v1/admin/payouts/{payout_id}/approve", None),
        ("review", f"POST /v1/admin/payouts/{payout_id}/reject", {"reason": "no"}),
        ("review", f"POST /v1/admin/payouts/{payout_id}/retry", None),
        ("review", "GET /v1/admin/payouts?status=risk_review", None),
        ("payees", f"GET /v1/admin/payees/creator:{ann.id}", None),
        ("payees", f"POST /v1/admin/payees/creator:{ann.id}/release", {"reason": "x"}),
        ("payees", f"PUT /v1/admin/payees/creator:{ann.id}/withholding", {"bps": 0}),
        ("payees", f"PUT /v1/admin/identities/{ann.id}", {"name": "Ann Lee"}),
        ("payees", f"DELETE /v1/admin/identities/{ann.id}", None),
    ]

    assert {world.call(other, *each).problem for each in asked} == {"forbidden"}
    assert {call(f"payouts.{function}", request, body, key="k").status for function, request, body in asked} == {401}


def test_a_payout_that_is_cancelled_first_is_not_sent(world: Payouts, large: tuple[Person, str]) -> None:
    """Both were decided at once; the approval's fact arrives after the cancellation."""
    ann, payout_id = large
    approve(world, payout_id)
    cancelled = call(
        "payouts.payout", f"POST /v1/payouts/{payout_id}/cancel", token=world.token(ann), key="cancel"
    ).ok()
    world.bus.settle()

    assert cancelled["status"] == "cancelled"
    assert world.bank.transfers == []
    assert world.state(ann, payout_id)[0] == "cancelled"
    assert world.wallet(ann) == (9_000 * DOLLAR, 0)


def test_a_payout_that_is_sent_first_is_not_cancelled(world: Payouts, large: tuple[Person, str]) -> None:
    ann, payout_id = large
    approve(world, payout_id)
    world.bus.settle()
    late = world.call(ann, "payout", f"POST /v1/payouts/{payout_id}/cancel")

    assert (late.status, late.problem) == (409, "invalid_state")
    assert len(world.bank.transfers) == 1
    assert world.wallet(ann) == (3_000 * DOLLAR, 6_000 * DOLLAR)


def test_a_party_that_is_held_between_approval_and_sending_is_not_paid(
    world: Payouts, large: tuple[Person, str]
) -> None:
    ann, payout_id = large
    fay = approve(world, payout_id)
    hold = f"POST /v1/admin/payees/creator:{ann.id}/hold"
    call("payouts.payees", hold, {"reason": "open dispute"}, token=world.token(fay)).ok()
    world.bus.settle()

    assert world.state(ann, payout_id) == ("risk_review", "party_held")
    assert world.bank.transfers == []
    world.call(fay, "payees", f"POST /v1/admin/payees/creator:{ann.id}/release", {"reason": "open dispute"}).ok()
    assert world.state(ann, payout_id) == ("in_transit", None)


def test_an_approval_that_is_told_five_times_sends_once(world: Payouts, large: tuple[Person, str]) -> None:
    _, payout_id = large
    approve(world, payout_id)
    (fact,) = told("payout.approved")
    (sender,) = listeners()["payout.approved"]
    assert all(deliver(sender, fact) for _ in range(5))

    assert [transfer["reference"] for transfer in world.bank.transfers] == [f"{payout_id}-1"]


def approve(world: Payouts, payout_id: str) -> Person:
    """Both people are for it, and nothing that follows has happened yet."""
    people = world.finance("una"), world.finance("vic")
    for person in people:
        token = world.token(person)
        call("payouts.review", f"POST /v1/admin/payouts/{payout_id}/approve", token=token, key=person.id).ok()
    return people[0]
