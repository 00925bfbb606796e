"""How Alipay spells amounts and times: yuan as decimal text, the clock of Beijing. Exact, and never by floats."""

import re
from datetime import UTC, datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8))
TIME = "%Y-%m-%d %H:%M:%S"
YUAN = re.compile(r"(-?)([0-9]{1,13})(?:\.([0-9]{1,2})0*)?")


def yuan(amount_minor: int) -> str:
    """`1999` is `19.99`."""
    return f"{amount_minor // 100}.{amount_minor % 100:02d}"


def fen(text: str) -> int:
    """`2`, `2.0` and `2.00` are 200. Raises ValueError for what is no whole number of fen."""
    found = YUAN.fullmatch(text)
    if found is None:
        raise ValueError(f"not an amount in yuan: {text!r}")
    sign, whole, part = found.groups(default="")
    amount_minor = int(whole) * 100 + int(part.ljust(2, "0"))
    return -amount_minor if sign else amount_minor


def in_beijing(moment: datetime) -> str:
    return moment.astimezone(BEIJING).strftime(TIME)


def moment_of(text: str) -> datetime:
    """In UTC. Raises ValueError."""
    return datetime.strptime(text, TIME).replace(tzinfo=BEIJING).astimezone(UTC)
