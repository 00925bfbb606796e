"""Card numbers in text: told by their issuer's first digits, its lengths and Luhn's check, and not by being long.

Between the digits may stand separators of one kind, as people write them: in groups of four and more, or one by one.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple


class Issuer(NamedTuple):
    """A scheme, the first and last of each range of its first digits (ISO/IEC 7812), and how many digits its cards have."""

    name: str
    ranges: tuple[tuple[str, str], ...]
    lengths: tuple[int, ...]


SIXTEEN_UP = (16, 17, 18, 19)
ISSUERS = (
    Issuer("visa", (("4", "4"),), (13, 16, 19)),
    Issuer("mastercard", (("51", "55"), ("2221", "2720")), (16,)),
    Issuer("american express", (("34", "34"), ("37", "37")), (15,)),
    Issuer("discover", (("6011", "6011"), ("644", "649"), ("65", "65")), SIXTEEN_UP),
    Issuer("diners club", (("300", "305"), ("3095", "3095"), ("36", "36"), ("38", "39")), (14, 15, *SIXTEEN_UP)),
    Issuer("jcb", (("3528", "3589"),), SIXTEEN_UP),
    Issuer("unionpay", (("62", "62"), ("81", "81")), SIXTEEN_UP),
    Issuer("maestro", (("5018", "5018"), ("5020", "5020"), ("5038", "5038"), ("5893", "5893"), ("6304", "6304"),
                       ("6759", "6759"), ("6761", "6763")), (12, 13, 14, 15, *SIXTEEN_UP)),
    Issuer("mir", (("2200", "2204"),), SIXTEEN_UP),
    Issuer("rupay", (("508", "508"), ("60", "60"), ("82", "82")), (16,)),
)  # fmt: skip
SEPARATORS = (
    " \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000", "\\-\u00ad\u058a\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d",
    ".\u00b7\u2022\u2219\u22c5\u3002\uff0e", "/\\\\\u2044\u2215\uff0f", "\n\r\v\f\x85\u2028\u2029",
    ",\u3001\uff0c", "_\uff3f",
)  # fmt: skip
"""Spaces, dashes, dots, slashes, line breaks, commas, underlines."""
ALONE = r"(?<![\dA-Za-z+])", r"(?![\dA-Za-z])"
"""What stands in a longer number or in a name is no card, and what begins with a plus is a telephone's."""
UNBROKEN = re.compile(r"\d{12,19}".join(ALONE))
GROUPED = tuple(re.compile(rf"\d+(?:[{kind}]{{1,3}}\d+)+".join(ALONE)) for kind in SEPARATORS)
FEWEST, MOST, GROUP = 12, 19, 4


def holds_card(text: str) -> bool:
    """Whether a number of a payment card stands anywhere in the text."""
    if sum(character.isdigit() for character in text) < FEWEST:
        return False
    return any(_is_card(digits) for digits in _candidates(text))


def passes_luhn(digits: str) -> bool:
    """Luhn's check (ISO/IEC 7812-1)."""
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(number - 9 * (number > 9) for number in doubled) % 10 == 0


def _candidates(text: str) -> Iterator[str]:
    for found in UNBROKEN.finditer(text):
        yield _plain(found.group())
    for kind in GROUPED:
        for run in kind.finditer(text):
            yield from _windows([_plain(group) for group in re.findall(r"\d+", run.group())])


def _windows(groups: list[str]) -> Iterator[str]:
    """Digits written one by one, as many as there are; and neighbours of four digits and more, of which the last may be short."""
    yield from re.findall(r"\d{12,19}", "".join(group if len(group) == 1 else " " for group in groups))
    for first, group in enumerate(groups):
        digits, place = group, first + 1
        while len(groups[place - 1]) >= GROUP and place < len(groups) and len(digits) < MOST:
            digits += groups[place]
            place += 1
            if FEWEST <= len(digits) <= MOST:
                yield digits


def _is_card(digits: str) -> bool:
    issued = any(
        len(digits) in issuer.lengths and any(first <= digits[: len(first)] <= last for first, last in issuer.ranges)
        for issuer in ISSUERS
    )
    return issued and passes_luhn(digits) and not _is_trade_item(digits)


def _is_trade_item(digits: str) -> bool:
    """A UPC or an EAN by its own check digit: the few cards that are as short hardly ever have that one too."""
    weighed = sum(int(digit) * (1 + 2 * (place % 2)) for place, digit in enumerate(reversed(digits)))
    return len(digits) in (12, 13) and weighed % 10 == 0


def _plain(digits: str) -> str:
    """The same in ASCII, whatever script the digits are of."""
    return "".join(str(unicodedata.decimal(digit)) for digit in digits)
