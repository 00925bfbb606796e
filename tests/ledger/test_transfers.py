"""Transfers: both sides move together or not at all, once, within the day's limit, and only between people."""

from collections.abc import Callable
from typing import Any

import pytest

from argosy.kernel.settings import settings
from functions.ledger import transfers
from tests.conftest import Clock
from tests.ledger.treasury import Treasury, cash, cny, purse
from tests.support import cloud
from tests.support.bus import told
from tests.support.call import call
from tests.support.cloud import rows
from tests.support.duel import before_the_next_write
from tests.support.people import Person, sign_in

Join = Callable[..., Person]


def test_what_one_loses_the_other_gets_and_both_can_see_why(treasury: Treasury, join: Join) -> None:
    ann, bo = join("ann"), join("bo")
    treasury.fund(ann, 1_000)

    reply = treasury.send(ann, bo, 300, note="for lunch")

    assert reply.status == 201
    assert (purse(ann), purse(bo)) == ((700, 700, 0), (300, 300, 0))
    shown = [call(transfers, f"GET {reply.headers['Location']}", token=each.token).ok() for each in (ann, bo)]
    assert shown == [reply.body, reply.body]
    assert (shown[0]["note"], shown[0]["to"], shown[0]["amount"]) == ("for lunch", bo.id, cny(300))
    (fact,) = told("ledger.transfer_made")
    assert fact["actor"] == ann.id
    assert treasury.proof()["holds"]


def test_the_receiver_is_told_once(treasury: Treasury, join: Join) -> None:
    ann, bo = join("ann"), join("bo")
    treasury.fund(ann, 1_000)
    treasury.send(ann, bo, 300).ok()
    treasury.bus.settle()
    treasury.bus.again("ledger.transfer_made")

    inboxes = [call("notifications.inbox", "GET /v1/me/notifications", token=each.token).ok() for each in (ann, bo)]
    assert [[entry["text"] for entry in inbox["data"]] for inbox in inboxes] == [
        [],
        ["CNY 3.00 was sent to your wallet."],
    ]


def test_somebody_elses_transfer_is_not_there(treasury: Treasury, join: Join) -> None:
    ann, bo, eve = join("ann"), join("bo"), join("eve")
    treasury.fund(ann, 1_000)
    location = treasury.send(ann, bo, 300).headers["Location"]

    assert call(transfers, f"GET {location}", token=eve.token).problem == "not_found"


def test_the_same_request_twice_moves_money_once(treasury: Treasury, join: Join) -> None:
    ann, bo = join("ann"), join("bo")
    treasury.fund(ann, 1_000)

    first, second = (treasury.send(ann, bo, 700, once="once") for _ in range(2))

    assert (second.status, second.body, second.headers["Idempotent-Replayed"]) == (201, first.body, "true")
    assert treasury.send(ann, bo, 701, once="once").problem == "idempotency_key_reused"
    assert purse(bo) == (700, 700, 0)


def test_more_than_is_available_is_refused_and_changes_nothing(treasury: Treasury, join: Join) -> None:
    ann, bo = join("ann"), join("bo")
    treasury.fund(ann, 1_000)
    treasury.hold(ann, 400).ok()
    before = rows()

    reply = treasury.send(ann, bo, 601)

    assert (reply.status, reply.problem) == (409, "insufficient_funds")
    assert rows() == before
    assert treasury.send(ann, bo, 600).status == 201


def test_nobody_sends_money_to_themselves(treasury: Treasury, join: Join) -> None:
    ann = join("ann")
    treasury.fund(ann, 1_000)

    reply = treasury.send(ann, ann, 100)

    assert (reply.status, reply.problem) == (422, "same_account")


def test_a_receiver_who_does_not_exist_or_is_suspended_gets_nothing(treasury: Treasury, join: Join) -> None:
    ann, bo = join("ann"), join("bo")
    treasury.fund(ann, 1_000)
    nobody = Person("usr_01KAG0000000000000000000AC", "", "", "")
    suspend(bo)
    before = rows()

    replies = [treasury.send(ann, receiver, 100) for receiver in (nobody, bo)]

    assert [(reply.status, reply.problem) for reply in replies] == [(404, "not_found")] * 2
    assert rows() == before


def suspend(person: Person) -> None:
    """There is no capability for it yet."""
    cloud.client("dynamodb").update_item(
        TableName="argosy",
        Key={"pk": {"S": f"USER#{person.id}"}, "sk": {"S": "ACCOUNT"}},
        UpdateExpression="SET suspended = :true",
        ExpressionAttributeValues={":true": {"BOOL": True}},
    )


