"""Alipay passes each share on by a settlement of its own, once under its number."""

from collections.abc import Callable

import pytest

from local.channels.alipay import royalty
from tests.conftest import Clock
from tests.splits.custody import PRICE, SHARE, Custody
from tests.support.alipay import Alipay
from tests.support.books import balance, statuses
from tests.support.people import Person
from tests.support.shop import Shop

RECEIVER = "2088000300000003"
SETTLE = "alipay.trade.order.settle"


@pytest.fixture
def party(custody: Custody, alipay: Alipay, shop: Shop, time: Clock, join: Callable[..., Person]) -> str:
    """Whose share it is; the window has ended and the channel is to be asked within a minute."""
    custody.seller, custody.party = alipay.seller, f"creator:{alipay.seller.id}"
    custody.open_account(RECEIVER, "alipay")
    alipay.paid(PRICE)
    custody.end()
    return custody.party


def all_is_well(custody: Custody, alipay: Alipay) -> None:
    custody.shop.proof()
    net = alipay.sim.books()["cny"]["net"]
    assert balance("world:alipay") == royalty.passed_on(alipay.sim.account) - net


def test_a_share_is_settled_to_its_partys_account(custody: Custody, alipay: Alipay, party: str) -> None:
    assert balance(f"{party}:at_channel") == SHARE
    custody.minutes()

    assert statuses("channel_split") == ["done"]
    assert royalty.passed_on(alipay.sim.account) == SHARE
    assert balance(party) == 0
    all_is_well(custody, alipay)


@pytest.mark.parametrize("fault", ["answer_lost", "http_500", "system_error", "busy", "answer_forged"])
def test_silence_is_asked_about_and_settled_once(custody: Custody, alipay: Alipay, party: str, fault: str) -> None:
    alipay.sim.faults.add(fault, SETTLE)
    custody.minutes()
    assert statuses("channel_split") == ["unknown"]
    custody.shop.proof()

    custody.minutes()
    assert statuses("channel_split") == ["done"]
    assert royalty.passed_on(alipay.sim.account) == SHARE
    all_is_well(custody, alipay)


def test_a_refused_settlement_is_tried_again_under_the_same_number(
    custody: Custody, alipay: Alipay, party: str
) -> None:
    alipay.sim.faults.add("no_balance", SETTLE)
    custody.minutes()
    assert statuses("channel_split") == ["failed"]
    assert balance("suspense:split:") == SHARE

    (trade,) = alipay.sim.account.trades.values()
    assert custody.retry().status == 202
    assert statuses("channel_split") == ["done"]
    assert len(trade.royalties) == 1
    all_is_well(custody, alipay)
