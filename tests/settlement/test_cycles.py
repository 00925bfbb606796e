"""Each party is settled in its own cycle, cut at midnight in the platform's zone: nothing early, nothing twice."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.conftest import Clock
from tests.settlement.world import again, agree, brief, in_zone, lines, moved, statements, woken
from tests.support.people import Person
from tests.support.shop import Shop

Join = Callable[..., Person]


@pytest.mark.parametrize(
    ("cycle", "agreed", "ends", "name"),
    [
        ("t1", datetime(2026, 11, 20), datetime(2026, 11, 23), "2026-11-22"),
        ("weekly", datetime(2026, 11, 20), datetime(2026, 12, 7), "2026-W49"),
        ("monthly", datetime(2026, 11, 20), datetime(2027, 1, 1), "2026-12"),
        ("monthly", datetime(2027, 1, 20), datetime(2027, 3, 1), "2027-02"),
    ],
)
def test_what_moved_before_the_end_of_the_period_is_on_its_statement_and_what_came_after_on_the_next(
    seller: Person, finance: Person, time: Clock, *, cycle: str, agreed: datetime, ends: datetime, name: str
) -> None:
    time.now, end = agreed.replace(tzinfo=UTC), ends.replace(tzinfo=UTC)
    agree(finance, seller, cycle=cycle).ok()
    for at, minor in ((end - timedelta(days=1), 10), (end - timedelta(milliseconds=9), 5), (end, 1)):
        time.now = at
        moved(seller, minor)
        woken()
        assert at >= end or statements(seller) == []

    assert brief(seller) == [(name, 15, "closed")]
    assert statements(seller)[0]["ends_at"] == f"{end:%Y-%m-%dT%H:%M:%SZ}"


def test_a_week_over_the_end_of_a_year_is_one_week_and_a_night_too_many_adds_nothing(
    seller: Person, finance: Person, time: Clock
) -> None:
    time.now = datetime(2026, 12, 20, 9, tzinfo=UTC)
    agree(finance, seller, cycle="weekly").ok()
    for day in range(9):  # from Monday the 28th to Tuesday the 5th of January
        time.now = datetime(2026, 12, 28, 1, tzinfo=UTC) + timedelta(days=day)
        woken()
        moved(seller, 1)
    woken()

    assert brief(seller) == [("2026-W53", 7, "closed")]


def test_an_order_that_is_released_a_second_before_local_midnight_is_on_the_day_before(
    shop: Shop, seller: Person, join: Join, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_zone(monkeypatch, "Asia/Shanghai")
    buyer, sku = join("buyer"), shop.sku(seller, price=10_000)
    midnight = datetime(2026, 11, 29, tzinfo=ZoneInfo("Asia/Shanghai")).astimezone(UTC)
    for before in (timedelta(minutes=2), timedelta(0)):
        time.now = midnight - timedelta(days=7) - before
        buyer = again(buyer)
        shop.pay(buyer, shop.order(buyer, {sku: 1}))
    for at in (midnight - timedelta(seconds=1), midnight + timedelta(minutes=1)):
        time.now = at
        shop.drain()
    time.now = midnight + timedelta(hours=1)
    woken()
    time.forward(days=1)
    woken()

    assert brief(seller) == [("2026-11-29", 7_000, "closed"), ("2026-11-28", 7_000, "closed")]


def test_several_batches_a_day_close_by_the_slot_up_to_the_agreed_number_and_the_rest_waits_for_tomorrow(
    seller: Person, finance: Person, time: Clock
) -> None:
    agree(finance, seller, cycle="t0", slot_minutes=60, slots_per_day=2).ok()
    time.now = datetime(2026, 11, 21, 9, 5, tzinfo=UTC)
    for _ in range(4):
        moved(seller, 10)
        moved(seller, 1)
        time.forward(hours=1)
        for _ in range(2):
            woken("settlement.settle_several_a_day")

    assert brief(seller) == [("2026-11-21T10:00+00:00", 11, "closed"), ("2026-11-21T09:00+00:00", 11, "closed")]
    time.now = datetime(2026, 11, 22, 1, 0, 1, tzinfo=UTC)
    woken("settlement.settle_several_a_day")
    assert brief(seller)[0] == ("2026-11-22T00:00+00:00", 22, "closed")


def test_the_quarter_hours_schedule_leaves_those_alone_who_are_settled_daily(seller: Person, time: Clock) -> None:
    moved(seller, 100)
    time.forward(days=1)
    woken("settlement.settle_several_a_day")

    assert statements(seller) == []


def test_earnings_are_held_for_the_agreed_days_and_what_is_taken_back_counts_at_once(
    seller: Person, finance: Person, time: Clock
) -> None:
    agree(finance, seller, hold_days=3).ok()
    time.now = datetime(2026, 11, 23, 12, tzinfo=UTC)
    moved(seller, 100)
    moved(seller, -30, "refund")
    nights = [datetime(2026, 11, day, 1, tzinfo=UTC) for day in (24, 25, 26, 27)]
    for night in nights:
        time.now = night
        woken()

    assert brief(seller) == [("2026-11-26", 70, "closed"), ("2026-11-23", -30, "carried")]
    assert [lines(again(seller), one["id"]) for one in statements(seller)] == [[("earned", 100)], [("taken_back", -30)]]


def test_each_currency_of_a_party_has_a_statement_of_its_own(seller: Person, time: Clock) -> None:
    moved(seller, 100)
    moved(seller, 2_000, asset="JPY")
    time.forward(days=1)
    woken()

    assert sorted(str(one["closing"]) for one in statements(seller)) == [
        "{'amount': 100, 'currency': 'CNY'}",
        "{'amount': 2000, 'currency': 'JPY'}",
    ]
