"""A day's trade bill of WeChat Pay as lines: one row for each payment and each refund that was begun on the day."""

import gzip
import hashlib
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal, InvalidOperation

from argosy.payments.channel import BillLine
from argosy.payments.channels.wechat_words import CHINA, refund_id_of
from argosy.payments.errors import ChannelSilent


def lines_of(file: bytes, sha1: str) -> tuple[BillLine, ...]:
    """The lines of a compressed bill. The hash is that of the bill itself.

    Raises ChannelSilent where it is another's: the file is fetched again. Raises ValueError for a bill of another form.
    """
    try:
        written = gzip.decompress(file)
    except (OSError, EOFError):
        raise ChannelSilent(retry_after_seconds=60) from None
    if hashlib.sha1(written).hexdigest() != sha1.lower():
        raise ChannelSilent(retry_after_seconds=60)
    return tuple(_line(row) for row in _rows(written.decode("utf-8-sig")))


def _rows(text: str) -> Iterator[dict[str, str]]:
    """By the names of the columns. A cell begins with a backtick, which a comma in a text does not; sums stand at the end."""
    head, *rows = text.replace("\r\n", "\n").split("\n")
    names = head.split(",")
    for row in rows:
        if not row.startswith("`"):
            return
        yield dict(zip(names, row.removeprefix("`").split(",`"), strict=True))


def _line(row: dict[str, str]) -> BillLine:
    try:
        paid = row["交易状态"] == "SUCCESS"
        return BillLine(
            kind="payment" if paid else "refund",
            number=row["商户订单号"] if paid else refund_id_of(row["商户退款单号"]),
            channel_ref=row["微信订单号" if paid else "微信退款单号"],
            amount_minor=_fen(row["订单金额" if paid else "申请退款金额"]),
            fee_minor=_fen(row["手续费"]),
            currency=row["货币种类"],
            at=datetime.strptime(row["交易时间"], "%Y-%m-%d %H:%M:%S").replace(tzinfo=CHINA),
        )
    except (KeyError, InvalidOperation) as wrong:
        raise ValueError(f"not a trade bill: {wrong!r}") from None


def _fen(yuan: str) -> int:
    """`12.34` and `0.07000` are 1234 and 7, to the last digit. Raises ValueError for a part of a fen."""
    fen = Decimal(yuan) * 100
    if fen != int(fen):
        raise ValueError(f"a sum of {yuan} yuan")
    return int(fen)
