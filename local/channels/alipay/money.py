"""Amounts as Alipay spells them, its limits and its fee."""

import re

from local.channels.alipay.errors import invalid

_AMOUNT = re.compile(r"\d{1,9}(\.\d{1,2})?")
MOST = 10_000_000_000  # a hundred million yuan


def read(text: str, name: str) -> int:
    """Fen. Raises Alipay's refusal of what is no amount from 0.01 to a hundred million yuan."""
    if not _AMOUNT.fullmatch(text):
        raise invalid(name)
    whole, _, part = text.partition(".")
    fen = int(whole) * 100 + int(f"{part:0<2}")
    if not 0 < fen <= MOST:
        raise invalid(name)
    return fen


def spell(fen: int) -> str:
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def fee(fen: int) -> int:
    """0.6 %, half a fen up."""
    return (fen * 6 + 500) // 1000
