"""WeChat Pay is told of a receiver before its account is kept, and what it refuses is not kept."""

from tests.splits.custody import FULL_NAME, Custody
from tests.splits.test_wechat_splits import RECEIVER
from tests.support.cloud import rows
from tests.support.wechat import Wechat


def accounts() -> list[str]:
    return [row["account"] for row in rows() if row["kind"] == "channel_account"]


def test_a_merchant_is_added_under_its_full_name_which_is_kept_nowhere_here(custody: Custody, wechat: Wechat) -> None:
    for _ in range(2):
        assert custody.open_account(RECEIVER, "wechat").status == 200

    assert wechat.simulator.account.receivers == {("MERCHANT_ID", RECEIVER): FULL_NAME}
    assert accounts() == [RECEIVER]
    assert not [row for row in rows() if FULL_NAME in str(row)]


def test_a_person_is_added_without_a_name(custody: Custody, wechat: Wechat) -> None:
    assert custody.open_account("openid-of-somebody", "wechat", kind="person").status == 200
    assert wechat.simulator.account.receivers == {("PERSONAL_OPENID", "openid-of-somebody"): ""}


def test_a_merchant_without_a_name_is_refused_and_not_kept(custody: Custody, wechat: Wechat) -> None:
    assert custody.open_account(RECEIVER, "wechat", kind="merchant").problem == "channel_refused"
    assert not accounts()


def test_where_wechat_pay_is_silent_nothing_is_kept_and_finance_sends_it_again(
    custody: Custody, wechat: Wechat
) -> None:
    wechat.simulator.faults.add("answer_lost", "receivers.add")
    assert custody.open_account(RECEIVER, "wechat").problem == "channel_unavailable"
    assert not accounts()

    assert custody.open_account(RECEIVER, "wechat").status == 200
    assert accounts() == [RECEIVER]
