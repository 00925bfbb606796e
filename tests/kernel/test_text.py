"""Text from clients: what it means is kept, what only deceives is refused."""

import unicodedata
from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from argosy.kernel.body import Body, Id, Identifier, KeysOnce, Lines, Query, Text, clean_text
from docs.inventory import functions
from tests.support.schemas import scalars

LETTERS = st.text(st.characters(categories=("L", "N", "Zs", "P", "S")), max_size=80)
ANY = st.text(st.characters(), max_size=40)
INVISIBLE = [
    "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u034f", "\u115f", "\u1160", "\u3164", "\uffa0", "\u2800",
    "\u17b4", "\u180e", "\u2061", "\u2065", "\u206a", "\ufe0f", "\U000e0001", "\U000e0041", "\U000e0100", "\U0001d159", "\ufff9",
]  # fmt: skip
"""Default-ignorable by Unicode, or blank though it is a letter or a sign."""


def read(kind: Any, text: Any) -> Any:
    return TypeAdapter(Annotated[str, kind]).validate_python(text)


def refusal(kind: Any, text: Any) -> str:
    with pytest.raises(ValidationError) as no:
        read(kind, text)
    return str(no.value.errors()[0]["type"])


@given(LETTERS)
def test_plain_text_of_any_language_passes_in_one_normal_form(text: str) -> None:
    try:
        cleaned = clean_text(text)
    except PydanticCustomError as no:
        assert no.type == "card_data_not_accepted" or any(sign in text for sign in (*INVISIBLE, "\ufffc", "\ufffd"))
        return
    assert cleaned == unicodedata.normalize("NFC", text) == clean_text(cleaned)


@given(ANY)
def test_what_passes_passes_again_and_stays_as_it_is(text: str) -> None:
    for lines in (False, True):
        try:
            cleaned = clean_text(text, lines=lines)
        except PydanticCustomError:
            continue
        assert clean_text(cleaned, lines=lines) == cleaned
        cleaned.encode()


@pytest.mark.parametrize(
    "text",
    ["a\x00b", "a\x1bb", "\ud800", "pay\u202egpj.exe", "\u200ehidden", "e" + "\u0301" * 9, "a\x85b", "\x7f",
     "broken \ufffd", "an object \ufffc", "\ue000", "\U000f0000", "\ufdd0", "\uffff", "\U0001ffff", "\u0378"],
)  # fmt: skip
@pytest.mark.parametrize("kind", [Text(0, 99), Lines(0, 99), Identifier(0, 99)])
def test_characters_that_are_not_text_are_refused(kind: Any, text: str) -> None:
    assert refusal(kind, text) == "invalid_text"


@pytest.mark.parametrize("sign", INVISIBLE)
def test_what_nobody_sees_is_refused_alone_and_within_a_name(sign: str) -> None:
    for name in (sign, sign * 3, f"a{sign}b", f"{sign}Ann", f"Ann{sign}", f"A {sign} B"):
        for kind in (Text(1, 99), Lines(1, 99)):
            assert refusal(kind, name) == "invalid_text", ascii(name)


@pytest.mark.parametrize("text", ["\u0301", " \u0301 ", "\u0e31", "\u20dd"])
def test_a_text_of_which_nothing_can_be_seen_is_not_there(text: str) -> None:
    assert refusal(Text(1, 9), text) == "invalid_text"
    assert refusal(Text(1, 9), " \u3000\u00a0\u2009 ") == "string_too_short"


@pytest.mark.parametrize(
    "text",
    [
        "e" + "\u0301" * 8, "नमस्ते", "👩‍👩‍👧‍👦", "🏳️‍🌈", "❤️", "1️⃣", "☺︎", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🙂‍↔️", "👩🏽‍⚕️", "ℹ️",
        "می‌خواهم", "ه‍.ش", "क्‍ष", "র‍্যাব", "ക്‍", "ශ්‍රී", "葛\U000e0100城", "ᠪᠢ᠋", "ភាសា\u200bខ្មែរ", "ไทย\u200bแลนด์",
        "\U0001faff new", "𠮷野家", "\U000323b0", "中\u3000文", "l\u2019été",
        "${jndi:ldap://x}", "=cmd()", "{{7*7}}",
    ],
)  # fmt: skip
def test_what_is_only_odd_is_kept_as_it_is(text: str) -> None:
    assert read(Text(1, 99), text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    "text",
    [
        "a\u200db",
        "क\u200d\u200d\u200dष",
        "\u200dक",
        "می\u200c",
        "a\u200cb",
        "😀\u200d",
        "😀\u200da",
        "a\ufe0f",
        "क\u200b",
    ],
)
def test_a_joiner_that_joins_nothing_is_refused(text: str) -> None:
    assert refusal(Text(1, 99), text) == "invalid_text"


