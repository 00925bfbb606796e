"""Splitting money: exact to the last unit, fair to one, the same each time."""

from datetime import UTC, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argosy.catalogue.biz_type import BizType
from argosy.kernel.money import LARGEST_MINOR, Money, allocate
from argosy.orders.line import Line
from argosy.orders.split import Sale, shares_of, taken_back

totals = st.integers(0, LARGEST_MINOR)
weights = st.lists(st.integers(0, 10**9), min_size=1, max_size=8).filter(lambda given: sum(given) > 0)


@given(totals, weights)
def test_the_parts_sum_to_the_total_and_each_is_within_one_unit_of_its_share(total: int, by: list[int]) -> None:
    parts = allocate(total, by)

    assert sum(parts) == total
    assert all(abs(part - Fraction(total * weight, sum(by))) < 1 for part, weight in zip(parts, by, strict=True))
    assert all(part == 0 for part, weight in zip(parts, by, strict=True) if weight == 0)


@given(totals, weights)
def test_the_same_split_twice_is_the_same(total: int, by: list[int]) -> None:
    assert allocate(total, by) == allocate(total, by)


@given(st.integers(1, 10**9), st.integers(1, 8))
def test_equal_weights_differ_by_one_unit_at_most_and_the_first_get_it(total: int, parties: int) -> None:
    parts = allocate(total, [1] * parties)

    assert max(parts) - min(parts) <= 1
    assert list(parts) == sorted(parts, reverse=True)


@pytest.mark.parametrize(("total", "by"), [(-1, [1]), (1, []), (1, [0]), (1, [2, -1])])
def test_what_cannot_be_split_is_refused(total: int, by: list[int]) -> None:
    with pytest.raises(ValueError, match="allocate needs"):
        allocate(total, by)


@given(st.integers(1, 10**7), st.lists(st.integers(1, 10**6), max_size=9))
def test_refunds_in_any_parts_leave_nobody_below_zero_and_after_all_of_it_nobody_with_anything(
    price: int, refunds: list[int]
) -> None:
    line = Line(
        line_no=1, sku_id=None, product_id=None, seller_id="usr_seller", title="t", code="", options={}, quantity=1,
        unit_price_minor=price, payable_minor=price,
    )  # fmt: skip
    sale = Sale(BizType.GOODS, "usr_buyer", "CNY", (), datetime(2026, 11, 20, tzinfo=UTC))
    shares = shares_of([line], sale, ())
    left = price
    for wish in [*refunds, price]:
        back = min(wish, left)
        if not back:
            continue
        shares, given_back = taken_back(shares, 1, back)
        left -= back
        assert sum(given_back.values()) == back
        assert all(0 <= share.remaining_minor <= share.amount_minor for share in shares)
    assert [share.remaining_minor for share in shares] == [0, 0, 0]


def test_money_is_shown_with_the_decimals_of_its_currency() -> None:
    shown = [
        str(Money(amount=amount, currency=code))
        for amount, code in ((1999, "CNY"), (-5, "EUR"), (500, "JPY"), (1, "KWD"))
    ]

    assert shown == ["CNY 19.99", "EUR -0.05", "JPY 500", "KWD 0.001"]
