"""The trade bill of a day in China: a compressed file behind an address that lives five minutes, with its hash.

A discrepancy puts something wrong into it on purpose, for whoever compares bills.
"""

import gzip
import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from local.channels.wechat.account import CHINA, Account
from local.channels.wechat.bill_rows import COLUMNS, SUMS, Row, rows_of, summed
from local.channels.wechat.errors import WechatError, invalid, parameter

KINDS = ("missing", "extra", "amount", "hash")
PUBLISHED = time(10)
_LIVES_SECONDS = 300


@dataclass(frozen=True)
class Discrepancy:
    """`missing` leaves the row of a number out, `amount` gives it another sum, `extra` adds a payment that never was, and
    `hash` announces that of another file. A number is the merchant's own, of an order or a refund."""

    kind: str
    number: str = ""
    amount: int = 0

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"Invalid kind: must be one of {', '.join(KINDS)}")


class Bills:
    def __init__(self, account: Account) -> None:
        self._account = account
        self._files: dict[str, tuple[float, bytes]] = {}
        self.discrepancies: list[Discrepancy] = []

    def announce(self, p: dict[str, Any]) -> dict[str, str]:
        """Where the bill of a day is. Raises WeChat Pay's 400 for a day whose bill is not written yet, or that had none."""
        try:
            day = date.fromisoformat(p.get("bill_date", ""))
        except ValueError:
            raise parameter("bill_date", "格式错误") from None
        if p.get("bill_type", "ALL") != "ALL":
            raise parameter("bill_type")
        published = datetime.combine(day + timedelta(days=1), PUBLISHED, CHINA)
        if self._account.clock.now() < published.timestamp():
            raise WechatError(400, "STATEMENT_CREATING", "账单生成中")
        rows = self._rows(day)
        if not rows:
            raise WechatError(400, "NO_STATEMENT_EXIST", "账单文件不存在")
        return self._kept(_written(rows), compressed=p.get("tar_type") == "GZIP")

    def file(self, p: dict[str, Any]) -> bytes:
        until, content = self._files.get(p.get("token", ""), (0.0, b""))
        if self._account.clock.now() >= until:
            raise invalid("账单下载地址已失效")
        return content

    def _kept(self, text: str, *, compressed: bool) -> dict[str, str]:
        token, content = secrets.token_urlsafe(24), text.encode()
        until = self._account.clock.now() + _LIVES_SECONDS
        self._files[token] = (until, gzip.compress(content) if compressed else content)
        spoiled = any(each.kind == "hash" for each in self.discrepancies)
        return {
            "hash_type": "SHA1",
            "hash_value": hashlib.sha1(content + b"\n" * spoiled).hexdigest(),
            "download_url": f"{self._account.url}/v3/billdownload/file?token={token}",
        }

    def _rows(self, day: date) -> list[Row]:
        missing = {each.number for each in self.discrepancies if each.kind == "missing"}
        other = {each.number: each.amount for each in self.discrepancies if each.kind == "amount"}
        told = [row for row in rows_of(self._account, day) if row.number not in missing]
        rows = [row.with_amount(other[row.number]) if row.number in other else row for row in told]
        at = datetime.combine(day, time(12), CHINA)
        extra = [each for each in self.discrepancies if each.kind == "extra"]
        return rows + [Row(at, each.number, self._account.number("4200"), each.amount) for each in extra]


def _written(rows: list[Row]) -> str:
    merchants = [",".join(COLUMNS), *(row.written() for row in rows), ",".join(SUMS), summed(rows)]
    return "\r\n".join(merchants) + "\r\n"
