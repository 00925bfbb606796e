"""Alipay's daily bill: every movement with its fee, exactly, and never a guess about a day whose bill is not there yet."""

import io
import zipfile
from datetime import UTC, date, datetime

import pytest

from argosy.payments.channel import BillLine, channel
from argosy.payments.channels import alipay_bill
from argosy.payments.channels.alipay_words import fen, in_beijing, moment_of, yuan
from argosy.payments.errors import ChannelRefused, ChannelSilent
from tests.conftest import Clock
from tests.support.alipay import Alipay

DETAILS = """\
#支付宝业务明细查询
#账号：[20880001000000010156]
#起始日期：[2026年11月20日 00:00:00]   终止日期：[2026年11月21日 00:00:00]
#-----------------------------------------业务明细列表----------------------------------------
支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,对方账户,订单金额（元）,商家实收（元）,退款批次号/请求号,服务费（元）,分润（元）,备注
2026112022001400001\t,pay_1\t,交易\t,灯,2026-11-20 00:00:00,2026-11-20 00:00:05,*杨(137****2600)\t,20.00,20.00,\t,-0.12,0.00,
2026112022001400001\t,pay_1\t,退款\t,灯,2026-11-20 00:00:00,2026-11-20 23:59:59,*杨(137****2600)\t,-5.00,-5.00,rfd_1\t,0.03,0.00,
2026112022001400002\t,pay_2\t,转账\t,灯,2026-11-20 00:00:00,2026-11-20 12:00:00,*杨(137****2600)\t,1.00,1.00,\t,0.00,0.00,
#-----------------------------------------业务明细列表结束------------------------------------
#交易合计：1笔，商家实收共20.00元，商家优惠共0.00元
"""
SUMMARY = "#支付宝业务明细汇总查询\n门店编号,门店名称,交易订单总笔数,服务费（元）\n合计,,1,-0.09\n"


def test_payments_and_refunds_are_read_and_nothing_else_is() -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as opened:
        opened.writestr("details.csv", DETAILS.encode("gbk"))
        opened.writestr("summary.csv", SUMMARY.encode("gbk"))

    at = [datetime(2026, 11, 19, 16, 0, 5, tzinfo=UTC), datetime(2026, 11, 20, 15, 59, 59, tzinfo=UTC)]
    assert alipay_bill.lines(archive.getvalue()) == (
        BillLine("payment", "pay_1", "2026112022001400001", 2_000, 12, "CNY", at[0]),
        BillLine("refund", "rfd_1", "2026112022001400001", 500, -3, "CNY", at[1]),
    )


@pytest.mark.parametrize(
    ("text", "amount"), [("2", 200), ("2.0", 200), ("2.00", 200), ("0.01", 1), ("-5.10", -510), ("19.990", 1_999)]
)
def test_an_amount_in_yuan_is_exact(text: str, amount: int) -> None:
    assert fen(text) == amount
    assert fen(yuan(abs(amount))) == abs(amount)


@pytest.mark.parametrize("text", ["", "1.005", "1e2", "NaN", "1,000.00", " 1", "--1", "9" * 14])
def test_what_is_no_amount_is_never_taken_for_one(text: str) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        fen(text)


def test_times_are_those_of_beijing() -> None:
    moment = datetime(2026, 12, 31, 16, 0, 1, tzinfo=UTC)
    assert in_beijing(moment) == "2027-01-01 00:00:01"
    assert moment_of("2027-01-01 00:00:01") == moment


def test_a_days_bill_holds_what_was_paid_and_given_back_with_fees(alipay: Alipay, time: Clock) -> None:
    day = alipay.today()
    order_id = alipay.paid(price=9_999)
    refund_id = alipay.refund(order_id, 3_333)
    alipay.sim.account.refund_seconds = 86_400  # the next one goes back tomorrow
    alipay.refund(order_id, 500)
    time.forward(days=1)
    alipay.sim.run_due()

    lines = channel("alipay").bill(day)
    assert [(line.kind, line.amount_minor, line.fee_minor) for line in lines] == [
        ("payment", 9_999, 60),
        ("refund", 3_333, -20),
    ]
    assert lines[0].number.startswith("pay_") and lines[1].number == refund_id
    assert len({line.channel_ref for line in lines}) == 1
    assert {line.at.date() for line in lines} == {date(2026, 11, 20)}


def test_a_bill_that_is_not_published_is_silence_and_a_day_that_never_gets_one_is_empty(
    alipay: Alipay, time: Clock
) -> None:
    day = alipay.today()
    for _ in range(2):
        with pytest.raises(ChannelSilent):
            channel("alipay").bill(day)
        time.forward(hours=17)
    time.forward(hours=3)

    assert channel("alipay").bill(day) == ()


def test_a_published_bill_may_be_wrong_in_each_way(alipay: Alipay) -> None:
    day = alipay.today()
    for price in (1_000, 2_000):
        alipay.paid(price)
    alipay.sim.publish(day)
    one, two = channel("alipay").bill(day)
    alipay.sim.spoil(day, "missing", one.number)
    alipay.sim.spoil(day, "other_amount", two.number, 1_999)
    alipay.sim.spoil(day, "extra", "not-ours", 4_200)

    assert [(line.number, line.amount_minor) for line in channel("alipay").bill(day)] == [
        (two.number, 1_999),
        ("not-ours", 4_200),
    ]


@pytest.mark.parametrize("kind", ["http_500", "system_error", "answer_lost", "answer_forged"])
def test_a_gateway_that_does_not_answer_is_silence(alipay: Alipay, kind: str) -> None:
    alipay.paid()
    alipay.sim.publish(alipay.today())
    alipay.sim.faults.add(kind, "alipay.data.dataservice.bill.downloadurl.query")

    with pytest.raises(ChannelSilent):
        channel("alipay").bill(alipay.today())


@pytest.mark.parametrize("elsewhere", ["/gone", "/_sim/health?"])
def test_a_file_that_is_not_there_or_no_bill_is_silence(alipay: Alipay, elsewhere: str) -> None:
    alipay.paid()
    alipay.sim.publish(alipay.today())
    alipay.sim.account.url += elsewhere

    with pytest.raises(ChannelSilent):
        channel("alipay").bill(alipay.today())


def test_a_plain_no_to_a_bill_is_a_refusal(alipay: Alipay) -> None:
    alipay.sim.faults.add("no_balance", "alipay.data.dataservice.bill.downloadurl.query")

    with pytest.raises(ChannelRefused, match="SELLER_BALANCE"):
        channel("alipay").bill(alipay.today())
