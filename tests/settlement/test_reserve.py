"""What is carried opens the next statement; what is kept back leaves the available account at once and comes back in time."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.conftest import Clock
from tests.settlement.world import again, agree, balance, brief, lines, moved, statements, woken
from tests.support.call import call
from tests.support.people import Person
from tests.support.shop import Shop


def days(time: Clock, *amounts: int, seller: Person) -> None:
    """On each day one movement (none for 0), settled in the night after it."""
    for minor in amounts:
        if minor:
            moved(seller, minor, "order" if minor > 0 else "refund")
        time.now = (time.now + timedelta(days=1)).replace(hour=1)
        woken()


def sums(statement: dict[str, Any], *names: str) -> list[int]:
    return [statement[name]["amount"] for name in names]


def test_what_is_below_zero_or_below_the_minimum_opens_the_next_statement(
    seller: Person, finance: Person, time: Clock
) -> None:
    agree(finance, seller, min_amounts=[{"amount": 100, "currency": "CNY"}]).ok()
    moved(seller, 500, asset="USD")
    days(time, 0, 200, 60, -80, 0, 90, 40, 100, seller=seller)

    found = [one for one in statements(seller) if one["closing"]["currency"] == "CNY"]
    assert [(*sums(one, "opening", "closing"), one["status"]) for one in found] == [
        (0, 100, "closed"),
        (70, 110, "closed"),
        (-20, 70, "carried"),
        (60, -20, "carried"),
        (0, 60, "carried"),
        (0, 200, "closed"),
    ]
    assert brief(seller)[-1] == ("2026-11-20", 500, "closed")  # another currency has a minimum of its own: none


def test_a_reserve_leaves_what_may_be_paid_out_and_comes_back_after_the_agreed_days_on_a_later_statement(
    shop: Shop, seller: Person, finance: Person, time: Clock
) -> None:
    agree(finance, seller, reserve_bps=1_000, reserve_days=3).ok()
    days(time, 0, 10_005, seller=seller)

    (kept,) = statements(seller)
    assert sums(kept, "earned", "reserve_in", "closing") == [10_005, 1_001, 9_004]
    assert lines(again(seller), kept["id"]) == [("earned", 10_005), ("reserve_in", -1_001)]
    assert (balance(seller), balance(seller, "reserve")) == (9_004, 1_001)

    for _ in range(3):
        assert balance(seller, "reserve") == 1_001
        time.forward(days=1)
        shop.drain()
    assert (balance(seller), balance(seller, "reserve")) == (10_005, 0)
    days(time, 0, seller=seller)
    (back, _) = statements(seller)
    assert sums(back, "opening", "earned", "reserve_in", "reserve_out", "closing") == [0, 0, 0, 1_001, 1_001]
    shop.bus.again("settlement.reserve_due")
    assert balance(seller, "reserve") == 0
    shop.proof()


def test_no_more_is_kept_back_than_is_left_on_the_account(seller: Person, finance: Person, time: Clock) -> None:
    agree(finance, seller, reserve_bps=5_000, reserve_days=3).ok()
    time.now = datetime(2026, 11, 21, 1, tzinfo=UTC)
    moved(seller, 1_000)
    moved(seller, -900, "payout")
    days(time, 0, seller=seller)

    (statement,) = statements(seller)
    assert sums(statement, "reserve_in", "closing", "paid_out") == [100, 900, 900]
    assert (balance(seller), balance(seller, "reserve")) == (0, 100)


def test_payouts_are_shown_on_the_next_statement_and_never_counted_as_earnings_or_taken_off(
    seller: Person, time: Clock
) -> None:
    days(time, 700, seller=seller)
    moved(seller, -700, "payout")
    days(time, 0, seller=seller)
    assert len(statements(seller)) == 1  # a payout alone makes no statement

    moved(seller, 200, "payout")  # the bank sent a part of it back
    days(time, 30, seller=seller)
    newest = statements(seller)[0]
    assert sums(newest, "opening", "earned", "taken_back", "paid_out", "closing") == [0, 30, 0, 500, 30]
    assert [kind for kind, _ in lines(again(seller), newest["id"])] == ["payout", "payout", "earned"]


def test_fees_tax_and_adjustments_are_sums_of_their_own(seller: Person, time: Clock) -> None:
    for business, minor in (("order", 1_000), ("fee", -20), ("fee", 5), ("tax", -100), ("adjustment", 7)):
        moved(seller, minor, business)
    days(time, 0, seller=seller)

    (statement,) = statements(seller)
    assert sums(statement, "earned", "fees", "tax", "adjustments", "closing") == [1_000, 15, 100, 7, 892]


def test_all_statements_together_are_what_the_ledger_says_is_there(
    shop: Shop, seller: Person, finance: Person, time: Clock
) -> None:
    agree(finance, seller, reserve_bps=2_000, reserve_days=2, min_amounts=[{"amount": 500, "currency": "CNY"}]).ok()
    for minor in (300, -100, 900, 50, -400, 1_000):
        days(time, minor, seller=seller)
        shop.drain()
    moved(seller, -250, "payout")
    days(time, 1, 1, 1, seller=seller)

    everything = [minor for one in statements(seller) for _, minor in lines(again(seller), one["id"])]
    assert sum(everything) + balance(seller, "reserve") == 300 - 100 + 900 + 50 - 400 + 1_000 - 250 + 3
    waiting = call("ledger.wallet", "GET /v1/wallets", token=again(seller).token).ok()["data"][0]
    assert waiting["balance"] == balance(seller) + balance(seller, "reserve")
    shop.proof()
