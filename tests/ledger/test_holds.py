"""Holds: money set aside moves, is let go or expires, once, whoever comes at the same time."""

from collections.abc import Callable
from typing import Any

import pytest

from functions.ledger import holds, on_hold_deadline_passed
from functions.timers import drain
from tests.conftest import Clock
from tests.ledger.treasury import Treasury, cash, cny, key, purse, run
from tests.support.bus import deliver, told
from tests.support.call import call
from tests.support.cloud import rows
from tests.support.duel import before_the_next_write
from tests.support.people import Person, sign_in

Join = Callable[..., Person]


@pytest.fixture
def ann(treasury: Treasury, join: Join) -> Person:
    person = join("ann")
    treasury.fund(person, 1_000)
    return person


def test_what_is_held_is_there_and_frozen_and_its_owner_sees_why(treasury: Treasury, ann: Person) -> None:
    reply = treasury.hold(ann, 600)

    assert reply.status == 201
    assert purse(ann) == (1_000, 400, 600)
    shown = call(holds, f"GET {reply.headers['Location']}", token=ann.token).ok()
    assert (shown["amount"], shown["reason"], shown["status"]) == (cny(600), "a deposit", "pending")
    assert shown["expires_at"].startswith("2026-11-27")
    assert [fact["actor"] for fact in told("ledger.hold_placed")] == [treasury.fay.id]


def test_a_part_moves_and_the_rest_is_free_again(treasury: Treasury, ann: Person, join: Join) -> None:
    bo = join("bo")
    hold = treasury.hold(ann, 600).ok()

    posted = treasury.post(hold["id"], cash(bo), 250).ok()

    assert (posted["status"], posted["posted"]) == ("posted", cny(250))
    assert (purse(ann), purse(bo)) == ((750, 750, 0), (250, 250, 0))
    assert treasury.proof()["holds"]


def test_without_an_amount_all_of_it_moves_to_whom_the_platform_says(treasury: Treasury, ann: Person) -> None:
    hold = treasury.hold(ann, 600).ok()
    treasury.post(hold["id"], "platform:commission").ok()

    assert purse(ann) == (400, 400, 0)
    assert treasury.proof()["holds"]


def test_more_than_was_held_does_not_move(treasury: Treasury, ann: Person, join: Join) -> None:
    hold = treasury.hold(ann, 600).ok()

    reply = treasury.post(hold["id"], cash(join("bo")), 601)

    assert (reply.status, reply.problem) == (409, "hold_exceeded")
    assert purse(ann) == (1_000, 400, 600)


def test_a_void_frees_all_of_it(treasury: Treasury, ann: Person) -> None:
    hold = treasury.hold(ann, 600).ok()

    assert treasury.void(hold["id"]).ok()["status"] == "voided"
    assert purse(ann) == (1_000, 1_000, 0)


def test_it_expires_by_itself_and_only_in_its_time(treasury: Treasury, ann: Person, time: Clock) -> None:
    hold = treasury.hold(ann, 600, expires_at="2026-11-21T00:00:00+00:00").ok()
    treasury.drain()
    assert purse(ann) == (1_000, 400, 600)

    time.forward(days=1)
    treasury.drain()

    assert purse(ann) == (1_000, 1_000, 0)
    (ended,) = told("ledger.hold_ended")
    assert (ended["actor"], '"status":"expired"' in ended["data"]) == ("system", True)
    treasury.again()
    assert treasury.void(hold["id"]).problem == "invalid_state"


def test_a_deadline_that_is_told_twice_or_after_the_end_changes_nothing(
    treasury: Treasury, ann: Person, time: Clock
) -> None:
    treasury.hold(ann, 300).ok()
    voided = treasury.hold(ann, 300).ok()
    treasury.void(voided["id"]).ok()
    time.forward(days=8)
    treasury.drain()
    before = rows()

    for fact in told("ledger.hold_deadline_passed"):
        assert deliver(on_hold_deadline_passed.handler, fact)

    assert rows() == before
    assert purse(ann) == (1_000, 1_000, 0)
    assert len(told("ledger.hold_ended")) == 2


WAYS = ("post", "void", "expire")