@pytest.mark.parametrize("text", ["a\nb", "a\rb", "a\tb", "a\r\nb", "a\u2028b", "a\u2029b", "a\n", "\na", "a\vb"])
def test_what_goes_into_a_mail_or_to_a_bank_is_one_line(text: str) -> None:
    assert refusal(Text(1, 9), text) == "invalid_text"
    assert refusal(Identifier(1, 9), text) == "invalid_text"


def test_text_of_several_lines_has_one_kind_of_line_end() -> None:
    for text in ("a\nb\n\tc", "a\r\nb\r\n\tc", "a\rb\r\tc", "a\u2028b\u2029\tc", "\r\na\r\nb\n\tc\r\n"):
        assert read(Lines(1, 99), text) == "a\nb\n\tc"
    assert refusal(Lines(1, 9), "a\vb") == "invalid_text"


@pytest.mark.parametrize(
    "text", ["4242424242424242", "my card: 4242.4242.4242.4242!", "4242/4242/4242/4242", "378282246310005"]
)
def test_a_card_number_is_refused_wherever_it_stands(text: str) -> None:
    assert refusal(Text(1, 99), text) == refusal(Lines(1, 99), text) == "card_data_not_accepted"
    assert refusal(Lines(1, 99), "4242\r\n4242\r\n4242\r\n4242") == "card_data_not_accepted"
    assert read(Identifier(1, 99), text) == text


def test_length_is_counted_after_cleaning_and_without_white_space_around() -> None:
    assert read(Text(1, 3), "  e\u0301te\u0301 ") == "été"
    for wrong in ("   ", "four"):
        assert refusal(Text(1, 3), wrong).startswith("string_too_")
    assert refusal(Text(1, 3), "x" * 1_000_001) == "invalid_text"


@pytest.mark.parametrize("wrong", [1, None, True, b"text", ["text"]])
def test_only_text_is_text(wrong: Any) -> None:
    for kind in (Text(0, 99), Lines(0, 99), Identifier(0, 99)):
        assert refusal(kind, wrong) == "string_type"


def test_two_keys_that_become_one_are_refused_and_neither_is_lost_in_silence() -> None:
    options = TypeAdapter(Annotated[dict[Annotated[str, Text(1, 9)], str], KeysOnce()])

    assert options.validate_python({"a ": "1", "b": "2"}) == {"a": "1", "b": "2"}
    for wrong in ({"a": "1", " a": "2"}, {"\u00e9": "1", "e\u0301": "2"}):
        with pytest.raises(ValidationError) as no:
            options.validate_python(wrong)
        assert no.value.errors()[0]["type"] == "same_entry"


def test_every_text_that_a_route_takes_is_of_a_kind_that_says_what_may_stand_in_it() -> None:
    """Secrets alone are taken as they are: a password is compared byte by byte, a token is looked up."""
    free = {
        (route.key, scalar.place[-1] if scalar.place else name)
        for function in functions()
        for route in function.routes
        for name, shape in route.takes.items()
        if f"{{{name}}}" in route.path or (isinstance(shape, type) and issubclass(shape, Body | Query))
        for scalar in scalars(shape)
        if (scalar.kind == "str" and not scalar.checked and "pattern" not in scalar.schema)
        or (scalar.kind == "dict" and not scalar.checked)
    }
    assert {place for _, place in free} <= {"password", "refresh_token", "cursor", "coupon_ids"}, free


def test_an_id_of_another_kind_does_not_pass() -> None:
    order = TypeAdapter(Annotated[str, Id("ord")])
    with pytest.raises(ValidationError):
        order.validate_python("pay_01ARZ3NDEKTSV4RRFFQ69G5FAV")


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("    code\n    more\n\n", "    code\n    more"), ("\tcode", "\tcode"), ("\n \n    code\nwords ", "    code\nwords"),
        ("  words\n", "words"), ("   words", "words"), (" \n\t\n", ""), ("     ", ""), ("", ""),
    ],
)  # fmt: skip
def test_text_of_several_lines_loses_its_empty_edges_and_no_indentation_of_code(sent: str, kept: str) -> None:
    assert read(Lines(0, 99), sent) == kept
    assert kept or refusal(Lines(1, 99), sent) != ""
