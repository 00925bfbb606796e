"""Days of a channel: each is opened once, none is left out, a bill that stays away is asked for, and midnight loses nothing."""

import itertools
from datetime import UTC, date, datetime, timedelta

import pytest

from argosy.reconciliation.calendar import CALENDARS
from tests.conftest import Same
from tests.reconciliation.desk import DAY, Desk, counted, sums
from tests.support import people
from tests.support.alipay import Alipay
from tests.support.books import balance
from tests.support.bus import told
from tests.support.cloud import rows
from tests.support.wechat import Wechat

NEXT = DAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("channel", "now", "day"),
    [
        ("alipay", "2026-11-21T01:59:59", "2026-11-19"),
        ("wechat", "2026-11-21T02:00:00", "2026-11-20"),
        ("alipay", "2027-01-01T02:00:00", "2026-12-31"),
        ("stripe", "2026-11-21T00:59:59", "2026-11-19"),
        ("stripe", "2026-11-21T01:00:00", "2026-11-20"),
    ],
)
def test_a_bill_is_due_in_the_channels_own_time(channel: str, now: str, day: str) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)

    assert CALENDARS[channel].newest_due(moment) == date.fromisoformat(day)


def days() -> list[str]:
    return sorted(row["day"] for row in rows() if row["kind"] == "reconciliation")


def test_a_day_is_opened_once_however_often_the_schedule_looks(alipay: Alipay, desk: Desk) -> None:
    desk.tick()
    assert days() == []  # nothing has moved at any channel
    alipay.paid()
    desk.tick()
    assert days() == []  # and now the day is not over
    for _ in range(3):
        desk.morning()

    assert days() == [str(DAY)]
    assert len(told("reconciliation.bill_due")) == 1


def test_days_on_which_the_schedule_slept_are_caught_up_with(alipay: Alipay, desk: Desk) -> None:
    alipay.paid()
    desk.morning(DAY + timedelta(days=3))

    assert days() == [str(DAY + timedelta(days=n)) for n in range(4)]
    assert [desk.show(DAY + timedelta(days=n))["status"] for n in (0, 1, 2)] == ["review"] * 3


