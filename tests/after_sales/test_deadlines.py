"""Silence ends: each deadline means one thing, whether its timer comes on time, late, twice or for nothing."""

from datetime import timedelta

import pytest

from tests.after_sales.ways import SILENT, WAYS, reached
from tests.after_sales.world import PIECES, PRICE, STOCK, Desk
from tests.support.bus import told

DEADLINE = "after_sale.deadline_passed"


@pytest.mark.parametrize("status", SILENT)
def test_silence_means_what_the_table_says_and_not_a_minute_earlier(desk: Desk, status: str) -> None:
    span, after = SILENT[status]
    case = reached(desk, status)
    desk.wait(seconds=(timedelta(**span) - timedelta(minutes=2)).total_seconds())
    assert desk.status(case) == status

    desk.wait(minutes=3)
    assert desk.status(case) == after
    assert desk.show(case)["history"][-1]["by"] == "system"
    desk.shop.proof()


@pytest.mark.parametrize("status", sorted(set(WAYS) - set(SILENT) - {"refunding", "ruled_split"}))
def test_nothing_is_waited_for_where_the_case_has_ended_or_the_staff_is_to_rule(desk: Desk, status: str) -> None:
    case = reached(desk, status)
    desk.wait(days=60)

    assert (desk.status(case), desk.show(case)["due_at"]) == (status, None)


def test_a_timer_whose_case_was_moved_in_time_does_nothing(desk: Desk) -> None:
    desk.ship()
    case = desk.ask("return_refund")
    desk.wait(hours=47)
    desk.do(desk.seller, case, "reject")
    desk.wait(hours=2)

    assert len(told(DEADLINE)) == 1
    assert desk.status(case) == "seller_rejected"


def test_a_timer_that_is_told_twice_or_a_month_late_moves_the_case_once(desk: Desk) -> None:
    desk.ship()
    case = desk.ask("repair")
    desk.wait(days=30)
    desk.shop.bus.again(DEADLINE)

    assert desk.status(case) == "seller_agreed"
    assert len(told("after_sale.agreed")) == 1


def test_evidence_does_not_put_the_ruling_off(desk: Desk) -> None:
    case = reached(desk, "escalated")
    desk.wait(days=2, hours=23)
    desk.do(desk.buyer, case, "evidence")
    desk.wait(hours=1, minutes=1)

    assert desk.status(case) == "arbitrating"


def test_what_nobody_looked_at_is_paid_back_and_not_put_on_sale(desk: Desk) -> None:
    case = reached(desk, "received")
    desk.wait(hours=49)

    assert (desk.status(case), desk.refunded, desk.available) == ("done", PRICE, STOCK - PIECES)


def test_a_silent_seller_of_what_is_sold_out_gives_the_money_back(desk: Desk) -> None:
    desk.ship()
    case = desk.ask("reissue", 3)
    desk.wait(hours=49)
    shown = desk.show(case)

    assert desk.available == STOCK - PIECES
    assert (shown["status"], shown["kind"], desk.refunded) == ("done", "refund_only", 3 * PRICE)
    desk.shop.proof()


def test_silence_pays_nothing_while_the_payment_is_disputed_and_pays_when_that_is_over(desk: Desk) -> None:
    desk.ship()
    case = desk.ask("refund_only")
    desk.hold("dispute")
    desk.wait(days=2, hours=1)
    assert (desk.status(case), desk.refunded) == ("applied", 0)
    desk.release()
    desk.wait(days=1, hours=1)

    assert (desk.status(case), desk.refunded) == ("done", PRICE)
