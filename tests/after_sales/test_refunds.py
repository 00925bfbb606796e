"""A case ends when its money has really gone back: by the channel, at a second try, by hand, or from the wallet."""

import pytest

from local.channels.stripe import refunds
from tests.after_sales.world import PIECES, PRICE, STOCK, Desk
from tests.support.bus import told
from tests.support.call import call
from tests.support.cloud import rows


def with_failed_refund(desk: Desk) -> str:
    """A case whose money the bank has refused to take back."""
    desk.order = desk.shop.order(desk.buyer, {desk.sku: 1})
    attempt = desk.shop.attempt(desk.buyer, desk.order).ok()
    desk.shop.confirm(attempt, "pm_card_pendingRefund")
    desk.shop.hear()
    case = desk.ask("refund_only")
    assert desk.do(desk.seller, case, "agree") == "refunding"
    pending = [event for event in desk.shop.stripe.events if event["type"] == "refund.created"]
    desk.shop.stripe.fail_refund(pending[-1]["data"]["object"]["id"])
    desk.shop.hear()
    return case


def finance(desk: Desk, case: str, way: str) -> None:
    token = desk.shop.join("fay", "finance").token
    refund = desk.show(case)["refund"]["id"]
    call("refunds.admin_refunds", f"POST /v1/admin/refunds/{refund}/{way}", token=token, key=way).ok()
    desk.shop.bus.settle()


def test_a_refund_that_the_channel_refuses_is_shown_in_the_case_which_stays_open(desk: Desk) -> None:
    case = with_failed_refund(desk)
    shown = desk.show(case)

    assert (shown["status"], shown["refund"]["failed"], desk.refunded) == ("refunding", True, 0)
    assert desk.try_ask("refund_only").problem == "after_sale_exceeds_bought"


@pytest.mark.parametrize("way", ["retry", "manual"])
def test_a_second_try_and_money_sent_by_hand_end_the_case(desk: Desk, way: str) -> None:
    case = with_failed_refund(desk)
    finance(desk, case, way)
    if way == "retry":
        newest = [event for event in desk.shop.stripe.events if event["type"] == "refund.created"][-1]
        refunds.settle(desk.shop.stripe.account, newest["data"]["object"]["id"])
        desk.shop.hear()
    shown = desk.show(case)

    assert (shown["status"], shown["refund"]["failed"], desk.refunded) == ("done", False, PRICE)
    desk.shop.proof()


def test_a_refund_that_the_channel_answers_late_is_one_refund_and_then_the_case_is_done(desk: Desk) -> None:
    desk.shop.stripe.faults.add("answer_lost", "refunds.create", times=5)
    case = desk.ask("refund_only")
    assert desk.do(desk.seller, case, "agree") == "refunding"
    desk.shop.stripe.faults.clear()
    desk.wait(minutes=2)

    assert (desk.status(case), desk.refunded, len(told("after_sale.done"))) == ("done", PRICE, 1)
    assert [row["source"] for row in rows() if row["kind"] == "refund"] == ["after_sale"]
    desk.shop.bus.again("refund.succeeded")
    assert len(told("after_sale.done")) == 1
    desk.shop.proof()


def test_what_was_paid_from_the_wallet_goes_back_there(desk: Desk) -> None:
    desk.shop.recharge(desk.buyer, 50_000)
    desk.order = desk.shop.order(desk.buyer, {desk.sku: 1})
    desk.shop.attempt(desk.buyer, desk.order, channel="wallet", method="balance").ok()
    desk.shop.bus.settle()
    desk.do(desk.seller, desk.ask("refund_only"), "agree")

    assert (desk.shop.wallet(desk.buyer)["CNY"]["available"], desk.available) == (50_000, STOCK - PIECES)
    desk.shop.proof()


def test_a_refund_without_a_case_ends_none(desk: Desk) -> None:
    desk.ship()
    case = desk.ask("repair")
    desk.shop.refund(desk.seller, desk.order, [{"line_no": 1, "amount": 100}]).ok()

    assert (desk.status(case), desk.refunded) == ("applied", 100)
