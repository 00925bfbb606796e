"""Text from clients: what it means is kept, what only deceives is refused."""

import unicodedata
from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from argosy.kernel.body import Id, Text, clean_text

LETTERS = st.text(st.characters(categories=("L", "N", "Zs", "P", "S")), max_size=80)


@given(LETTERS)
def test_plain_text_of_any_language_passes_in_one_normal_form(text: str) -> None:
    try:
        cleaned = clean_text(text)
    except PydanticCustomError as no:
        assert no.type == "card_data_not_accepted" and sum(letter.isdigit() for letter in text) >= 13
        return
    assert cleaned == unicodedata.normalize("NFC", text) == clean_text(cleaned)


@pytest.mark.parametrize(
    "text", ["a\x00b", "a\x1bb", "\ud800", "pay\u202egpj.exe", "\u200ehidden", "e" + "\u0301" * 9, "a\x85b"]
)
def test_characters_that_are_not_text_are_refused(text: str) -> None:
    with pytest.raises(PydanticCustomError, match="not text"):
        clean_text(text)


@pytest.mark.parametrize(
    "text", ["line\nbreak\ttab", "e" + "\u0301" * 8, "नमस्ते", "👩‍👩‍👧‍👦", "${jndi:ldap://x}", "=cmd()", "{{7*7}}"]
)
def test_what_is_only_odd_is_kept_as_it_is(text: str) -> None:
    assert clean_text(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    "text", ["4242424242424242", "my card: 4242 4242 4242 4242!", "5555-5555-5555-4444", "378282246310005"]
)
def test_a_card_number_is_refused_wherever_it_stands(text: str) -> None:
    with pytest.raises(PydanticCustomError) as no:
        clean_text(text)
    assert no.value.type == "card_data_not_accepted"


@pytest.mark.parametrize(
    "text", ["4242424242424241", "0000000000000000", "order 20261120040812345", "424242424242", "x4242424242424242"]
)
def test_other_long_numbers_are_no_cards(text: str) -> None:
    assert clean_text(text) == text


def test_length_is_counted_after_cleaning_and_without_white_space_around() -> None:
    three = TypeAdapter(Annotated[str, Text(1, 3)])

    assert three.validate_python("  e\u0301te\u0301 ") == "été"
    for wrong in ("   ", "four"):
        with pytest.raises(ValidationError):
            three.validate_python(wrong)


def test_an_id_of_another_kind_does_not_pass() -> None:
    order = TypeAdapter(Annotated[str, Id("ord")])
    with pytest.raises(ValidationError):
        order.validate_python("pay_01ARZ3NDEKTSV4RRFFQ69G5FAV")
