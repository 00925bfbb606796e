"""A run is done as often as anybody likes and once in effect; where it broke off, the next one goes on."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from argosy.settlement import settlement
from argosy.settlement.settlement import Unsettled
from tests.conftest import Clock
from tests.settlement.world import again, agree, balance, brief, lines, moved, statements, woken
from tests.support.bus import Bus, told
from tests.support.call import Reply, call
from tests.support.cloud import rows
from tests.support.hook import Call, on_calls
from tests.support.people import Person

Join = Callable[..., Person]


class PowerCut(BaseException):
    """The process is gone: nothing in it can catch this."""


def asked(finance: Person, **wish: Any) -> Reply:
    return call("settlement.run", "POST /v1/admin/settlements/run", wish, token=again(finance).token)


def cut_after(patch: pytest.MonkeyPatch, transactions: int) -> None:
    """The power goes before the next transaction."""
    done = [0]

    def failing(go_on: Call, service: str, operation: str, request: dict[str, Any]) -> Any:
        if operation == "TransactWriteItems":
            if done[0] == transactions:
                raise PowerCut
            done[0] += 1
        return go_on(service, operation, request)

    on_calls(patch, failing)


@pytest.mark.parametrize("transactions", [1, 2, 3])
def test_a_run_that_breaks_off_is_finished_by_the_next_and_ends_as_if_nothing_had_been(
    seller: Person, finance: Person, time: Clock, monkeypatch: pytest.MonkeyPatch, transactions: int
) -> None:
    """Two chunks of lines, the reserve, the closing: it breaks off between any two of them."""
    monkeypatch.setattr(settlement, "MOST_LINES_AT_ONCE", 3)
    agree(finance, seller, reserve_bps=1_000, reserve_days=30).ok()
    time.forward(days=1)
    for _ in range(5):
        moved(seller, 10)
    time.forward(days=1)
    with monkeypatch.context() as patch:
        cut_after(patch, transactions)
        with pytest.raises(PowerCut):
            woken()
    moved(seller, 30)
    time.forward(days=1)
    woken()

    assert brief(seller) == [("2026-11-22", 27, "closed"), ("2026-11-21", 45, "closed")]
    assert [lines(again(seller), one["id"]) for one in statements(seller)] == [
        [("earned", 30), ("reserve_in", -3)],
        [*[("earned", 10)] * 5, ("reserve_in", -5)],
    ]
    assert (balance(seller), balance(seller, "reserve")) == (72, 8)
    assert len(told("settlement.statement_ready")) == 2


def test_what_a_night_left_undone_the_next_one_does(
    seller: Person, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved(seller, 10)
    time.forward(days=1)
    with monkeypatch.context() as patch:
        cut_after(patch, 0)
        with pytest.raises(PowerCut):
            woken()
    time.forward(days=1)
    woken()

    assert brief(seller) == [("2026-11-21", 10, "closed")]


def test_a_party_that_cannot_be_settled_does_not_keep_the_others_waiting_and_the_schedule_says_so(
    seller: Person, join: Join, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = join("other", "seller")
    moved(seller, 10)
    moved(other, 20)
    time.forward(days=1)

    def failing(go_on: Call, service: str, operation: str, request: dict[str, Any]) -> Any:
        if operation == "TransactWriteItems" and seller.id in str(request):
            raise RuntimeError("a poisonous item")
        return go_on(service, operation, request)

    with monkeypatch.context() as patch:
        on_calls(patch, failing)
        with pytest.raises(Unsettled):
            woken()
    assert (brief(seller), brief(other)) == ([], [("2026-11-20", 20, "closed")])
    woken()
    assert brief(seller) == [("2026-11-20", 10, "closed")]


def test_a_dry_run_says_what_would_be_and_writes_nothing_and_the_run_does_just_that(
    seller: Person, finance: Person, join: Join, time: Clock, bus: Bus
) -> None:
    weekly, poor = join("weekly", "seller"), join("poor", "seller")
    agree(finance, seller, reserve_bps=1_000, reserve_days=7).ok()
    agree(finance, weekly, cycle="weekly").ok()
    agree(finance, poor, min_amounts=[{"amount": 1_000, "currency": "CNY"}]).ok()
    time.now = datetime(2026, 11, 24, 12, tzinfo=UTC)
    for person, minor in ((seller, 1_000), (weekly, 50), (poor, 999)):
        moved(person, minor)
    fay, before = again(finance), rows()
    dry = call(
        "settlement.run",
        "POST /v1/admin/settlements/run",
        {"as_of": "2026-11-24", "dry_run": True},
        token=fay.token,
        key="dry",
    )

    assert dry.status == 200
    assert rows() == before
    said = dry.body
    assert (said["count"], said["payable"], said["complete"]) == (2, [{"amount": 900, "currency": "CNY"}], True)
    assert asked(finance, as_of="2026-11-24").status == 202
    bus.settle()
    shown = {one["id"]: (one["closing"], one["reserve_in"], one["status"], one["lines"]) for one in said["statements"]}
    real = [one for person in (seller, weekly, poor) for one in statements(person)]
    assert shown.keys() == {one["id"] for one in real}
    assert [shown[one["id"]][:3] for one in real] == [
        (one["closing"], one["reserve_in"], one["status"]) for one in real
    ]


def test_a_dry_run_after_one_that_broke_off_says_how_the_begun_statement_will_end(
    seller: Person, finance: Person, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    agree(finance, seller, reserve_bps=1_000, reserve_days=1).ok()
    time.forward(days=1)
    moved(seller, 100)
    time.forward(days=1)
    for transactions in (1, 1):  # the lines are on it; then the reserve has moved
        with monkeypatch.context() as patch:
            cut_after(patch, transactions)
            with pytest.raises(PowerCut):
                woken()
        (one,) = asked(finance, as_of="2026-11-22", dry_run=True).ok()["statements"]
        assert [one[name]["amount"] for name in ("earned", "reserve_in", "closing")] == [100, 10, 90]


def test_only_the_named_period_is_settled(seller: Person, finance: Person, join: Join, time: Clock, bus: Bus) -> None:
    monthly = join("monthly", "seller")
    agree(finance, monthly, cycle="monthly").ok()
    time.now = datetime(2026, 11, 30, 12, tzinfo=UTC)
    moved(seller, 10)
    moved(monthly, 20)
    asked(finance, as_of="2026-11-30", period="2026-11").ok()
    bus.settle()
    assert (brief(seller), brief(monthly)) == ([], [("2026-11", 20, "closed")])

    asked(finance, as_of="2026-11-30", period="2026-11-30").ok()
    bus.settle()
    assert brief(seller) == [("2026-11-30", 10, "closed")]


def test_a_late_reversal_is_on_the_next_statement_and_the_paid_one_keeps_every_amount(
    seller: Person, time: Clock
) -> None:
    moved(seller, 1_000)
    time.forward(days=1)
    woken()
    (before,) = statements(seller)
    moved(seller, -300, "refund")
    moved(seller, 500)
    for _ in range(2):
        time.forward(days=1)
        woken()

    newest, first = statements(seller)
    assert first == before
    assert [newest[name]["amount"] for name in ("opening", "earned", "taken_back", "closing")] == [0, 500, 300, 200]


def test_more_lines_than_one_transaction_takes_are_on_one_statement(seller: Person, time: Clock) -> None:
    for _ in range(101):
        moved(seller, 1)
    time.forward(days=1)
    woken()

    assert [(one["lines"], one["closing"]["amount"]) for one in statements(seller)] == [(101, 101)]


def test_the_hand_settles_a_day_before_its_end_and_what_comes_after_waits_for_the_next(
    seller: Person, finance: Person, time: Clock, bus: Bus
) -> None:
    moved(seller, 10)
    asked(finance, as_of="2026-11-20").ok()
    bus.settle()
    moved(seller, 5)
    woken()
    time.forward(days=1, hours=1)
    woken()
    time.now += timedelta(days=1)
    woken()

    assert brief(seller) == [("2026-11-21", 5, "closed"), ("2026-11-20", 10, "closed")]