@pytest.mark.parametrize("ways", [(a, b) for a in WAYS for b in WAYS])
def test_two_ends_at_once_are_one_end(
    treasury: Treasury, ann: Person, join: Join, time: Clock, ways: tuple[str, str]
) -> None:
    first, second = ways
    bo = join("bo")
    hold_id = treasury.hold(ann, 600, expires_at="2026-11-20T05:00:00+00:00").ok()["id"]
    time.forward(hours=1)
    treasury.again()
    run(drain.handler)  # the timer tells, and nobody has heard it yet

    def end(way: str) -> Any:
        if way == "expire":
            (fact,) = told("ledger.hold_deadline_passed")
            return deliver(on_hold_deadline_passed.handler, fact)
        reply = treasury.post(hold_id, cash(bo)) if way == "post" else treasury.void(hold_id)
        return reply.status

    with before_the_next_write(lambda: end(second)):
        outcome = end(first)

    assert outcome is True if first == "expire" else outcome == 409
    assert len(told("ledger.hold_ended")) == 1
    assert purse(ann) == ((400, 400, 0) if second == "post" else (1_000, 1_000, 0))
    assert treasury.proof()["holds"]


def test_held_money_cannot_be_held_again_and_a_frozen_wallet_not_at_all(treasury: Treasury, ann: Person) -> None:
    treasury.hold(ann, 600).ok()
    assert treasury.hold(ann, 401).problem == "insufficient_funds"

    treasury.together(cash(ann), "freeze", {"asset": "CNY", "scope": "debit"}).ok()
    assert treasury.hold(ann, 1).problem == "account_frozen"


def test_the_same_request_twice_holds_once(treasury: Treasury, ann: Person) -> None:
    first, second = (treasury.hold(ann, 600, once="once") for _ in range(2))

    assert (second.body, purse(ann)) == (first.body, (1_000, 400, 600))


def test_only_finance_holds_and_a_strangers_hold_is_not_there(treasury: Treasury, ann: Person, join: Join) -> None:
    hold = treasury.hold(ann, 600).ok()
    eve = join("eve")
    wish = {"user_id": ann.id, "amount": cny(1), "reason": "mine"}

    assert call(holds, f"GET /v1/wallets/holds/{hold['id']}", token=eve.token).problem == "not_found"
    for request, body in (
        ("POST /v1/wallets/holds", wish),
        (f"POST /v1/wallets/holds/{hold['id']}/void", None),
        (f"POST /v1/wallets/holds/{hold['id']}/post", {"to": cash(eve)}),
    ):
        assert call(holds, request, body, token=eve.token, key=key()).problem == "forbidden"
    assert purse(ann) == (1_000, 400, 600)


@pytest.mark.parametrize(
    ("to", "status", "code"),
    [
        ("user:usr_01KAG0000000000000000000AC:cash", 404, "not_found"),
        ("world:stripe", 422, "invalid_account"),
        ("platform:nothing", 422, "invalid_account"),
        ("creator:usr_01KAG0000000000000000000AC:pending", 422, "invalid_account"),
        ("user:a#b:cash", 422, "invalid_field"),
        (":cash", 422, "invalid_field"),
    ],
)
def test_held_money_goes_only_where_somebody_has_it(
    treasury: Treasury, ann: Person, to: str, status: int, code: str
) -> None:
    hold = treasury.hold(ann, 600).ok()
    reply = treasury.post(hold["id"], to)

    assert (reply.status, reply.problem) == (status, code)
    assert treasury.post(hold["id"], cash(ann)).problem == "same_account"
    assert purse(ann) == (1_000, 400, 600)


@pytest.mark.parametrize("expires_at", ["2026-11-20T04:00:00+00:00", "2027-03-01T00:00:00+00:00"])
def test_a_hold_ends_after_it_begins_and_not_in_years(treasury: Treasury, ann: Person, expires_at: str) -> None:
    assert treasury.hold(ann, 1, expires_at=expires_at).problem == "invalid_expiry"


def test_of_a_person_who_does_not_exist_nothing_is_held(treasury: Treasury) -> None:
    nobody = Person("usr_01KAG0000000000000000000AC", "", "", "")

    assert treasury.hold(nobody, 1).problem == "insufficient_funds"


def test_its_owner_cannot_spend_it_until_it_is_let_go(treasury: Treasury, ann: Person, join: Join) -> None:
    hold = treasury.hold(ann, 1_000).ok()
    bo = join("bo")
    assert treasury.send(ann, bo, 1).problem == "insufficient_funds"

    treasury.void(hold["id"]).ok()
    assert treasury.send(sign_in(ann.id, ann.email), bo, 1).status == 201
