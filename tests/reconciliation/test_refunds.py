"""Refunds, and disputes, that one side knows and the other does not: asked about, booked as they are, and never sent twice."""

from datetime import timedelta

import pytest

from tests.conftest import Clock, Same
from tests.disputes.bank import balance as exactly
from tests.reconciliation.desk import DAY, Desk, counted, sums
from tests.support.alipay import Alipay
from tests.support.books import balance, statuses
from tests.support.bus import told
from tests.support.wechat import Wechat

NEXT = DAY + timedelta(days=1)


def test_a_refund_that_takes_its_bank_days_waits_and_is_booked_in_the_end(
    wechat: Wechat, desk: Desk, time: Clock
) -> None:
    desk.channel, wechat.simulator.account.settle_seconds = "wechat", 2 * 86_400
    order_id = wechat.order()
    wechat.pay(order_id, "CMB_DEBIT")
    wechat.shop.refund(wechat.seller, order_id, [{"line_no": 1, "amount": 4_000}]).ok()
    for day in (DAY, NEXT):
        desk.morning(day)
        item = desk.one("status_diff")
        assert (item["status"], item["note"], desk.show()["status"]) == ("new", "the channel says: waiting", "matching")

    desk.due(NEXT + timedelta(days=1))
    wechat.simulator.run_due()
    desk.tick()
    assert (statuses("refund"), desk.one("status_diff")["status"]) == (["succeeded"], "auto_fixed")
    assert desk.show()["status"] == "review"
    assert wechat.books()["refunded"] == 4_000
    assert desk.broken() == {}


def test_a_refund_that_stays_under_way_too_long_is_for_a_person(wechat: Wechat, desk: Desk) -> None:
    desk.channel, wechat.simulator.account.settle_seconds = "wechat", 30 * 86_400
    order_id = wechat.order()
    wechat.pay(order_id, "CMB_DEBIT")
    wechat.shop.refund(wechat.seller, order_id, [{"line_no": 1, "amount": 4_000}]).ok()
    for number in range(9):
        desk.morning(DAY + timedelta(days=number))

    assert desk.one("status_diff")["status"] == "needs_review"
    assert desk.shop.show(wechat.buyer, order_id)["hold"]["kind"] == "risk"


def test_a_refund_that_no_bill_has_is_for_a_person_though_the_channel_says_that_it_went(
    alipay: Alipay, desk: Desk
) -> None:
    refund_id = alipay.refund(alipay.paid(), 4_000)
    alipay.sim.spoil(DAY, "missing", refund_id)
    desk.morning()
    item = desk.one("status_diff")
    assert (item["status"], item["billed"], item["note"]) == ("new", None, "the channel says: succeeded")

    alipay.sim.spoil(NEXT, "extra", "not-ours", 100)  # so that there is a bill
    desk.morning(NEXT)
    assert desk.one("status_diff")["status"] == "needs_review"
    assert alipay.sim.books()["cny"]["refunded"] == 4_000
    desk.resolve(desk.one("status_diff")).ok()
    desk.sign().ok()
    assert sums(desk, "status_diff") == (0, 0, -4_000, -4_000)
    assert desk.broken() == {}


def test_a_refund_that_has_failed_here_and_gone_there_is_not_asked_for_again(alipay: Alipay, desk: Desk) -> None:
    order_id = alipay.paid()
    alipay.sim.faults.add("no_balance", "alipay.trade.refund")
    refund_id = alipay.refund(order_id, 4_000)
    assert statuses("refund") == ["failed"]
    trade = next(iter(alipay.sim.account.trades.values()))
    alipay.sim.account.move(trade, -4_000, refund_id)
    desk.morning()

    item = desk.one("status_diff")
    assert (item["status"], item["note"]) == ("needs_review", "the refund is failed")
    assert statuses("refund") == ["failed"]


@pytest.mark.parametrize("heard", [True, False])
def test_a_refund_that_came_back_to_stripe_is_booked_as_returned_told_or_not(
    alipay: Alipay, desk: Desk, heard: bool
) -> None:
    shop, desk.channel = desk.shop, "stripe"
    shop.stripe.account.clock = Same(desk.time)
    order_id = shop.order(alipay.buyer, {shop.sku(alipay.seller): 1})
    shop.pay(alipay.buyer, order_id)
    shop.refund(alipay.seller, order_id, [{"line_no": 1, "amount": 4_000}]).ok()
    shop.hear()
    desk.morning()
    assert counted(desk) == {"matched": (2, 0, 0)}

    (refund,) = shop.stripe.account.objects["refund"]
    shop.stripe.fail_refund(refund)
    if heard:
        shop.hear()
    desk.morning(NEXT)
    assert statuses("refund") == ["returned"]
    assert counted(desk, NEXT) == {"matched" if heard else "status_diff": (1, 0, 0)}
    desk.morning(NEXT + timedelta(days=1))
    for number in range(3):
        desk.sign(DAY + timedelta(days=number)).ok()
        assert desk.broken() == {}
    assert -balance("world:stripe") == shop.books()["cny"]["balance"]
    assert not told("order.held")


@pytest.mark.parametrize("heard", [True, False])
def test_what_a_dispute_takes_and_costs_is_on_the_bill_and_its_fee_is_not_booked_twice(
    alipay: Alipay, desk: Desk, heard: bool
) -> None:
    shop, desk.channel = desk.shop, "stripe"
    shop.stripe.account.clock = Same(desk.time)
    shop.pay(alipay.buyer, shop.order(alipay.buyer, {shop.sku(alipay.seller): 1}))
    (charge,) = shop.stripe.account.objects["charge"]
    shop.stripe.dispute(charge)
    if heard:
        shop.hear()
    desk.morning()

    if not heard:
        assert counted(desk) == {"amount_diff": (1, 0, 1), "matched": (1, 0, 0)}
        return
    assert counted(desk) == {"matched": (2, 0, 0)}
    assert -exactly("world:stripe") == shop.books()["cny"]["balance"]
    desk.sign().ok()
    assert desk.broken() == {}
