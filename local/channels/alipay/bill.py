"""The daily trade bill: two texts in GBK in a zip, there from nine in the morning after; wrong on purpose where told so."""

import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from local.channels.alipay import money
from local.channels.alipay.account import BEIJING, SELLER_ID, Account, Discrepancy, Movement
from local.channels.alipay.errors import AlipayError

PUBLISHED = timedelta(days=1, hours=9)
COLUMNS = ",".join(
    (
        "支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户",
        "订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）",
        "券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注",
    )
)
SUMS = ",".join(
    (
        "门店编号,门店名称,交易订单总笔数,退款订单总笔数,订单金额（元）,商家实收（元）,支付宝优惠（元）",
        "商家优惠（元）,卡消费金额（元）,服务费（元）,分润（元）,实收净额（元）",
    )
)
RULE = "-" * 41


def named(account: Account, content: dict[str, str]) -> dict[str, Any]:
    """Where the bill of a day is, once it is published; a day on which nothing moved never has one."""
    day = date.fromisoformat(content["bill_date"])
    begins = datetime(day.year, day.month, day.day, tzinfo=BEIJING)
    due = account.clock.now() >= (begins + PUBLISHED).timestamp()
    if content["bill_type"] != "trade" or not (due or day in account.early) or not movements(account, day):
        raise AlipayError("isp.bill_not_exist", "账单不存在")
    return {"bill_download_url": f"{account.url}/bill/{day}.zip"}


def movements(account: Account, day: date) -> list[Movement]:
    """As the bill tells them, true or not."""
    moved = [each for each in account.movements if datetime.fromtimestamp(each.at, BEIJING).date() == day]
    for wrong in account.wrong.get(day, []):
        if wrong.kind == "missing":
            moved = [each for each in moved if each.number != wrong.number]
        elif wrong.kind == "other_amount":
            moved = [_changed(each, wrong.amount) if each.number == wrong.number else each for each in moved]
        else:
            moved.append(_invented(account, day, wrong))
    return moved


def archive(account: Account, day: date) -> bytes:
    moved = movements(account, day)
    buffer = io.BytesIO()
    stem = f"{SELLER_ID}0156_{day:%Y%m%d}_业务明细"
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr(f"{stem}.csv", _details(account, day, moved).encode("gbk"))
        opened.writestr(f"{stem}(汇总).csv", _summary(day, moved).encode("gbk"))
    return buffer.getvalue()


def _details(account: Account, day: date, moved: list[Movement]) -> str:
    payments, refunds = ([each.amount for each in moved if (each.amount < 0) is back] for back in (False, True))
    return _text(
        [
            *_head("查询", day),
            f"#{RULE}业务明细列表{RULE}",
            COLUMNS,
            *(_row(account, each) for each in moved),
            f"#{RULE}业务明细列表结束{RULE}",
            f"#交易合计：{len(payments)}笔，商家实收共{money.spell(sum(payments))}元，商家优惠共0.00元",
            f"#退款合计：{len(refunds)}笔，商家实收退款共{money.spell(sum(refunds))}元，商家优惠退款共0.00元",
            f"#导出时间：[{account.spell(account.clock.now())}]",
        ]
    )


def _row(account: Account, moved: Movement) -> str:
    """Numbers end with a tab, so that a spreadsheet takes them for text."""
    amount = money.spell(moved.amount)
    cells = [
        f"{moved.trade_no}\t", f"{moved.out_trade_no}\t", f"{moved.kind}\t", moved.subject,
        account.spell(moved.created_at), account.spell(moved.at), "\t", "\t", "\t", "\t", "*买家(buy***@example.com)\t",
        amount, amount, "0.00", "0.00", "0.00", "0.00", "0.00", "", "0.00\t", "0.00",
        f"{moved.request_no}\t", money.spell(moved.fee), "0.00", "",
    ]  # fmt: skip
    return ",".join(cells)


def _summary(day: date, moved: list[Movement]) -> str:
    amount, fee = sum(each.amount for each in moved), sum(each.fee for each in moved)
    refunds = sum(1 for each in moved if each.amount < 0)
    sums = f",,{len(moved) - refunds},{refunds},{money.spell(amount)},{money.spell(amount)},0.00,0.00,0.00,"
    sums += f"{money.spell(fee)},0.00,{money.spell(amount + fee)}"
    return _text(
        [*_head("汇总查询", day), f"#{RULE}业务汇总列表{RULE}", SUMS, f"合计{sums}", f"#{RULE}业务汇总列表结束{RULE}"]
    )


def _head(kind: str, day: date) -> list[str]:
    span = f"#起始日期：[{day:%Y年%m月%d日} 00:00:00]   终止日期：[{day + timedelta(days=1):%Y年%m月%d日} 00:00:00]"
    return [f"#支付宝业务明细{kind}", f"#账号：[{SELLER_ID}0156]", span]


def _changed(moved: Movement, amount: int) -> Movement:
    return replace(moved, amount=amount if moved.amount > 0 else -amount)


def _invented(account: Account, day: date, wrong: Discrepancy) -> Movement:
    at = datetime(day.year, day.month, day.day, 12, tzinfo=BEIJING).astimezone(UTC).timestamp()
    fee = -money.fee(wrong.amount)
    return Movement("交易", account.number(), wrong.number, "Not ours", at, at, wrong.amount, fee)


def _text(lines: list[str]) -> str:
    return "\r\n".join([*lines, ""])