def test_a_day_has_a_limit_and_the_refusal_says_when_the_next_begins(
    treasury: Treasury, join: Join, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_zone(monkeypatch, "Asia/Shanghai")
    ann, bo = join("ann"), join("bo")
    for _ in range(3):
        treasury.fund(ann, 2_000_000)
    for minor in (2_000_000, 2_000_000, 999_999):
        treasury.send(ann, bo, minor).ok()

    reply = treasury.send(ann, bo, 2)

    assert (reply.status, reply.problem) == (409, "limit_exceeded")
    assert reply.body["next_at"] == "2026-11-20T16:00:00.000Z"
    assert 11 * 3600 < int(reply.headers["Retry-After"]) < 12 * 3600
    assert treasury.send(ann, bo, 1).status == 201
    time.forward(hours=12)
    assert treasury.send(sign_in(ann.id, ann.email), bo, 2).status == 201


def test_the_wait_of_a_days_limit_is_true_to_the_second_and_more_than_any_day_takes_has_none(
    treasury: Treasury, join: Join, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRANSFER_LIMITS", "*=100")
    settings.cache_clear()
    ann, bo = join("ann"), join("bo")
    treasury.fund(ann, 1_000)
    time.now = time.now.replace(hour=23, minute=59, second=49, microsecond=620_000)
    ann = sign_in(ann.id, ann.email)
    treasury.send(ann, bo, 100).ok()
    refused, too_much = treasury.send(ann, bo, 2), treasury.send(ann, bo, 101)
    time.now = time.now.replace(microsecond=700_000)
    time.forward(seconds=int(refused.headers["Retry-After"]))

    assert treasury.send(ann, bo, 2).status == 201
    assert (too_much.problem, "Retry-After" in too_much.headers) == ("limit_exceeded", False)


def test_each_asset_has_its_own_limit_as_the_deployment_sets_it(
    treasury: Treasury, join: Join, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRANSFER_LIMITS", "USD=50,*=100")
    settings.cache_clear()
    ann, bo = join("ann"), join("bo")
    for currency in ("CNY", "USD"):
        treasury.fund(ann, 1_000, currency)

    def sent(minor: int, currency: str) -> int:
        return treasury.send(ann, bo, 1, amount={"amount": minor, "currency": currency}).status

    assert [sent(101, "CNY"), sent(100, "CNY"), sent(51, "USD"), sent(50, "USD"), sent(1, "USD")] == [
        409, 201, 409, 201, 409,
    ]  # fmt: skip


def set_zone(monkeypatch: pytest.MonkeyPatch, zone: str) -> None:
    monkeypatch.setenv("ZONE", zone)
    settings.cache_clear()


def test_an_amount_that_a_person_would_have_to_look_at_is_refused(treasury: Treasury, join: Join) -> None:
    ann, bo = join("ann"), join("bo")
    treasury.fund(ann, 3_000_000)

    reply = treasury.send(ann, bo, 2_000_001)

    assert (reply.status, reply.problem) == (403, "risk_rejected")
    assert purse(bo) == (0, 0, 0)


@pytest.mark.parametrize("minor", [300, 1_000])
def test_two_who_send_to_each_other_at_once_both_succeed(treasury: Treasury, join: Join, minor: int) -> None:
    ann, bo = join("ann"), join("bo")
    treasury.fund(ann, 1_000)
    treasury.fund(bo, 1_000)
    others: list[int] = []

    with before_the_next_write(lambda: others.append(treasury.send(bo, ann, 400).status)):
        reply = treasury.send(ann, bo, minor)

    assert (reply.status, others) == (201, [201])
    assert (purse(ann)[0], purse(bo)[0]) == (1_400 - minor, 600 + minor)
    assert treasury.proof()["holds"]


def test_two_transfers_of_seventy_percent_at_once_are_one(treasury: Treasury, join: Join) -> None:
    ann, bo, cy = join("ann"), join("bo"), join("cy")
    treasury.fund(ann, 1_000)
    others: list[int] = []

    with before_the_next_write(lambda: others.append(treasury.send(ann, cy, 700).status)):
        reply = treasury.send(ann, bo, 700)

    assert (others, reply.status, reply.problem) == ([201], 409, "insufficient_funds")
    assert (purse(ann)[0], purse(bo)[0], purse(cy)[0]) == (300, 0, 700)


@pytest.mark.parametrize(
    ("wish", "status", "code"),
    [
        ({"to": "A#B"}, 422, "invalid_id"),
        ({"to": "ord_01KAG0000000000000000000AC"}, 422, "invalid_id"),
        ({"amount": {"amount": 0, "currency": "CNY"}}, 422, "invalid_amount"),
        ({"amount": {"amount": -1, "currency": "CNY"}}, 422, "invalid_amount"),
        ({"amount": {"amount": 0.5, "currency": "CNY"}}, 422, "invalid_amount"),
        ({"amount": {"amount": True, "currency": "CNY"}}, 422, "invalid_amount"),
        ({"amount": {"amount": 2**53, "currency": "CNY"}}, 422, "invalid_amount"),
        ({"amount": {"amount": 1, "currency": "XXX"}}, 422, "invalid_currency"),
        ({"from": "usr_01KAG0000000000000000000AC"}, 422, "unknown_field"),
        ({"note": "x" * 141}, 422, "invalid_field"),
        ({"note": "4111 1111 1111 1111"}, 422, "card_data_not_accepted"),
        ({"note": "\u202e"}, 422, "invalid_text"),
    ],
)
def test_a_wish_that_is_none_is_refused_and_moves_nothing(
    treasury: Treasury, join: Join, wish: dict[str, Any], status: int, code: str
) -> None:
    ann, bo = join("ann"), join("bo")
    treasury.fund(ann, 1_000)
    before = rows()

    reply = treasury.send(ann, bo, 100, **wish)

    assert (reply.status, reply.problem) == (status, code)
    assert rows() == before


def test_a_transfer_needs_a_key_and_a_caller(treasury: Treasury, join: Join) -> None:
    ann, bo = join("ann"), join("bo")
    wish = {"to": bo.id, "amount": cny(1)}

    assert call(transfers, "POST /v1/wallets/transfers", wish, token=ann.token).problem == "idempotency_key_required"
    assert call(transfers, "POST /v1/wallets/transfers", wish, key="k").problem == "unauthenticated"


def test_nothing_leaves_a_frozen_wallet_and_money_still_comes_in(treasury: Treasury, join: Join) -> None:
    ann, bo = join("ann"), join("bo")
    treasury.fund(ann, 1_000)
    treasury.fund(bo, 1_000)
    treasury.together(cash(ann), "freeze", {"asset": "CNY", "scope": "debit"}).ok()

    assert treasury.send(ann, bo, 100).problem == "account_frozen"
    assert treasury.send(bo, ann, 100).status == 201
