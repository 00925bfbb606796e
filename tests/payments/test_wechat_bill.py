"""WeChat Pay's own books of a day as lines, exact to the fen; a file that is not the announced one is not read."""

import gzip
import hashlib
from datetime import UTC, date, datetime

import pytest

from argosy.payments.channel import BillLine
from argosy.payments.channels import wechat as channel
from argosy.payments.channels.wechat_bill import lines_of
from argosy.payments.errors import ChannelSilent
from tests.conftest import Clock
from tests.support.wechat import Wechat

DAY = date(2026, 11, 20)


@pytest.fixture
def traded(wechat: Wechat, time: Clock) -> tuple[str, str, str]:
    """The numbers of two payments and a partial refund of 20 November in China, whose bill is published."""
    first, second = wechat.order(price=9_999), wechat.order(price=500)
    attempts = [wechat.pay(first), wechat.pay(second)]
    made = wechat.shop.refund(wechat.seller, first, [{"line_no": 1, "amount": 3_333}]).ok()
    time.now = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
    return attempts[0]["id"], attempts[1]["id"], made["id"]


def told(lines: tuple[BillLine, ...]) -> list[tuple[str, str, int, int]]:
    return [(line.kind, line.number, line.amount_minor, line.fee_minor) for line in lines]


def test_payments_and_refunds_of_a_day_are_lines_with_their_fees(wechat: Wechat, traded: tuple[str, str, str]) -> None:
    first, second, refund = traded
    lines = channel.bill(DAY)

    assert told(lines) == [("payment", first, 9_999, 60), ("payment", second, 500, 3), ("refund", refund, 3_333, -20)]
    account = wechat.simulator.account
    assert [line.channel_ref for line in lines] == [
        account.transactions[first]["transaction_id"],
        account.transactions[second]["transaction_id"],
        account.refunds[refund]["refund_id"],
    ]
    assert {line.currency for line in lines} == {"CNY"}
    assert lines[0].at.isoformat() == account.transactions[first]["success_time"]


def test_a_day_without_trade_has_no_lines(wechat: Wechat, traded: tuple[str, str, str]) -> None:
    assert channel.bill(date(2026, 11, 19)) == ()


def test_a_bill_that_is_not_published_yet_is_asked_for_later(wechat: Wechat, time: Clock) -> None:
    wechat.pay(wechat.order())
    time.now = datetime(2026, 11, 21, 1, 59, tzinfo=UTC)  # a minute to ten in China

    with pytest.raises(ChannelSilent):
        channel.bill(DAY)


@pytest.mark.parametrize("fault", ["http_500", "answer_lost", "answer_forged"])
def test_a_bill_that_is_not_answered_is_asked_for_later(
    wechat: Wechat, traded: tuple[str, str, str], fault: str
) -> None:
    wechat.simulator.faults.add(fault, "bills.announce")
    with pytest.raises(ChannelSilent):
        channel.bill(DAY)
    assert len(channel.bill(DAY)) == 3


def test_a_file_with_another_hash_is_refused(wechat: Wechat, traded: tuple[str, str, str]) -> None:
    wechat.simulator.discrepancy("hash")

    with pytest.raises(ChannelSilent):
        channel.bill(DAY)


def test_each_discrepancy_that_a_bill_can_have_is_in_its_lines(wechat: Wechat, traded: tuple[str, str, str]) -> None:
    first, second, refund = traded
    wechat.simulator.discrepancy("missing", first)
    wechat.simulator.discrepancy("amount", refund, 3_334)
    wechat.simulator.discrepancy("extra", "nobody-knows", 100)

    assert told(channel.bill(DAY)) == [
        ("payment", second, 500, 3), ("refund", refund, 3_334, -20), ("payment", "nobody-knows", 100, 1),
    ]  # fmt: skip


HEAD = (
    "交易时间,微信订单号,商户订单号,交易状态,货币种类,微信退款单号,商户退款单号,手续费,订单金额,申请退款金额,商品名称"
)


def written(*rows: str) -> tuple[bytes, str]:
    text = "\r\n".join((HEAD, *rows, "总交易单数,订单总金额", "`1,`0.01")).encode()
    return gzip.compress(text), hashlib.sha1(text).hexdigest()


@pytest.mark.parametrize(
    ("yuan", "fen"), [("0.01", 1), ("0.29", 29), ("1.10000", 110), ("70368744177.67", 7_036_874_417_767)]
)
def test_yuan_become_fen_exactly(yuan: str, fen: int) -> None:
    (line,) = lines_of(*written(f"`2026-11-20 10:00:00,`42,`pay_1,`SUCCESS,`CNY,`0,`0,`-{yuan},`{yuan},`0.00,`A, B"))

    assert (line.amount_minor, line.fee_minor, line.number) == (fen, -fen, "pay_1")


def test_another_try_of_a_refund_is_the_same_refund() -> None:
    row = "`2026-11-20 10:00:00,`42,`pay_1,`REFUND,`CNY,`50,`rfd_1-2,`-0.06000,`0.00,`10.00,`A"
    (line,) = lines_of(*written(row))

    assert (line.kind, line.number, line.channel_ref, line.amount_minor) == ("refund", "rfd_1", "50", 1_000)


@pytest.mark.parametrize("amount", ["0.001", "1,00", "", "one"])
def test_a_sum_that_is_none_is_no_line(amount: str) -> None:
    row = f"`2026-11-20 10:00:00,`42,`pay_1,`SUCCESS,`CNY,`0,`0,`0.00,`{amount},`0.00,`A"

    with pytest.raises(ValueError, match=r"yuan|trade bill"):
        lines_of(*written(row))


def test_a_file_that_is_not_a_bill_is_not_read_as_one() -> None:
    with pytest.raises(ChannelSilent):
        lines_of(b"<html>", "0" * 40)
    other = b"day,sum\r\n`2026-11-20,`1"
    with pytest.raises(ValueError, match="not a trade bill"):
        lines_of(gzip.compress(other), hashlib.sha1(other).hexdigest())
