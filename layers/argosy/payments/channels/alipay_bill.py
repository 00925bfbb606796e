"""Alipay's daily trade bill, a zip of texts in GB 18030: its lines in our words."""

import csv
from io import BytesIO
from typing import Literal
from zipfile import ZipFile

from argosy.payments.channel import BillLine
from argosy.payments.channels.alipay_words import fen, moment_of

KINDS: dict[str, Literal["payment", "refund"]] = {"交易": "payment", "退款": "refund"}
NUMBER = {"payment": "商户订单号", "refund": "退款批次号/请求号"}


def lines(archive: bytes) -> tuple[BillLine, ...]:
    """Every movement. Raises BadZipFile for what is no archive, ValueError or KeyError for a bill of another form."""
    with ZipFile(BytesIO(archive)) as opened:
        texts = [opened.read(name).decode("gb18030") for name in opened.namelist()]
    return tuple(_line(row) for text in texts for row in _rows(text) if row.get("业务类型") in KINDS)


def _rows(text: str) -> list[dict[str, str]]:
    """By the names of the columns. The archive's other text sums up by shop and has no kind of movement."""
    told = (line for line in text.splitlines() if line and not line.startswith("#"))
    cells = [[cell.strip() for cell in row] for row in csv.reader(told)]
    return [dict(zip(cells[0], row, strict=False)) for row in cells[1:]]


def _line(row: dict[str, str]) -> BillLine:
    """Alipay writes what it takes from us with a minus: refunds, and its fee for a payment."""
    kind = KINDS[row["业务类型"]]
    return BillLine(
        kind=kind,
        number=row[NUMBER[kind]],
        channel_ref=row["支付宝交易号"],
        amount_minor=abs(fen(row["订单金额（元）"])),
        fee_minor=-fen(row["服务费（元）"]),
        currency="CNY",
        at=moment_of(row["完成时间"]),
    )
