"""WeChat Pay takes a share back from a merchant, within 180 days; what it does not take back stays a debt."""

import pytest

from local.channels.wechat import sharing, sharing_returns
from tests.splits.custody import PRICE, SHARE, Custody
from tests.splits.test_wechat_splits import RECEIVER, all_is_well
from tests.support.books import balance, statuses
from tests.support.wechat import Wechat

RETURN = "returns.create"


class Sold:
    """An order paid by WeChat Pay whose share has gone to its party's account there; `back()` refunds it."""

    def __init__(self, custody: Custody, wechat: Wechat) -> None:
        self.custody, self.wechat = custody, wechat
        custody.seller, custody.party = wechat.seller, f"creator:{wechat.seller.id}"

    def to(self, account: str = RECEIVER, **more: str) -> "Sold":
        self.custody.open_account(account, "wechat", **more)
        self.sell()
        assert statuses("channel_split") == ["done"]
        return self

    def sell(self) -> None:
        """One more, and its window ends."""
        self.order_id = self.wechat.order(price=PRICE)
        self.wechat.pay(self.order_id)
        self.custody.end()
        self.custody.minutes()
        self.custody.minutes(61)

    def refund(self, amount: int | None = None) -> None:
        """The buyer has it back; the channel is asked for the share within a minute."""
        self.custody.refund(self.order_id, amount)
        self.wechat.simulator.run_due()
        self.custody.time.forward(hours=1)
        self.wechat.simulator.run_due()
        self.wechat.hear()

    def back(self, amount: int | None = None) -> None:
        self.refund(amount)
        self.custody.minutes()

    def owes(self) -> int:
        return -balance(f"{self.custody.party}:receivable")

    def returned(self) -> list[int]:
        made = self.wechat.simulator.account.returns.values()
        return [each["amount"] for each in made if each["result"] == "SUCCESS"]

    def is_well(self) -> bool:
        all_is_well(self.custody, self.wechat)
        return True


@pytest.fixture
def sold(custody: Custody, wechat: Wechat) -> Sold:
    return Sold(custody, wechat)


def test_partial_refunds_take_back_their_parts_from_the_merchant(sold: Sold) -> None:
    sold.to().back(4_000)
    sold.back()

    assert sold.returned() == [2_800, SHARE - 2_800]
    assert statuses("channel_return") == ["done", "done"]
    assert balance(sold.custody.party) == 0
    assert sold.is_well()


@pytest.mark.parametrize("fault", ["answer_lost", "answer_forged", "http_500", "http_429"])
def test_silence_is_asked_about_and_taken_back_once(sold: Sold, fault: str) -> None:
    sold.to().refund()
    sold.wechat.simulator.faults.add(fault, RETURN)
    sold.custody.minutes()
    assert statuses("channel_return") == ["unknown"]
    sold.custody.shop.proof()

    sold.custody.minutes()
    assert statuses("channel_return") == ["done"]
    assert sold.returned() == [SHARE]
    assert sold.is_well()


def test_what_takes_a_while_is_asked_about_until_it_is_there(sold: Sold) -> None:
    sold.to(sharing_returns.SLOW).back()
    assert statuses("channel_return") == ["sent"]
    assert sold.owes() == SHARE

    sold.custody.minutes(61)
    assert statuses("channel_return") == ["done"]
    assert sold.owes() == 0
    assert sold.is_well()


def test_a_merchant_without_the_money_owes_it_until_finance_has_it_tried_again_under_the_same_number(
    sold: Sold,
) -> None:
    sold.to().wechat.simulator.withdraw(RECEIVER, SHARE)
    sold.back()
    assert [each["failure"] for each in sold.custody.failed("returns")] == ["NOT_ENOUGH"]
    assert sold.owes() == SHARE
    assert sold.is_well()

    sold.wechat.simulator.withdraw(RECEIVER, -SHARE)
    sold.custody.retry_return()
    (back,) = sold.custody.returned(sold.order_id)
    assert back["status"] == "done"
    assert list(sold.wechat.simulator.account.returns) == [back["id"]]
    assert sold.is_well()


def test_a_failed_return_is_tried_again_under_a_number_that_means_the_same(sold: Sold) -> None:
    sold.to(sharing_returns.ABNORMAL).back()
    assert statuses("channel_return") == ["failed"]
    sold.custody.retry_return()

    first, second = sold.wechat.simulator.account.returns
    assert second == f"{first}-1"
    assert [each["failures"] for each in sold.custody.failed("returns")] == [2]
    assert sold.owes() == SHARE
    assert sold.is_well()


def test_a_share_that_went_out_at_the_second_try_is_taken_back_from_there(sold: Sold) -> None:
    sold.custody.open_account(sharing.REFUSED, "wechat")
    sold.order_id = sold.wechat.order(price=PRICE)
    sold.wechat.pay(sold.order_id)
    sold.custody.end()
    sold.custody.minutes()
    sold.custody.minutes(61)
    sold.custody.open_account(RECEIVER, "wechat")
    sold.custody.retry()
    sold.custody.minutes(61)
    sold.refund()
    sold.wechat.simulator.faults.add("answer_lost", RETURN)
    sold.custody.minutes()
    sold.custody.minutes()

    assert sold.returned() == [SHARE]
    assert sold.owes() == 0
    assert sold.is_well()


def test_a_person_is_not_asked_and_owes_it(sold: Sold) -> None:
    sold.to("openid-of-somebody", kind="person").back()

    assert not statuses("channel_return")
    assert sold.owes() == SHARE
    assert sold.is_well()


def test_what_repaid_a_debt_whole_is_not_passed_on_and_is_ours_at_once(sold: Sold) -> None:
    sold.to("openid-of-somebody", kind="person").back()
    sold.sell()

    assert sold.owes() == 0
    assert statuses("channel_split") == ["done", "void"]
    freed = [each["receivers"][0]["amount"] for each in sold.wechat.simulator.account.unfrozen.values()]
    assert freed == [PRICE - SHARE, PRICE]
    assert sold.is_well()


@pytest.mark.parametrize(("days", "is_asked"), [(179, True), (181, False)])
def test_after_180_days_a_merchant_is_not_asked_either(sold: Sold, days: int, is_asked: bool) -> None:
    sold.to().custody.time.forward(days=days)
    sold.back()

    assert (statuses("channel_return") == ["done"]) is is_asked
    assert sold.owes() == (0 if is_asked else SHARE)
    assert sold.is_well()
