"""A bank's notifications: only its own, only of now, each once."""

import base64
import json

import pytest

from argosy.kernel import clock
from tests.payouts.world import Payouts
from tests.support.bus import deliver, listeners, told
from tests.support.call import Reply, call
from tests.support.cloud import rows
from tests.support.duel import before_the_next

ROUTE = "POST /v1/webhooks/payout/aggregator"


def now(seconds: int = 0) -> int:
    return int(clock.now().timestamp()) + seconds


def sent(world: Payouts, body: bytes, signature: str) -> Reply:
    return call("payouts.webhook", ROUTE, raw=body.decode(), headers={"x-signature": signature})


@pytest.fixture
def paid(world: Payouts) -> tuple[dict[str, object], bytes, str]:
    """A notification that was not delivered yet: what it says, its bytes and its signature."""
    ann = world.payee("ann", 10_000)
    world.asked(ann, 4_000)
    world.bank_says("paid")
    event = world.bank.events[-1]
    headers, body = world.bank.signed(event, timestamp=now())
    return event, body, headers["X-Signature"]


def test_a_notification_ten_times_and_again_after_days_has_one_effect(
    world: Payouts, paid: tuple[dict[str, object], bytes, str]
) -> None:
    event, body, signature = paid
    assert [sent(world, body, signature).status for _ in range(10)] == [200] * 10
    world.bus.settle()
    world.bus.again("payout.bank_word_received")
    world.time.forward(days=3)
    assert world.webhook(event).status == 200
    world.bus.settle()

    assert len(told("payout.paid")) == 1
    assert len(told("payout.bank_word_received")) == 1
    assert world.bank.books() == {"CNY": 4_000}


def test_a_signature_that_does_not_hold_is_refused_and_nothing_is_kept(
    world: Payouts, paid: tuple[dict[str, object], bytes, str]
) -> None:
    event, body, signature = paid
    respelled = json.dumps(json.loads(body), separators=(",", ":")).encode()
    wrong = [
        (body, ""),
        (body, signature.replace("v1=", "v0=")),
        (body, signature.partition(",")[0]),
        (body, f"t={now()},v1="),
        (body, f"t={now()},v1={'ü' * 64}"),
        (body, f"t=1,{signature}"),
        (body, f"t={now(1)},{signature.partition(',')[2]}"),
        (body, signature + "," + "x" * 70_000),
        (body + b" ", signature),
        (respelled, signature),
        (body, world.bank.signed(event, secret="another", timestamp=now())[0]["X-Signature"]),
    ]

    assert {(reply.status, reply.problem) for reply in (sent(world, *each) for each in wrong)} == {
        (400, "invalid_signature")
    }
    assert [row for row in rows() if row["kind"] == "bank_event"] == []


@pytest.mark.parametrize(("seconds", "status"), [(-301, 400), (-299, 200), (299, 200), (302, 400)])
def test_a_notification_is_good_for_five_minutes_both_ways(
    world: Payouts, paid: tuple[dict[str, object], bytes, str], seconds: int, status: int
) -> None:
    event, _, _ = paid
    reply = world.webhook(event, timestamp=now(seconds))

    assert reply.status == status
    assert status == 200 or reply.problem == "timestamp_out_of_range"


def test_a_body_that_the_gateway_has_encoded_is_checked_by_its_own_bytes(
    world: Payouts, paid: tuple[dict[str, object], bytes, str]
) -> None:
    from functions.payouts import webhook
    from tests.support.call import context, event
    from tests.support.privilege import role_of

    _, body, signature = paid
    made = event(
        "POST", ROUTE.partition(" ")[2], base64.b64encode(body).decode(), {"x-signature": signature}, webhook.app.routes
    )
    with role_of(webhook.__name__):
        answer = webhook.handler({**made, "isBase64Encoded": True}, context())

    assert answer["statusCode"] == 200


@pytest.mark.parametrize("reference", ["pyo_01J00000000000000000000000-1", "PAYOUT#x", "else", "pyo-1", ""])
def test_a_number_that_is_not_known_is_to_be_told_later(
    world: Payouts, paid: tuple[dict[str, object], bytes, str], reference: str
) -> None:
    event = dict(paid[0])
    about = dict(event["data"], reference=reference)  # type: ignore[call-overload]
    reply = world.webhook({**event, "data": about})

    assert (reply.status, reply.problem) == (503, "not_ready")


def test_an_event_of_another_kind_is_kept_and_does_nothing(
    world: Payouts, paid: tuple[dict[str, object], bytes, str]
) -> None:
    assert world.webhook({"id": "bev_1", "type": "balance.low", "data": {}}).status == 200
    world.bus.settle()

    assert [row["event_type"] for row in rows() if row["kind"] == "bank_event"] == ["balance.low"]
    assert told("payout.paid") == []


@pytest.mark.parametrize("status", ["on_hold", "", None])
def test_a_state_that_is_not_known_is_kept_and_changes_nothing(
    world: Payouts, paid: tuple[dict[str, object], bytes, str], status: str | None
) -> None:
    event = dict(paid[0])
    assert world.webhook({**event, "data": {**event["data"], "status": status}}).status == 200  # type: ignore[dict-item]
    world.bus.settle()

    assert len([row for row in rows() if row["kind"] == "bank_event"]) == 1
    assert told("payout.paid") == []
    world.time.forward(minutes=2)
    world.drain()
    assert len(told("payout.paid")) == 1


@pytest.mark.parametrize(("read", "after"), [("GetItem", 0), ("GetItem", 1), ("GetItem", 2), ("BatchGetItem", 0)])
def test_a_word_that_comes_between_two_reads_of_another_sets_neither_aside(
    world: Payouts, paid: tuple[dict[str, object], bytes, str], read: str, after: int
) -> None:
    assert world.webhook(paid[0]).status == 200
    (word,) = told("payout.bank_word_received")
    (listener,) = listeners()["payout.bank_word_received"]

    with before_the_next(read, lambda: deliver(listener, word), after=after):
        assert deliver(listener, word)

    world.bus.settle()
    assert len(told("payout.paid")) == 1


@pytest.mark.parametrize("changes", [{"amount": "much"}, {"amount": None}])
def test_words_that_cannot_be_read_are_refused(
    world: Payouts, paid: tuple[dict[str, object], bytes, str], changes: dict[str, object]
) -> None:
    event = dict(paid[0])
    reply = world.webhook({**event, "data": {**event["data"], **changes}})  # type: ignore[dict-item]

    assert (reply.status, reply.problem) == (400, "invalid_signature")


def test_a_bank_that_does_not_exist_is_not_found(world: Payouts) -> None:
    assert call("payouts.webhook", "POST /v1/webhooks/payout/os", raw="{}").status == 404
