"""WeChat Pay keeps a shared order frozen until it hears that nothing more of it is to be passed on."""

from typing import Any

import pytest

from tests.splits.custody import PRICE, SHARE, Custody
from tests.splits.test_wechat_splits import RECEIVER, all_is_well
from tests.support.books import statuses
from tests.support.bus import deliver, listeners, told
from tests.support.call import call
from tests.support.people import Person
from tests.support.wechat import Wechat


class Frozen:
    """A purchase of two sellers' pieces, paid by WeChat Pay; only the first has an account there."""

    def __init__(self, custody: Custody, wechat: Wechat) -> None:
        self.custody, self.wechat = custody, wechat
        self.sellers = [wechat.seller, custody.seller]
        self.name_account(self.sellers[0])
        skus = {custody.shop.sku(seller, price=PRICE): 1 for seller in self.sellers}
        self.order_id = custody.shop.order(wechat.buyer, skus)

    def name_account(self, seller: Person) -> None:
        self.custody.party = f"creator:{seller.id}"
        self.custody.open_account(RECEIVER, "wechat")

    def hours(self, hours: int = 3) -> None:
        for _ in range(hours):
            self.custody.minutes(61)

    def freed(self) -> list[Any]:
        return [each["receivers"][0]["amount"] for each in self.wechat.simulator.account.unfrozen.values()]

    def child_of(self, seller: Person) -> str:
        parts = self.custody.shop.show(self.wechat.buyer, self.order_id)["orders"]
        return next(part for part in parts if self.custody.shop.show(self.wechat.buyer, part)["seller_id"] == seller.id)

    def finance(self, what: str) -> None:
        wish = {"line_no": 2, "role": "creator", "reason": "looked at"}
        route = f"POST /v1/admin/splits/{self.child_of(self.sellers[1])}/{what}"
        call("orders.admin_splits", route, wish, token=self.custody.shop.token(self.custody.finance), key=what).ok()
        self.custody.shop.bus.settle()


@pytest.fixture
def frozen(custody: Custody, wechat: Wechat) -> Frozen:
    made = Frozen(custody, wechat)
    wechat.pay(made.order_id)
    return made


def test_the_rest_is_free_once_the_last_share_has_arrived(frozen: Frozen) -> None:
    frozen.custody.end()
    frozen.hours()
    assert statuses("channel_split") == ["done", "planned"]
    assert not frozen.freed()

    frozen.name_account(frozen.sellers[1])
    frozen.hours()
    assert statuses("channel_split") == ["done", "done"]
    assert frozen.freed() == [2 * (PRICE - SHARE)]
    all_is_well(frozen.custody, frozen.wechat)


def test_a_share_that_is_released_later_keeps_the_order_frozen_until_it_has_arrived(frozen: Frozen) -> None:
    frozen.name_account(frozen.sellers[1])
    frozen.finance("freeze")
    frozen.custody.end()
    frozen.hours()
    assert statuses("channel_split") == ["done"]
    assert not frozen.freed()

    frozen.finance("release")
    frozen.hours()
    assert frozen.freed() == [2 * (PRICE - SHARE)]


def test_a_share_that_a_refund_has_emptied_keeps_nothing_frozen(frozen: Frozen) -> None:
    frozen.custody.end()
    frozen.hours()
    frozen.custody.seller = frozen.sellers[1]
    shop, seller = frozen.custody.shop, frozen.sellers[1]
    shop.refund(seller, frozen.order_id, [{"line_no": 2}]).ok()
    frozen.custody.time.forward(hours=1)
    frozen.wechat.simulator.run_due()
    frozen.wechat.hear()
    frozen.name_account(seller)
    frozen.hours()

    assert statuses("channel_split") == ["done", "void"]
    assert frozen.freed() == [PRICE - SHARE]


@pytest.mark.parametrize("fault", ["answer_lost", "http_500"])
def test_a_fact_that_comes_twice_or_a_silent_channel_frees_the_rest_once(frozen: Frozen, fault: str) -> None:
    frozen.name_account(frozen.sellers[1])
    frozen.wechat.simulator.faults.add(fault, "sharings.unfreeze")
    frozen.custody.end()
    frozen.hours()
    for row in told("channel_split.done"):
        for listener in listeners()["channel_split.done"]:
            assert deliver(listener, row)

    assert frozen.freed() == [2 * (PRICE - SHARE)]
