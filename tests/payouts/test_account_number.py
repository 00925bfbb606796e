"""Numbers of bank accounts in the forms of their countries, and credit cards that are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from argosy.payouts.account_number import AccountNumber

NUMBER: TypeAdapter[str] = TypeAdapter(AccountNumber)


def code(text: str) -> str:
    with pytest.raises(ValidationError) as wrong:
        NUMBER.validate_python(text)
    return wrong.value.errors()[0]["type"]


@pytest.mark.parametrize(
    "text",
    [
        "DE89 3704 0044 0532 0130 00",
        "GB29NWBK60161331926819",
        "NO9386011117947",
        "6222021234567890128",  # China: nineteen digits of UnionPay's, which pass Luhn's check
        "6222020200112230",
        "032180000118359719",  # Mexico
        "646180157000000004",  # Mexico: eighteen digits that begin as a scheme's sixteen do
        "12345678",  # United Kingdom
        "0417-5712 3",
        "401288888888",  # twelve digits
    ],
)
def test_bank_accounts_are_taken_as_their_countries_spell_them(text: str) -> None:
    assert NUMBER.validate_python(text) == text.replace(" ", "").replace("-", "")


@pytest.mark.parametrize("text", ["DE89370400440532013001", "GB29NWBK60161331926818"])
def test_an_iban_with_a_slip_is_refused(text: str) -> None:
    assert code(text) == "invalid_account_number"


@pytest.mark.parametrize("text", ["", "123", "1" * 35, "12#45", "账号12345", "１２３４５"])
def test_what_is_no_account_number_is_refused(text: str) -> None:
    assert code(text) == "invalid_account_number"


@pytest.mark.parametrize(
    "text",
    ["4242 4242 4242 4242", "5555-5555-5555-4444", "378282246310005", "6011111111111117", "3566002020360505",
     "2223003122003222", "30569309025904"],
)  # fmt: skip
def test_a_credit_card_is_refused_as_one(text: str) -> None:
    assert code(text) == "card_data_not_accepted"


@given(st.text("0123456789", min_size=17, max_size=34))
def test_no_number_longer_than_any_card_is_taken_for_one(text: str) -> None:
    assert NUMBER.validate_python(text) == text