def test_a_bill_that_stays_away_is_asked_for_ever_less_often_and_then_a_person_hears_of_it(
    alipay: Alipay, desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    alipay.paid()
    for _ in range(99):
        alipay.sim.faults.add("http_500", "alipay.data.dataservice.bill.downloadurl.query")
    desk.morning()
    waits = []
    while "BillMissing" not in capsys.readouterr().out:
        (timer,) = (row for row in rows() if row["kind"] == "timer" and row["name"] == "reconciliation.bill_due")
        due = datetime.fromisoformat(timer["due_at"])
        waits.append((due - desk.time.now).total_seconds())
        desk.time.now = due + timedelta(seconds=1)
        desk.minute()
    assert waits[0] < 301 and waits[-1] <= 6 * 3_600
    assert all(later > sooner or later > 21_000 for sooner, later in itertools.pairwise(waits))
    assert desk.time.now - datetime(2026, 11, 21, 2, tzinfo=UTC) > timedelta(hours=24)

    alipay.sim.faults.clear()
    desk.run().ok()
    assert desk.show()["status"] == "review"


def test_who_asks_before_the_bill_is_due_is_told_so(alipay: Alipay, desk: Desk) -> None:
    alipay.paid()
    for day in (DAY, date(2000, 1, 1), date(2199, 12, 31), DAY - timedelta(days=40)):
        assert (desk.run(day).status, desk.run(day).problem) == (409, "bill_not_due")
    for never in (date.min, date.max):
        assert (desk.run(never).status, desk.run(never).problem) == (400, "invalid_id")
    assert days() == []
    desk.morning()
    assert desk.run(DAY - timedelta(days=1)).problem == "bill_not_due"


def test_a_person_may_open_a_day_before_the_schedule_does(alipay: Alipay, desk: Desk) -> None:
    alipay.paid()
    desk.time.now = datetime(2026, 11, 21, 2, 1, tzinfo=UTC)
    reply = desk.run(key="k")

    assert (reply.status, reply.headers["Location"]) == (202, f"/v1/admin/recon/alipay/{DAY}")
    assert desk.run(key="k").headers["Idempotent-Replayed"] == "true"
    assert desk.show()["status"] == "review"
    assert len(told("reconciliation.bill_due")) == 1


def midnight(desk: Desk, alipay: Alipay, seconds: float) -> str:
    """An order that is paid so many seconds from midnight in China; the webhook arrives two seconds after the payment."""
    desk.time.now = datetime(2026, 11, 20, 15, 50, tzinfo=UTC)
    alipay.buyer = people.sign_in(alipay.buyer.id, alipay.buyer.email)
    alipay.seller = people.sign_in(alipay.seller.id, alipay.seller.email)
    order_id = alipay.order()
    url = alipay.begin(order_id)[1]
    desk.time.now = datetime(2026, 11, 20, 16, 0, tzinfo=UTC) + timedelta(seconds=seconds)
    alipay.sim.pay(url)
    desk.time.forward(seconds=2)
    alipay.hear()
    return order_id


def test_a_payment_just_before_midnight_that_we_hear_of_after_it_belongs_to_the_bills_day(
    alipay: Alipay, desk: Desk
) -> None:
    midnight(desk, alipay, -1)
    desk.morning(NEXT)
    desk.time.forward(
        hours=15
    )  # Alipay has no bill of a day on which nothing moved, which is known when the next is over
    desk.minute()

    assert counted(desk) == {"matched": (1, 0, 0)}
    assert sums(desk, "matched") == (10_000, 60, -60, -10_000)
    assert sums(desk, "matched", NEXT) == (0, 0, 10_000, 10_000)
    assert balance("platform:fee_expense") == -60
    for day in (DAY, NEXT):
        desk.sign(day).ok()
        assert desk.broken() == {}


def test_a_channel_that_was_used_before_we_reconciled_begins_with_what_it_held(alipay: Alipay, desk: Desk) -> None:
    alipay.paid(500)
    midnight(desk, alipay, 5)
    desk.due(NEXT)
    desk.run(NEXT).ok()

    assert days() == [str(NEXT)]
    assert (counted(desk, NEXT), balance("world:alipay")) == ({"matched": (1, 0, 0)}, -10_440)
    desk.sign(NEXT).ok()
    assert desk.broken() == {}


def test_a_payment_that_the_bill_has_a_day_later_waits_for_that_day(alipay: Alipay, desk: Desk) -> None:
    alipay.paid(500)
    alipay.paid()
    number = list(alipay.sim.account.trades)[1]
    alipay.sim.spoil(DAY, "missing", number)
    alipay.sim.spoil(NEXT, "extra", number, 10_000)
    desk.morning()
    assert counted(desk) == {"long": (1, 1, 0), "matched": (1, 0, 0)}
    assert desk.sign().problem == "invalid_state"

    desk.morning(NEXT)
    assert counted(desk) == {"long": (1, 0, 0), "matched": (1, 0, 0)}
    assert (desk.one("long")["status"], counted(desk, NEXT)) == ("auto_fixed", {"matched": (1, 0, 0)})
    assert sums(desk, "matched", NEXT) == (10_000, 60, -60, -10_000)
    for day in (DAY, NEXT):
        desk.sign(day).ok()
        assert desk.broken() == {}


def test_a_payment_on_two_bills_is_not_taken_for_two(alipay: Alipay, desk: Desk) -> None:
    alipay.paid()
    (number,) = alipay.sim.account.trades
    alipay.sim.spoil(NEXT, "extra", number, 10_000)
    desk.morning()
    desk.morning(NEXT)

    assert counted(desk) == {"matched": (1, 0, 0)}
    assert counted(desk, NEXT) == {"amount_diff": (1, 0, 1)}


def test_a_day_of_wechat_begins_at_midnight_in_china(wechat: Wechat, desk: Desk) -> None:
    desk.channel = "wechat"
    wechat.pay(wechat.order(price=9_999))
    desk.morning()

    assert counted(desk) == {"matched": (1, 0, 0)}
    assert sums(desk, "matched") == (9_999, 60, 9_939, 0)
    desk.sign().ok()
    assert desk.broken() == {}


def test_stripe_has_no_bill_but_a_day_in_utc(alipay: Alipay, desk: Desk) -> None:
    shop, desk.channel = desk.shop, "stripe"
    shop.stripe.account.clock = Same(desk.time)
    order_id = shop.order(alipay.buyer, {shop.sku(alipay.seller, price=10_000, currency="USD"): 1})
    attempt = shop.pay(alipay.buyer, order_id)
    desk.time.now = datetime(2026, 11, 21, 0, 59, tzinfo=UTC)
    desk.tick()
    assert days() == []
    desk.time.forward(minutes=2)
    desk.tick()

    assert counted(desk) == {"matched": (1, 0, 0)}
    assert desk.one("matched")["number"] == attempt["id"]
    desk.sign().ok()
    assert -balance("world:stripe") == shop.books()["usd"]["balance"]
    assert desk.broken() == {}
