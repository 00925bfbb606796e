"""WeChat Pay shares what a marked order brought, some time after it was asked; it is asked about until it has."""

from typing import Any

import pytest

from local.channels.wechat import sharing
from tests.splits.custody import PRICE, SHARE, Custody
from tests.support.books import balance, statuses
from tests.support.wechat import Wechat

RECEIVER = "1900000200"


@pytest.fixture
def asked(custody: Custody, wechat: Wechat) -> Custody:
    """The window has ended, and the channel is to be asked within a minute."""
    custody.seller, custody.party = wechat.seller, f"creator:{wechat.seller.id}"
    custody.open_account(RECEIVER, "wechat")
    wechat.pay(wechat.order(price=PRICE))
    custody.end()
    return custody


def all_is_well(custody: Custody, wechat: Wechat) -> None:
    custody.shop.proof()
    assert balance("world:wechat") == sharing.passed_on(wechat.simulator.account) - wechat.books()["net"]


def receivers(wechat: Wechat) -> list[dict[str, Any]]:
    return [one for each in wechat.simulator.account.sharings.values() for one in each["receivers"]]


def test_a_share_is_sent_and_done_once_wechat_has_worked_it_off(asked: Custody, wechat: Wechat) -> None:
    asked.minutes()
    assert statuses("channel_split") == ["sent"]
    assert balance("suspense:split:") == SHARE
    all_is_well(asked, wechat)

    asked.minutes(61)
    assert statuses("channel_split") == ["done"]
    assert [(one["account"], one["amount"]) for one in receivers(wechat)] == [(RECEIVER, SHARE)]
    assert balance(asked.party) == 0
    all_is_well(asked, wechat)


@pytest.mark.parametrize("fault", ["answer_lost", "answer_forged", "http_500", "http_429", "not_enough"])
def test_silence_is_asked_about_and_shared_once(asked: Custody, wechat: Wechat, fault: str) -> None:
    wechat.simulator.faults.add(fault, "sharings.create")
    asked.minutes()
    assert statuses("channel_split") == ["unknown"]
    asked.shop.proof()

    asked.minutes()
    asked.minutes(61)
    asked.minutes(61)
    assert statuses("channel_split") == ["done"]
    assert len(receivers(wechat)) == 1
    all_is_well(asked, wechat)


def test_a_closed_sharing_is_tried_again_under_a_number_that_means_the_same(asked: Custody, wechat: Wechat) -> None:
    asked.open_account(sharing.REFUSED, "wechat")
    asked.minutes()
    asked.minutes(61)
    assert statuses("channel_split") == ["failed"]
    all_is_well(asked, wechat)

    asked.open_account(RECEIVER, "wechat")
    assert asked.retry().status == 202
    asked.minutes(61)
    assert statuses("channel_split") == ["done"]
    first, second = wechat.simulator.account.sharings
    assert second == f"{first}-1"
    all_is_well(asked, wechat)
