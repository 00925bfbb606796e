"""An open case keeps its order from being completed, and the parties' shares from becoming available; its end lets both go on."""

from typing import Any

import pytest

from tests.after_sales.world import Desk
from tests.support.bus import told

WON, WON_OF_TWO, EIGHTY_PERCENT = 21_002, 14_001, 8_001
"""The seller's part of three lamps at 100.01, of two when one was given back, and of one by the other rule."""


def money(desk: Desk) -> tuple[str, int]:
    wallet = desk.shop.wallet(desk.seller)["CNY"]
    return desk.seen["status"], wallet["available"]


def test_an_order_completes_as_soon_as_its_last_case_ends_after_the_window(desk: Desk) -> None:
    desk.ship()
    desk.receive()
    desk.wait(days=6)
    first, second = desk.ask("repair"), desk.ask("return_refund")
    desk.wait(days=2)
    assert money(desk) == ("delivered", 0)

    for case in (first, second):
        assert desk.status(case) == "seller_agreed"
    desk.do(desk.buyer, first, "cancel")
    assert money(desk) == ("delivered", 0)
    desk.do(desk.buyer, second, "cancel")
    assert money(desk) == ("completed", WON)
    assert len(told("order.completed")) == 1
    desk.shop.proof()


def test_a_case_that_ends_before_the_window_leaves_the_window_as_it_is(desk: Desk) -> None:
    desk.ship()
    desk.receive()
    desk.do(desk.buyer, desk.ask("repair"), "cancel")
    assert money(desk) == ("delivered", 0)
    desk.ask("repair")  # another may be opened, for the window is open

    for _ in range(3):
        desk.wait(days=8)
    assert money(desk) == ("completed", WON)


def test_no_case_is_opened_when_the_window_has_ended_and_another_case_keeps_the_order(desk: Desk) -> None:
    desk.ship()
    desk.receive()
    desk.wait(days=6)
    desk.ask("repair")
    desk.wait(days=2)

    assert desk.seen["status"] == "delivered"
    assert desk.try_ask("repair").problem == "after_sale_not_possible"


def test_a_case_whose_refund_takes_all_of_a_digital_order_closes_it_and_completes_nothing(desk: Desk) -> None:
    desk.order = desk.shop.order(desk.buyer, {desk.sku: 1})
    desk.shop.pay(desk.buyer, desk.order)
    desk.wait(days=6, hours=23)
    case = desk.ask("refund_only")
    desk.wait(hours=2)
    assert desk.seen["status"] == "paid"
    desk.do(desk.seller, case, "agree")

    assert (desk.status(case), desk.seen["status"], told("order.completed")) == ("done", "closed", [])
    desk.shop.proof()


def test_a_refund_that_the_order_waited_for_is_taken_from_the_shares_before_they_are_available(desk: Desk) -> None:
    desk.ship()
    desk.receive()
    desk.wait(days=6, hours=23)
    case = desk.ask("refund_only")
    desk.wait(hours=2)
    desk.do(desk.seller, case, "agree")

    assert money(desk) == ("completed", WON_OF_TWO)
    desk.shop.proof()


@pytest.mark.parametrize("timing", [{"timing": "on_receipt"}, {"timing": "t_plus_n", "days": 1}], ids=str)
def test_shares_that_fall_due_earlier_wait_for_an_open_case_too(desk: Desk, timing: dict[str, Any]) -> None:
    desk.order = desk.with_rule(**timing)
    desk.ship(1)
    case = desk.ask("repair")
    desk.receive()
    desk.wait(days=1, minutes=1)
    assert money(desk) == ("delivered", 0)

    desk.do(desk.seller, case, "reject")
    desk.do(desk.buyer, case, "cancel")
    desk.wait(days=7)
    assert money(desk) == ("completed", EIGHTY_PERCENT)
    desk.shop.proof()
