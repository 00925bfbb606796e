"""Money back by WeChat Pay: once under its own number, whoever is asked, whenever the answer comes."""

from typing import Any

import pytest

from tests.conftest import Clock
from tests.support.bus import told
from tests.support.call import call
from tests.support.cloud import rows
from tests.support.wechat import Wechat


def refunds() -> list[str]:
    return [row["status"] for row in rows() if row["kind"] == "refund"]


def paid(wechat: Wechat, bank: str = "OTHERS") -> str:
    order_id = wechat.order()
    wechat.pay(order_id, bank)
    return order_id


def refund(wechat: Wechat, order_id: str, amount: int = 4_000) -> dict[str, Any]:
    return dict(wechat.shop.refund(wechat.seller, order_id, [{"line_no": 1, "amount": amount}]).ok())


def test_parts_go_back_one_after_the_other_and_never_more_than_was_paid(wechat: Wechat) -> None:
    order_id = paid(wechat)
    refund(wechat, order_id, 4_000)
    refund(wechat, order_id, 6_000)
    more = wechat.shop.refund(wechat.seller, order_id, [{"line_no": 1, "amount": 1}])

    assert (more.status, more.problem) in {(409, "refund_exceeds_paid"), (409, "invalid_state")}
    assert refunds() == ["succeeded", "succeeded"]
    assert wechat.books() == {"captured": 10_000, "refunded": 10_000, "net": 0}
    assert wechat.shop.wallet(wechat.seller)["CNY"]["pending"] == 0
    wechat.hear()
    assert len(told("refund.succeeded")) == 2
    wechat.shop.proof()


@pytest.mark.parametrize("fault", ["answer_lost", "answer_forged", "http_500", "http_429", "not_enough"])
def test_a_refund_without_an_answer_is_asked_for_again_under_the_same_number(
    wechat: Wechat, time: Clock, fault: str
) -> None:
    order_id = paid(wechat)
    wechat.simulator.faults.add(fault, "refunds.create")
    made = refund(wechat, order_id)
    assert refunds() == ["processing"]

    time.forward(minutes=2)
    wechat.shop.drain()
    assert refunds() == ["succeeded"]
    assert list(wechat.simulator.account.refunds) == [made["id"]]
    assert wechat.books()["refunded"] == 4_000


def test_a_refund_that_a_bank_takes_its_time_for_ends_with_its_notification(wechat: Wechat) -> None:
    made = refund(wechat, paid(wechat, "CMB_DEBIT"))
    assert refunds() == ["processing"]

    wechat.simulator.settle_refund(made["id"])
    wechat.hear()
    assert refunds() == ["succeeded"]
    assert told("refund.succeeded")
    wechat.shop.proof()


def test_a_refund_whose_notification_is_lost_is_asked_about(wechat: Wechat, time: Clock) -> None:
    made = refund(wechat, paid(wechat, "CMB_DEBIT"))
    wechat.simulator.settle_refund(made["id"])
    time.forward(minutes=2)
    wechat.shop.drain()

    assert refunds() == ["succeeded"]


@pytest.mark.parametrize("status", ["ABNORMAL", "CLOSED"])
def test_a_refund_that_does_not_arrive_has_failed_once_wechat_is_asked(
    wechat: Wechat, time: Clock, status: str
) -> None:
    order_id = paid(wechat, "ICBC_DEBIT")
    made = refund(wechat, order_id)
    wechat.simulator.settle_refund(made["id"], status)
    wechat.hear()
    time.forward(minutes=2)
    wechat.shop.drain()

    assert refunds() == ["failed"]
    assert told("refund.failed")
    assert wechat.books()["refunded"] == 0
    assert wechat.shop.show(wechat.buyer, order_id)["refunded_amount"]["amount"] == 0
    wechat.shop.proof()


def test_a_late_word_of_a_failure_takes_no_success_back(wechat: Wechat) -> None:
    made = refund(wechat, paid(wechat, "ICBC_DEBIT"))
    wechat.simulator.settle_refund(made["id"], "ABNORMAL")
    wechat.simulator.settle_refund(made["id"])
    abnormal, success = wechat.simulator.events[-2:]
    assert [wechat.notify(event).status for event in (success, abnormal)] == [200, 200]
    wechat.shop.bus.settle()

    assert refunds() == ["succeeded"]
    wechat.shop.proof()


def test_a_refund_that_wechat_never_had_is_asked_for_when_it_is_asked_about(wechat: Wechat, time: Clock) -> None:
    made = refund(wechat, paid(wechat, "CMB_DEBIT"))
    wechat.simulator.account.refunds.clear()
    time.forward(minutes=2)
    wechat.shop.drain()

    assert list(wechat.simulator.account.refunds) == [made["id"]]
    assert refunds() == ["processing"]


def test_a_refund_that_wechat_refuses_has_failed(wechat: Wechat) -> None:
    order_id = paid(wechat)
    wechat.simulator.account.transactions.clear()
    refund(wechat, order_id)

    assert refunds() == ["failed"]


def failed(wechat: Wechat, time: Clock, status: str) -> str:
    """The id of a refund that has come to no good end."""
    made = refund(wechat, paid(wechat, "CMB_DEBIT"))
    wechat.simulator.settle_refund(made["id"], status)
    time.forward(minutes=2)
    wechat.shop.drain()
    assert refunds() == ["failed"]
    return str(made["id"])


def try_again(wechat: Wechat, refund_id: str, key: str = "again") -> None:
    finance = wechat.shop.join(f"finance-{key}", "finance")
    call("refunds.admin_refunds", f"POST /v1/admin/refunds/{refund_id}/retry", token=finance.token, key=key).ok()
    wechat.shop.bus.settle()


def test_a_closed_refund_is_tried_again_under_another_number_that_means_the_same(wechat: Wechat, time: Clock) -> None:
    refund_id = failed(wechat, time, "CLOSED")
    wechat.simulator.faults.add("answer_lost", "refunds.create")
    try_again(wechat, refund_id)
    time.forward(minutes=2)
    wechat.shop.drain()
    assert list(wechat.simulator.account.refunds) == [refund_id, f"{refund_id}-1"]

    wechat.simulator.settle_refund(f"{refund_id}-1")
    wechat.hear()
    assert refunds() == ["succeeded"]
    assert wechat.books()["refunded"] == 4_000
    wechat.shop.proof()


def test_an_abnormal_refund_that_was_helped_at_wechat_is_not_sent_a_second_time(wechat: Wechat, time: Clock) -> None:
    refund_id = failed(wechat, time, "ABNORMAL")
    try_again(wechat, refund_id, "too-soon")
    assert refunds() == ["failed"]

    wechat.simulator.settle_refund(refund_id)
    try_again(wechat, refund_id, "in-time")
    assert refunds() == ["succeeded"]
    assert list(wechat.simulator.account.refunds) == [refund_id]
    wechat.shop.proof()
