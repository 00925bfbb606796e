"""Tags, times, languages and excerpts: pure rules."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from argosy.kernel.body import Time
from argosy.publishing.words import Tags, excerpt_of, language_of

TAGS: TypeAdapter[list[str]] = TypeAdapter(Tags)
TIME: TypeAdapter[object] = TypeAdapter(Time)


def test_one_tag_has_one_spelling() -> None:
    assert TAGS.validate_python(["#Sea", " sea", "ＳＥＡ", "手机-壳"]) == ["sea", "手机-壳"]


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=40))
def test_a_tag_that_is_taken_can_stand_in_a_key(text: str) -> None:
    try:
        (tag,) = TAGS.validate_python([text])
    except ValidationError:
        return
    assert tag and len(tag) <= 30 and tag.isprintable() and "#" not in tag and tag != "*"
    assert TAGS.validate_python([tag]) == [tag]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Sailing home", "en"),
        ("去海边", "zh"),
        ("新款 iPhone 手机壳", "zh"),
        ("The word 道 in English prose", "en"),
        ("123", "en"),
    ],
)
def test_the_language_is_that_of_the_letters(text: str, language: str) -> None:
    assert language_of(text) == language


@settings(max_examples=50, deadline=None)
@given(st.text())
def test_an_excerpt_is_one_short_line(text: str) -> None:
    assert len(excerpt_of(text)) <= 200 and len(excerpt_of(text).splitlines()) <= 1


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=30) | st.datetimes().map(lambda moment: moment.isoformat() + "Z"))
def test_a_time_is_understood_or_refused_and_never_an_accident(text: str) -> None:
    with suppress(ValidationError):
        assert str(TIME.validate_python(text)).endswith("+00:00")
