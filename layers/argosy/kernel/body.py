"""What comes in and goes out as JSON: wishes, queries and views, with the rules that every text and number has to meet."""

import re
import unicodedata
from datetime import UTC, datetime
from typing import Annotated, Any, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    GetCoreSchemaHandler,
    PlainSerializer,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError, core_schema

from argosy.kernel import ids
from argosy.kernel.errors import Invalid
from argosy.kernel.strict import Day, Quantity, Time, Whole

__all__ = [
    "Body", "Day", "EachOnce", "Id", "Instant", "InvalidBody", "Quantity", "Query", "Text", "Time", "View", "Whole",
    "clean_text",
]  # fmt: skip

BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
MOST_MARKS = 8  # combining marks on one letter; the longest real clusters have fewer
CARD = re.compile(r"(?<![0-9A-Za-z])[0-9](?:[ -]?[0-9]){12,18}(?![0-9A-Za-z])")


class Body(BaseModel):
    """A wish in a request's body. Fields that it does not name are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


class Query(BaseModel):
    """The query of a request. What is no text in it is of a kind that reads text: `Day`, `Time`, `Whole`, a word of an enum
    that is not `Strict`. Parameters that it does not name are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


class View(BaseModel):
    """What a client is shown of a noun."""

    model_config = ConfigDict(frozen=True, from_attributes=True, defer_build=True)

    @classmethod
    def of(cls, noun: Any) -> Self:
        return cls.model_validate(noun)


def clean_text(text: str) -> str:
    """NFC, without control characters, lone surrogates, direction overrides or towers of marks; never a card number."""
    if len(text) > 1_000_000:
        raise PydanticCustomError("invalid_text", "the text is too long")
    marks = 0
    for character in "" if text.isascii() and text.isprintable() else text:
        category = unicodedata.category(character)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if (
            (category == "Cc" and character not in "\n\t")
            or category == "Cs"
            or character in BIDI
            or marks > MOST_MARKS
        ):
            raise PydanticCustomError("invalid_text", "the text holds characters that are not text")
    if any(_is_card(found.group()) for found in CARD.finditer(text)):
        raise PydanticCustomError("card_data_not_accepted", "never send a card number here")
    return unicodedata.normalize("NFC", text)


def _is_card(digits: str) -> bool:
    """Luhn's check over 13 to 19 digits."""
    numbers = [int(digit) for digit in reversed(digits) if digit.isdigit()]
    return (
        len(set(numbers)) > 1 and sum(n if i % 2 == 0 else n * 2 - 9 * (n > 4) for i, n in enumerate(numbers)) % 10 == 0
    )


class Text:
    """`Annotated[str, Text(1, 60)]`: text of so many characters, counted after NFC and without white space around it."""

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least, most

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        text = core_schema.str_schema(min_length=self.least, max_length=self.most, strip_whitespace=True)
        return core_schema.no_info_before_validator_function(
            lambda value: clean_text(value) if isinstance(value, str) else value, text
        )


class Id:
    """`Annotated[str, Id("pst")]`: an id of one kind, checked before it comes near a key."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_after_validator_function(self._spelled, core_schema.str_schema())

    def _spelled(self, value: str) -> str:
        if not ids.is_id(value, self.prefix):
            raise PydanticCustomError("invalid_id", "this is not the id of such a thing")
        return value


class EachOnce:
    """`Annotated[list[Line], EachOnce("line_no")]`: no two of a list have the same there."""

    def __init__(self, field: str) -> None:
        self.field = field

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_after_validator_function(self._each_once, handler(source))

    def _each_once(self, wishes: list[Any]) -> list[Any]:
        if len({getattr(wish, self.field) for wish in wishes}) < len(wishes):
            raise PydanticCustomError("same_entry", "name each {field} once", {"field": self.field})
        return wishes


Instant = Annotated[
    datetime,
    PlainSerializer(lambda moment: f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z", when_used="json"),
    WithJsonSchema({"type": "string", "format": "date-time"}, mode="serialization"),
]
"""A time in a view: in UTC, to the second."""


class InvalidBody(Invalid):
    """Well-formed JSON that this route cannot take; the code names the first thing that is wrong."""

    en = "Something in the request is not as it should be."
    zh = "请求内容有误。"
