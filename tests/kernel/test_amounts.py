"""What an amount and a currency may be, how money is shown, and every place of a split."""

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from argosy.kernel.money import DECIMALS, LARGEST_MINOR, Amount, Currency, Money, Price, Sum, allocate

AMOUNT: TypeAdapter[int] = TypeAdapter(Amount)
CURRENCY: TypeAdapter[str] = TypeAdapter(Currency)
SUM: TypeAdapter[Price | int] = TypeAdapter(Sum)


def refused(adapter: TypeAdapter[Any], value: object) -> tuple[str, str]:
    with pytest.raises(ValidationError) as no:
        adapter.validate_python(value)
    (error,) = no.value.errors()
    return error["type"], error["msg"]


@pytest.mark.parametrize("amount", [1, 2, 1999, LARGEST_MINOR])
def test_an_amount_is_a_whole_number_that_every_client_can_hold(amount: int) -> None:
    assert AMOUNT.validate_python(amount) == amount


@pytest.mark.parametrize("wrong", [0, -1, LARGEST_MINOR + 1, 1.0, "1", True, None])
def test_anything_else_is_no_amount(wrong: object) -> None:
    words = "an amount is a whole number of minor units from 1 to 2^53 - 1"

    assert refused(AMOUNT, wrong) == ("invalid_amount", words)


@pytest.mark.parametrize("wrong", ["cny", "XYZ", "", 7, None])
def test_a_currency_that_is_not_known_is_refused(wrong: object) -> None:
    assert [CURRENCY.validate_python(code) for code in DECIMALS] == list(DECIMALS)
    assert refused(CURRENCY, wrong) == ("invalid_currency", "a currency is an ISO 4217 code in capitals")


def test_a_sum_is_money_or_its_minor_units_alone() -> None:
    assert SUM.validate_python(5) == 5
    assert SUM.validate_python({"amount": 5, "currency": "JPY"}) == Price(amount=5, currency="JPY")
    with pytest.raises(ValidationError):
        SUM.validate_python(0)


@pytest.mark.parametrize(
    ("amount", "currency", "shown"),
    [
        (0, "CNY", "CNY 0.00"),
        (1, "CNY", "CNY 0.01"),
        (-1, "CNY", "CNY -0.01"),
        (12_345, "CNY", "CNY 123.45"),
        (-100, "EUR", "EUR -1.00"),
        (0, "JPY", "JPY 0"),
        (-5, "JPY", "JPY -5"),
        (1_050, "KWD", "KWD 1.050"),
    ],
)
def test_money_is_shown_with_its_sign_and_as_many_decimals_as_its_currency_has(
    amount: int, currency: str, shown: str
) -> None:
    assert str(Money(amount=amount, currency=currency)) == shown


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (0, (1, 2), (0, 0)),
        (1, (1,), (1,)),
        (1, (1, 1, 1), (1, 0, 0)),
        (2, (1, 1, 1), (1, 1, 0)),
        (1, (0, 1), (0, 1)),
        (10, (0, 3, 0, 1), (0, 8, 0, 2)),
        (5, (7, 2, 1), (4, 1, 0)),
        (8, (7, 2, 1), (6, 1, 1)),
        (100, (1, 2, 3), (17, 33, 50)),
        (10**15, (1, 1, 1), (333_333_333_333_334, 333_333_333_333_333, 333_333_333_333_333)),
    ],
)
def test_what_is_left_over_goes_to_the_largest_remainders_and_among_equals_to_the_first(
    total: int, weights: tuple[int, ...], parts: tuple[int, ...]
) -> None:
    assert allocate(total, weights) == parts


@pytest.mark.parametrize(("total", "weights"), [(-1, (1,)), (1, ()), (1, (0,)), (1, (2, -1)), (1, (0, 0)), (0, (0,))])
def test_a_split_that_has_no_answer_says_what_it_needs(total: int, weights: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r"^allocate needs a total >= 0 and weights >= 0 with a sum above 0$"):
        allocate(total, weights)
