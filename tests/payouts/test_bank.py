"""A bank whose answers are lost, late, doubled or contradictory: a payout is sent once, and its end is never guessed."""

import json

import pytest

from argosy.kernel import secrets
from argosy.payouts.attempt import RETURN_WINDOW, Attempt, AttemptStatus, Effect
from argosy.payouts.bank import Told
from tests.conftest import NOW
from tests.payouts.world import Payouts
from tests.support import cloud
from tests.support.bus import told
from tests.support.cloud import rows


@pytest.mark.parametrize("times", [1, 3])
def test_an_answer_that_is_lost_is_asked_for_and_nothing_is_sent_again(world: Payouts, times: int) -> None:
    ann = world.payee("ann", 10_000)
    world.bank.faults.add("answer_lost", "transfers.create", times=times)
    world.bank.faults.add("http_500", "transfers.query", times=times - 1)
    payout_id = world.asked(ann, 4_000)
    assert world.state(ann, payout_id)[0] == "pending"
    world.bank_says("paid")  # its notification is lost as well
    for _ in range(times + 1):
        world.time.forward(minutes=20)
        world.drain()

    assert world.state(ann, payout_id)[0] == "paid"
    assert [transfer["reference"] for transfer in world.bank.transfers] == [f"{payout_id}-1"]
    assert world.wallet(ann) == (6_000, 0)


@pytest.mark.parametrize("fault", ["http_500", "http_429", "http_409"])
def test_a_request_that_the_bank_never_took_is_sent_under_its_own_number(world: Payouts, fault: str) -> None:
    ann = world.payee("ann", 10_000)
    world.bank.faults.add(fault, "transfers.create")
    payout_id = world.asked(ann, 4_000)
    assert (world.state(ann, payout_id)[0], world.bank.transfers) == ("pending", [])
    assert world.call(ann, "payout", f"POST /v1/payouts/{payout_id}/cancel").problem == "invalid_state"
    world.time.forward(minutes=2)
    world.drain()

    assert world.state(ann, payout_id)[0] == "in_transit"
    assert [transfer["reference"] for transfer in world.bank.transfers] == [f"{payout_id}-1"]


def test_keys_that_are_wrong_fail_no_payout(world: Payouts) -> None:
    ann = world.payee("ann", 10_000)
    held = json.dumps(world.bank.settings() | {"api_secret": "another"})
    cloud.client("secretsmanager").put_secret_value(SecretId="argosy/channels/bank", SecretString=held)
    secrets.forget()
    payout_id = world.asked(ann, 4_000)

    assert world.state(ann, payout_id)[0] == "pending"
    assert world.wallet(ann) == (6_000, 4_000)


def test_a_return_whose_word_is_lost_is_found_by_asking(world: Payouts) -> None:
    ann = world.payee("ann", 10_000)
    payout_id = world.asked(ann, 4_000)
    world.bank_says("paid")
    world.hear()
    world.bank_says("returned")
    for _ in range(3):
        world.time.forward(days=1)
        world.drain()

    assert world.state(ann, payout_id)[0] == "returned"
    assert world.wallet(ann) == (10_000, 0)


def test_a_bank_is_asked_ever_less_often_and_not_for_ever(world: Payouts) -> None:
    ann = world.payee("ann", 10_000)
    world.asked(ann, 4_000)
    world.bank_says("paid")
    world.hear()
    for _ in range(12):
        world.time.forward(days=1)
        world.drain()
    asked = len(told("payout.query_due"))
    world.time.forward(days=30)
    world.drain()

    assert 5 <= asked <= 10
    assert len(told("payout.query_due")) == asked
    assert [row for row in rows() if row["kind"] == "timer" and row["name"] == "payout.query_due"] == []


def test_a_return_that_is_told_before_the_payment_ends_as_returned(world: Payouts) -> None:
    ann = world.payee("ann", 10_000)
    payout_id = world.asked(ann, 4_000)
    for status in ("paid", "returned"):
        world.bank_says(status)
    *_, paid, returned = world.bank.events
    for event in (returned, paid, returned):
        assert world.webhook(event).status == 200
        world.bus.settle()

    assert world.state(ann, payout_id)[0] == "returned"
    assert (len(told("payout.returned")), len(told("payout.paid"))) == (1, 0)
    assert world.wallet(ann) == (10_000, 0)


def test_a_bank_that_calls_a_paid_transfer_failed_has_returned_it(world: Payouts) -> None:
    ann = world.payee("ann", 10_000)
    payout_id = world.asked(ann, 4_000)
    world.bank_says("paid")
    world.hear()
    world.bank_says("returned")
    event = world.bank.events[-1]
    assert world.webhook({**event, "data": {**event["data"], "status": "failed"}}).status == 200
    world.bus.settle()

    assert world.state(ann, payout_id)[0] == "returned"


def test_a_payment_of_what_had_failed_changes_nothing_and_is_looked_at(world: Payouts) -> None:
    ann = world.payee("ann", 10_000)
    payout_id = world.asked(ann, 4_000)
    world.bank_says("failed")
    world.hear()
    event = world.bank.events[-1]
    paid = {**event, "id": "bev_other", "data": {**event["data"], "status": "paid"}}
    assert world.webhook(paid).status == 200
    world.bus.settle()

    assert world.state(ann, payout_id)[0] == "failed"
    assert world.wallet(ann) == (10_000, 0)


def test_another_amount_than_was_asked_for_is_not_believed(world: Payouts) -> None:
    ann = world.payee("ann", 10_000)
    payout_id = world.asked(ann, 4_000)
    event = world.bank.events[-1]
    for wrong in ({"amount": 3_999}, {"currency": "USD"}):
        made = {**event, "id": f"bev_{next(iter(wrong))}", "data": {**event["data"], "status": "paid", **wrong}}
        assert world.webhook(made).status == 200
    world.bus.settle()

    assert world.state(ann, payout_id)[0] == "in_transit"


N, S, P, F, R, B, Q = (
    Effect.NOTHING, Effect.SENT, Effect.PAID, Effect.FAILED, Effect.RETURNED, Effect.PAID_AND_RETURNED, Effect.PUZZLE,
)  # fmt: skip


@pytest.mark.parametrize(
    ("status", "in_transit", "paid", "failed", "returned"),
    [
        (AttemptStatus.PENDING, S, P, F, B),
        (AttemptStatus.IN_TRANSIT, N, P, F, B),
        (AttemptStatus.PAID, N, N, R, R),
        (AttemptStatus.FAILED, N, Q, N, N),
        (AttemptStatus.RETURNED, N, N, N, N),
    ],
)
def test_every_word_has_its_effect_in_every_state(
    status: AttemptStatus, in_transit: Effect, paid: Effect, failed: Effect, returned: Effect
) -> None:
    attempt = Attempt(
        payout_id="pyo_1", round=1, bank="aggregator", method_id="pym_1", amount_minor=100, currency="CNY",
        status=status, created_at=NOW, paid_at=NOW,
    )  # fmt: skip
    words = {"in_transit": in_transit, "paid": paid, "failed": failed, "returned": returned}

    for outcome, effect in words.items():
        assert attempt.effect(Told(outcome, "tr_1", 100, "CNY")) is effect, outcome  # type: ignore[arg-type]
    assert (attempt.silence(1, NOW + RETURN_WINDOW) is None) == (status not in ("pending", "in_transit"))
