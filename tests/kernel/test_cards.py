"""Card numbers in text: known by their issuer's digits and length, however they are written; honest numbers are none."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argosy.kernel.cards import ISSUERS, holds_card, passes_luhn

TRIED = {
    "visa": ["4242424242424242", "4000056655665556", "4222222222222", "4988438843884305"],
    "mastercard": ["5555555555554444", "5200828282828210", "5105105105105100", "2223003122003222", "2720992593319364"],
    "american express": ["378282246310005", "371449635398431"],
    "discover": ["6011111111111117", "6011000990139424", "6500000000000002"],
    "diners club": ["3056930009020004", "36227206271667", "30569309025904"],
    "jcb": ["3566002020360505", "3530111333300000"],
    "unionpay": ["6200000000000005", "6205500000000000004", "6212345678901265"],
    "maestro": ["6759649826438453", "6304000000000000", "5018000000000009"],
}
"""Numbers that the schemes' own documents give for trying."""
CARDS = [number for numbers in TRIED.values() for number in numbers]


@pytest.mark.parametrize("number", CARDS)
def test_a_card_of_any_issuer_is_found(number: str) -> None:
    assert passes_luhn(number)
    for text in (number, f"my card is {number}, thank you", f"卡号{number}。", f"({number})", f"{number} 12/27 123"):
        assert holds_card(text), text


@pytest.mark.parametrize(
    "separator",
    [" ", "-", ".", "/", "\n", "\r\n", "\u00a0", "\u2009", "\u202f", "\u3000", "\u2010", "\u2011", "\u2013", "\u2014", "\u2212",
     "\t", "·", "\\", "  ", "--", ",", "，", "、", "_"],
)  # fmt: skip
@pytest.mark.parametrize("sizes", [(4, 4, 4, 4), (1,) * 16, (4, 12), (8, 8), (6, 10)])
def test_a_card_is_found_over_one_kind_of_separator(separator: str, sizes: tuple[int, ...]) -> None:
    digits, groups = iter("4242424242424242"), []
    for size in sizes:
        groups.append("".join(next(digits) for _ in range(size)))
    assert holds_card(f"card: {separator.join(groups)}")
    assert holds_card(f"{separator.join(groups)}, exp. 12/27")


def test_issuers_groups_are_known_too() -> None:
    for text in ("3782 822463 10005", "3622-720627-1667", "6205 5000 0000 0000 004", "4242 4242 4242 4242 12/27 123"):
        assert holds_card(text), text


@pytest.mark.parametrize("number", ["４２４２４２４２４２４２４２４２", "٤٢٤٢٤٢٤٢٤٢٤٢٤٢٤٢"])
def test_digits_of_another_script_are_digits(number: str) -> None:
    assert holds_card(number)


@pytest.mark.parametrize(
    "text",
    [
        "7738301661318", "tracking 7738301661318", "1Z999AA10123456784", "SF1234567890123", "9400110200881234567890",
        "EAN 4006381333931", "4012345678901", "978-3-16-148410-0", "2200000000000000", "order 20261120040812345",
        "4242424242424241", "0000000000000000", "424242424242", "x4242424242424242", "4242424242424242x",
        "+49 1512 3456789 01", "+4242424242424242", "2026-11-20 04:08:00", "4242-4242 4242-4242", "4242, 4242, 4242, 4242",
        "36 37 38 39 40 41 42 43 44", "sizes 35 36 37 38 39 40 41 42", "DE89 3704 0044 0532 0130 00",
        "ord_01KAG0000000000000000000AC", "1234567890123456", "9999999999999995", "424242424242424242424242",
    ],
)  # fmt: skip
def test_an_honest_number_is_no_card(text: str) -> None:
    assert not holds_card(text)


@given(st.integers(min_value=10**12, max_value=10**13 - 1).map(str))
def test_a_trade_item_number_is_never_taken_for_a_card(first: str) -> None:
    digits = first[:12]
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    assert (
        not holds_card(f"EAN {digits}{-total % 10}")
        or digits[:4] in ("5018", "5020", "5038", "5893", "6304", "6759")
        or digits[:4] in ("6761", "6762", "6763")
    )


def test_few_numbers_of_a_cards_length_are_cards() -> None:
    drawn = random.Random(7)
    for length in (14, 15, 16, 17, 18, 19):
        found = sum(holds_card("".join(drawn.choices("0123456789", k=length))) for _ in range(2_000))
        assert found < 2_000 * 0.05, length


def test_every_issuer_has_prefixes_and_lengths_that_a_card_can_have() -> None:
    assert set(TRIED) <= {issuer.name for issuer in ISSUERS}
    for issuer in ISSUERS:
        assert issuer.ranges and all(len(first) == len(last) and first <= last for first, last in issuer.ranges)
        assert set(issuer.lengths) <= set(range(12, 20))
