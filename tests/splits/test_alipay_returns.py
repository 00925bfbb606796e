"""Alipay takes a share back by a refund that gives the buyer nothing, once under its number."""

import pytest

from local.channels.alipay import royalty
from tests.splits.custody import PRICE, SHARE, Custody
from tests.splits.test_alipay_splits import RECEIVER, all_is_well
from tests.support.alipay import Alipay
from tests.support.books import balance, statuses

REFUND = "alipay.trade.refund"


@pytest.fixture
def sold(custody: Custody, alipay: Alipay) -> str:
    """An order whose share has gone to its party's account."""
    custody.seller, custody.party = alipay.seller, f"creator:{alipay.seller.id}"
    custody.open_account(RECEIVER, "alipay")
    order_id = alipay.paid(PRICE)
    custody.end()
    custody.minutes()
    assert statuses("channel_split") == ["done"]
    return order_id


def test_partial_refunds_take_back_their_parts_from_the_receiver(custody: Custody, alipay: Alipay, sold: str) -> None:
    for amount in (4_000, None):
        custody.refund(sold, amount)
        custody.minutes()
    alipay.hear()

    assert statuses("channel_return") == ["done", "done"]
    assert royalty.passed_on(alipay.sim.account) == 0
    assert balance(custody.party) == 0
    all_is_well(custody, alipay)


@pytest.mark.parametrize("fault", ["answer_lost", "http_500", "system_error", "busy", "answer_forged"])
def test_silence_is_asked_about_and_taken_back_once(custody: Custody, alipay: Alipay, sold: str, fault: str) -> None:
    custody.refund(sold, 4_000)
    alipay.sim.faults.add(fault, REFUND)
    custody.minutes()
    assert statuses("channel_return") == ["unknown"]
    custody.shop.proof()

    custody.minutes()
    assert statuses("channel_return") == ["done"]
    assert royalty.passed_on(alipay.sim.account) == SHARE - 2_800
    all_is_well(custody, alipay)


def test_a_receiver_without_the_money_owes_it_until_finance_has_it_tried_again(
    custody: Custody, alipay: Alipay, sold: str
) -> None:
    alipay.sim.withdraw(RECEIVER, SHARE)
    custody.refund(sold)
    custody.minutes()
    assert [each["failure"] for each in custody.failed("returns")] == ["ACQ.USER_BALANCE_NOT_ENOUGH"]
    assert balance(f"{custody.party}:receivable") == -SHARE
    all_is_well(custody, alipay)

    alipay.sim.withdraw(RECEIVER, -SHARE)
    custody.retry_return()
    assert statuses("channel_return") == ["done"]
    assert balance(custody.party) == 0
    all_is_well(custody, alipay)
