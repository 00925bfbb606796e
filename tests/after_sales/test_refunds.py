"""A case ends when its money has really gone back: by the channel, at a second try, by hand, or from the wallet."""

import pytest

from local.channels.stripe import refunds
from tests.after_sales.world import PIECES, PRICE, STOCK, Desk
from tests.support.bus import told
from tests.support.call import call
from tests.support.cloud import rows


def ordered(desk: Desk, pieces: int = 1) -> None:
    """By a card whose refunds are decided later."""
    desk.order = desk.shop.order(desk.buyer, {desk.sku: pieces})
    attempt = desk.shop.attempt(desk.buyer, desk.order).ok()
    desk.shop.confirm(attempt, "pm_card_pendingRefund")
    desk.shop.hear()


def newest_refund(desk: Desk) -> str:
    """Stripe's number of it."""
    created = [event for event in desk.shop.stripe.events if event["type"] == "refund.created"]
    return str(created[-1]["data"]["object"]["id"])


def fails(desk: Desk) -> None:
    desk.shop.stripe.fail_refund(newest_refund(desk))
    desk.shop.hear()


def succeeds(desk: Desk) -> None:
    refunds.settle(desk.shop.stripe.account, newest_refund(desk))
    desk.shop.hear()


def failed_case(desk: Desk) -> str:
    """A case whose money the bank has refused to take back."""
    case = desk.ask("refund_only")
    assert desk.do(desk.seller, case, "agree") == "refunding"
    fails(desk)
    return case


def with_failed_refund(desk: Desk) -> str:
    ordered(desk)
    return failed_case(desk)


def given(desk: Desk, minor: int) -> str:
    """The seller gives so much of the line back, without a case."""
    reply = desk.shop.refund(desk.seller, desk.order, [{"line_no": 1, "amount": minor}])
    return str(reply.ok()["id"])


def finance(desk: Desk, refund: str, way: str) -> None:
    token = desk.shop.join("fay", "finance").token
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
    finance(desk, desk.show(case)["refund"]["id"], way)
    if way == "retry":
        succeeds(desk)
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


@pytest.mark.parametrize("way", ["channel", "manual"])
def test_money_that_the_seller_gives_by_another_refund_ends_the_case_whose_own_has_failed(desk: Desk, way: str) -> None:
    case = with_failed_refund(desk)
    refund = given(desk, PRICE)
    if way == "channel":
        succeeds(desk)
    else:
        fails(desk)
        assert desk.status(case) == "refunding"
        finance(desk, refund, "manual")
    desk.shop.bus.again("refund.succeeded")

    assert (desk.status(case), desk.refunded, len(told("after_sale.done"))) == ("done", PRICE, 1)
    desk.shop.proof()


def test_less_money_than_was_asked_leaves_the_case_open_until_nothing_of_the_line_is_left(desk: Desk) -> None:
    case = with_failed_refund(desk)
    statuses = []
    for minor in (4_000, PRICE - 4_000):
        given(desk, minor)
        succeeds(desk)
        statuses.append(desk.status(case))

    assert statuses == ["refunding", "done"]


@pytest.mark.parametrize(("minor", "second"), [(PRICE + 1, "refunding"), (2 * PRICE, "done")])
def test_one_refund_ends_as_many_cases_as_it_reaches_the_oldest_first(desk: Desk, minor: int, second: str) -> None:
    ordered(desk, 2)
    cases = [failed_case(desk) for _ in range(2)]
    given(desk, minor)
    succeeds(desk)
    desk.shop.bus.again("refund.succeeded")

    assert [desk.status(case) for case in cases] == ["done", second]


def test_money_given_while_the_channel_has_not_answered_is_not_taken_for_that_of_the_case(desk: Desk) -> None:
    ordered(desk, 2)
    case = desk.ask("refund_only")
    desk.do(desk.seller, case, "agree")
    case_refund = newest_refund(desk)
    given(desk, PRICE)
    succeeds(desk)
    assert desk.status(case) == "refunding"
    desk.shop.stripe.fail_refund(case_refund)
    desk.shop.hear()
    desk.shop.bus.again("refund.succeeded")

    assert desk.status(case) == "refunding"
