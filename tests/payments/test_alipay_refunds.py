"""Refunds at Alipay: one number for each, so that a lost answer is never paid twice and never guessed."""

from typing import Any

import pytest

from tests.conftest import Clock
from tests.support.alipay import Alipay
from tests.support.books import balance, statuses
from tests.support.bus import told
from tests.support.cloud import rows


def made(alipay: Alipay) -> list[tuple[str, int]]:
    """Number and amount of every refund that Alipay has made."""
    return [(each.number, -each.amount) for each in alipay.sim.account.movements if each.amount < 0]


def test_a_refund_in_parts_gives_back_every_fen_and_no_more(alipay: Alipay) -> None:
    order_id = alipay.paid()
    parts = {alipay.refund(order_id, amount): amount for amount in (3_333, 6_666)}
    too_much = alipay.shop.refund(alipay.seller, order_id, [{"line_no": 1, "amount": 2}])
    parts[alipay.refund(order_id, 1)] = 1

    assert too_much.problem == "refund_exceeds_paid"
    assert made(alipay) == list(parts.items())
    assert statuses("refund") == ["succeeded"] * 3
    assert (balance("world:alipay"), alipay.sim.books()["cny"]["net"]) == (0, 0)
    assert alipay.shown(order_id)["refunded_amount"]["amount"] == 10_000
    alipay.shop.proof()


def test_a_refund_that_alipay_tells_of_as_well_is_booked_once(alipay: Alipay) -> None:
    order_id = alipay.paid()
    alipay.refund(order_id, 4_000)
    alipay.hear()

    assert len(told("refund.succeeded")) == 1
    assert balance("world:alipay") == -6_000
    alipay.shop.proof()


@pytest.mark.parametrize("kind", ["answer_lost", "answer_forged", "http_500", "system_error", "busy"])
def test_a_refund_whose_answer_was_lost_is_asked_for_under_the_same_number(
    alipay: Alipay, time: Clock, kind: str
) -> None:
    order_id = alipay.paid()
    alipay.sim.faults.add(kind, "alipay.trade.refund")
    refund_id = alipay.refund(order_id, 4_000)
    assert statuses("refund") == ["processing"]

    time.forward(minutes=2)
    alipay.shop.drain()
    assert statuses("refund") == ["succeeded"]
    assert made(alipay) == [(refund_id, 4_000)]
    assert balance("world:alipay") == -6_000


def test_a_refusal_of_what_was_done_before_is_no_refusal(alipay: Alipay, time: Clock) -> None:
    order_id = alipay.paid()
    alipay.sim.faults.add("answer_lost", "alipay.trade.refund")
    alipay.refund(order_id, 4_000)
    alipay.sim.faults.add("no_balance", "alipay.trade.refund")
    time.forward(minutes=2)
    alipay.shop.drain()

    assert statuses("refund") == ["succeeded"]
    assert len(made(alipay)) == 1


def test_a_refund_that_alipay_refuses_has_failed_and_can_be_asked_for_anew(alipay: Alipay) -> None:
    order_id = alipay.paid()
    alipay.sim.faults.add("no_balance", "alipay.trade.refund")
    alipay.refund(order_id, 10_000)
    assert statuses("refund") == ["failed"]

    alipay.refund(order_id, 10_000)
    assert statuses("refund") == ["failed", "succeeded"]
    assert balance("world:alipay") == 0
    alipay.shop.proof()


def test_a_refund_whose_fate_cannot_be_asked_is_not_called_failed(alipay: Alipay, time: Clock) -> None:
    order_id = alipay.paid()
    alipay.sim.faults.add("no_balance", "alipay.trade.refund")
    alipay.sim.faults.add("http_500", "alipay.trade.fastpay.refund.query")
    alipay.refund(order_id, 4_000)
    assert statuses("refund") == ["processing"]

    time.forward(minutes=2)
    alipay.shop.drain()
    assert statuses("refund") == ["succeeded"]


@pytest.fixture
def slow(alipay: Alipay) -> Alipay:
    """Refunds take two hours."""
    alipay.sim.account.refund_seconds = 7_200
    return alipay


def test_a_refund_that_takes_its_time_waits_until_alipay_tells_of_it(slow: Alipay, time: Clock) -> None:
    order_id = slow.paid()
    slow.refund(order_id, 4_000)
    assert (statuses("refund"), balance("world:alipay")) == (["processing"], -10_000)

    time.forward(hours=3)
    slow.sim.run_due()
    slow.hear()
    assert (statuses("refund"), balance("world:alipay")) == (["succeeded"], -6_000)
    slow.shop.proof()


def test_a_refund_that_takes_its_time_is_found_by_asking(slow: Alipay, time: Clock) -> None:
    order_id = slow.paid()
    refund_id = slow.refund(order_id, 4_000)
    time.forward(minutes=5)
    slow.shop.drain()
    assert statuses("refund") == ["processing"]

    time.forward(hours=3)
    slow.sim.run_due()
    slow.shop.drain()
    assert statuses("refund") == ["succeeded"]
    assert made(slow) == [(refund_id, 4_000)]


@pytest.mark.parametrize("named", [{"out_biz_no": "by-hand-1"}, {"out_biz_no": None}])
def test_a_refund_that_somebody_made_at_alipay_by_hand_is_kept_and_ends_nothing(
    alipay: Alipay, named: dict[str, Any]
) -> None:
    order_id = alipay.order()
    alipay.sim.pay(alipay.begin(order_id)[1])
    paid = alipay.sim.events[0]
    by_hand = named | {"refund_fee": "100.00", "trade_status": "TRADE_CLOSED", "notify_id": "hand"}
    assert alipay.notify(paid, **by_hand).text == "success"
    alipay.shop.bus.settle()
    assert statuses("attempt") == ["pending"]

    alipay.hear()
    assert (statuses("attempt"), [row for row in rows() if row["kind"] == "refund"]) == (["succeeded"], [])
