"""Profit sharing as WeChat Pay does it, asked by the real SDK: receivers, shares, returns, and the rest that is unfrozen."""

from typing import Any

import pytest

from local.channels.wechat import WechatSimulator, sharing, sharing_returns
from tests.local.channels.wechat import NUMBER, Client, read

MERCHANT, PERSON = "1900000200", "openid-of-somebody"
SHARE, BACK, REST = "csp_1", "crt_1", "unf_1"


class Shared:
    """A paid order of 1 000 fen of which 600 went to a merchant and 100 to a person."""

    def __init__(self, wechat: WechatSimulator, merchant: Client) -> None:
        self.wechat, self.sdk = wechat, merchant.sdk
        wechat.account.settle_seconds = 0
        merchant.pay(settle_info={"profit_sharing": True})
        wechat.pay(NUMBER)
        self.transaction = str(merchant.query()["transaction_id"])
        for kind, account, name in (("MERCHANT_ID", MERCHANT, "示例商户全称"), ("PERSONAL_OPENID", PERSON, None)):
            assert read(self.sdk.profitsharing_add_receiver(kind, account, "PARTNER", name))[0] == 200
        self.share(SHARE, 600)
        self.share("csp_2", 100, PERSON, "PERSONAL_OPENID")
        for number in (SHARE, "csp_2"):
            self.sdk.profitsharing_order_query(self.transaction, number)

    def share(self, number: str, amount: int, account: str = MERCHANT, kind: str = "MERCHANT_ID") -> Any:
        receiver = {"type": kind, "account": account, "amount": amount, "description": "a share"}
        return read(self.sdk.profitsharing_order(self.transaction, number, [receiver], False))

    def back(self, number: str = BACK, amount: int = 200, account: str = MERCHANT, share: str = SHARE) -> Any:
        return read(self.sdk.profitsharing_return(number, account, amount, "a refund", out_order_no=share))

    def unfreeze(self, number: str = REST) -> Any:
        return read(self.sdk.profitsharing_unfreeze(self.transaction, number, "the rest"))


@pytest.fixture
def shared(wechat: WechatSimulator, merchant: Client) -> Shared:
    return Shared(wechat, merchant)


def test_a_share_comes_back_in_parts_each_once_under_its_number(shared: Shared) -> None:
    (status, first), again = shared.back(), shared.back()
    assert (status, first["result"], first["amount"]) == (200, "SUCCESS", 200)
    assert again == (200, first)
    assert read(shared.sdk.profitsharing_return_query(SHARE, BACK)) == (200, first)
    assert shared.back("crt_2", 400)[1]["result"] == "SUCCESS"
    assert sharing.passed_on(shared.wechat.account) == 100


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"amount": 601}, "INVALID_REQUEST"),
        ({"account": PERSON, "share": "csp_2", "amount": 1}, "INVALID_REQUEST"),
        ({"account": "1900000201"}, "INVALID_REQUEST"),
        ({"share": "csp_9"}, "RESOURCE_NOT_EXISTS"),
    ],
)
def test_what_was_not_given_to_a_merchant_does_not_come_back(shared: Shared, asked: dict[str, Any], code: str) -> None:
    assert shared.back(**asked)[1]["code"] == code
    assert sharing.passed_on(shared.wechat.account) == 700


def test_nothing_comes_back_from_an_empty_account_or_under_a_number_of_something_else(shared: Shared) -> None:
    shared.wechat.withdraw(MERCHANT, 500)
    assert shared.back(amount=101)[1]["code"] == "NOT_ENOUGH"
    assert read(shared.sdk.profitsharing_return_query(SHARE, BACK))[1]["code"] == "RESOURCE_NOT_EXISTS"
    assert shared.back(amount=100)[1]["result"] == "SUCCESS"
    assert shared.back(amount=99)[1]["code"] == "INVALID_REQUEST"
    assert sharing_returns.held(shared.wechat.account, MERCHANT) == 0


def test_the_rest_is_unfrozen_once_and_then_nothing_more_is_shared(shared: Shared) -> None:
    first, again = shared.unfreeze(), shared.unfreeze()
    assert first == again
    assert first[1]["receivers"][0]["amount"] == 300
    assert shared.unfreeze("unf_2")[1]["code"] == "INVALID_REQUEST"
    assert shared.share("csp_3", 1)[1]["code"] == "INVALID_REQUEST"


def test_only_receivers_that_were_named_get_a_share(shared: Shared) -> None:
    assert shared.share("csp_3", 1, "1900000201")[1]["code"] == "INVALID_REQUEST"
    status, said = read(shared.sdk.profitsharing_add_receiver("MERCHANT_ID", "1900000201", "PARTNER"))
    assert (status, said["code"]) == (400, "PARAM_ERROR")
