"""A day of Alipay's against our books: each class of items, and what is done about it without anybody."""

from datetime import timedelta

import pytest

from tests.reconciliation.desk import DAY, Desk, counted, sums
from tests.support.alipay import Alipay
from tests.support.books import balance, statuses
from tests.support.bus import told


def lose(alipay: Alipay) -> None:
    """Whatever Alipay has told so far never arrives."""
    alipay.told |= {event["id"] for event in alipay.sim.events}


def test_what_agrees_is_matched_and_the_fee_that_only_the_bill_knows_is_posted(alipay: Alipay, desk: Desk) -> None:
    order_id = alipay.paid(9_999)
    alipay.refund(order_id, 3_333)
    desk.morning()

    assert counted(desk) == {"matched": (2, 0, 0)}
    assert sums(desk, "matched") == (6_666, 40, 6_626, 0)
    assert (balance("platform:fee_expense"), balance("world:alipay")) == (-40, -6_626)
    assert desk.show()["bill"] == [{"amount": 6_626, "currency": "CNY"}]
    payment, refund = sorted(desk.items(), key=lambda item: str(item["movement"]))
    assert (payment["billed"]["amount"], payment["fee"]["amount"], payment["status"]) == (9_999, 60, "auto_fixed")
    assert (refund["billed"]["amount"], refund["fee"]["amount"], refund["order_id"]) == (-3_333, -20, order_id)
    assert desk.broken() == {}


def test_a_payment_that_only_the_channel_knows_is_made_up_for(alipay: Alipay, desk: Desk) -> None:
    order_id = alipay.order()
    alipay.sim.pay(alipay.begin(order_id)[1])
    lose(alipay)
    alipay.paid(500)
    desk.morning()

    assert desk.shop.show(alipay.buyer, order_id)["status"] == "paid"
    item = desk.one("short")
    assert (item["status"], item["note"], item["difference"]["amount"]) == ("auto_fixed", "made up for: pay", -10_000)
    assert counted(desk) == {"matched": (1, 0, 0), "short": (1, 0, 0)}
    assert desk.broken() == {}


def test_a_bill_with_an_order_that_we_have_closed_sends_the_money_back(alipay: Alipay, desk: Desk) -> None:
    order_id = alipay.order()
    _, url = alipay.begin(order_id)
    alipay.cancel(order_id)
    alipay.sim.pay(url)
    lose(alipay)
    alipay.paid(500)
    desk.morning()

    assert desk.one("short")["note"] == "made up for: give_back"
    assert statuses("attempt") == ["auto_refunded", "succeeded"]
    assert alipay.sim.books()["cny"]["net"] == 500
    desk.morning(DAY + timedelta(days=1))
    assert counted(desk, DAY + timedelta(days=1)) == {
        "matched": (2, 0, 0)
    }  # the payment that was made up for, the refund
    assert desk.broken() == {}


def test_a_payment_that_no_bill_has_waits_for_the_next_day_and_then_holds_its_order(
    alipay: Alipay, desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    order_id, _ = alipay.paid(), alipay.paid(500)
    alipay.sim.spoil(DAY, "missing", next(iter(alipay.sim.account.trades)))
    desk.morning()
    waiting = desk.one("long")
    assert (waiting["status"], waiting["note"]) == ("new", "the channel says: succeeded")
    assert (waiting["billed"], waiting["booked"]["amount"], desk.show()["status"]) == (None, 10_000, "matching")
    assert not told("order.held")

    desk.morning(DAY + timedelta(days=2))
    assert (desk.one("long")["status"], desk.show()["status"]) == ("needs_review", "review")
    assert desk.shop.show(alipay.buyer, order_id)["hold"]["kind"] == "risk"
    assert "ReconciliationNeedsReview" in capsys.readouterr().out
    assert desk.sign().problem == "items_open"


def test_another_amount_holds_the_order_until_a_person_has_looked(alipay: Alipay, desk: Desk) -> None:
    order_id = alipay.paid()
    (number,) = alipay.sim.account.trades
    alipay.sim.spoil(DAY, "other_amount", number, 9_000)
    desk.morning()

    item = desk.one("amount_diff")
    assert (item["status"], item["note"]) == ("needs_review", "booked 10000, billed 9000")
    assert sums(desk, "amount_diff") == (9_000, 60, 9_940, 1_000)
    assert desk.shop.show(alipay.buyer, order_id)["hold"]["kind"] == "risk"


def test_a_refund_that_only_the_channel_has_made_is_asked_about_and_booked(alipay: Alipay, desk: Desk) -> None:
    order_id = alipay.paid()
    alipay.sim.account.refund_seconds = 7_200
    refund_id = alipay.refund(order_id, 4_000)
    desk.time.forward(hours=3)
    alipay.sim.run_due()
    assert statuses("refund") == ["processing"]
    desk.morning()

    item = desk.one("status_diff")
    assert (item["number"], item["status"], item["note"]) == (refund_id, "auto_fixed", "the channel says: succeeded")
    assert (statuses("refund"), balance("world:alipay")) == (["succeeded"], -6_000 + 36)
    assert desk.broken() == {}


def test_a_number_that_is_not_ours_has_its_money_in_suspense(alipay: Alipay, desk: Desk) -> None:
    alipay.paid(500)
    alipay.sim.spoil(DAY, "extra", "somebody#else", 4_200)
    desk.morning()

    item = desk.one("unknown")
    assert (item["number"], item["status"], item["difference"]["amount"]) == ("somebody#else", "needs_review", 0)
    assert balance(f"suspense:recon:{item['id']}") == 4_200
    assert desk.broken() == {}
