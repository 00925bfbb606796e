"""What clients write: one line unless it is said otherwise, in NFC, and nothing in it that only deceives."""

import re
import unicodedata
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import PydanticCustomError, core_schema

from argosy.kernel.cards import holds_card
from argosy.kernel.invisible import is_blank, is_needed

LONGEST = 1_000_000
MOST_MARKS = 8  # combining marks on one letter; the longest real clusters have fewer
BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
LOST = frozenset("\ufffc\ufffd")
"""What stands for something that got lost: a gateway makes U+FFFD of bytes that are not UTF-8."""
MEANS_NOTHING = re.compile(r"\A(?:[^\S\n]*\n)*(?: {1,3}(?! ))?")
"""Empty lines at the beginning, and fewer spaces than make a block of code in Markdown."""
LINE_END = re.compile("\r\n|[\r\u2028\u2029]")


def clean_text(text: str, *, lines: bool = False, identifier: bool = False) -> str:
    """NFC, without control characters, lone surrogates, direction overrides, towers of marks, what is lost or invisible.

    A card number is refused unless it is an identifier that somebody else gave. Text of several lines has LF between them.
    """
    if len(text) > LONGEST:
        raise PydanticCustomError("invalid_text", "the text is too long")
    if lines:
        text = LINE_END.sub("\n", text)
    if not (text.isascii() and text.isprintable()):
        _check(text, "\n\t" if lines else "")
    if not identifier and holds_card(text):
        raise PydanticCustomError("card_data_not_accepted", "never send a card number here")
    return unicodedata.normalize("NFC", text)


def _check(text: str, controls: str) -> None:
    marks, seen = 0, False
    for place, character in enumerate(text):
        category = unicodedata.category(character)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        blank = is_blank(character)
        seen = seen or (category[0] in "LNPS" and not blank) or category == "Cn"
        if (
            marks > MOST_MARKS
            or (category[0] == "C" and not _is_text(category, character, controls))
            or (category in ("Zl", "Zp"))
            or character in LOST
            or (blank and not is_needed(text, place))
        ):
            raise PydanticCustomError("invalid_text", "the text holds characters that are not text")
    if text.strip() and not seen:
        raise PydanticCustomError("invalid_text", "nothing of the text can be seen")


def _is_text(category: str, character: str, controls: str) -> bool:
    """Of what Unicode calls other: the controls that are meant, format characters, and what newer versions give a meaning."""
    if category == "Cc":
        return character in controls
    if category == "Cn":
        # Emoji and ideographs are added every year, at places that were set apart for them.
        return "\U0001f000" <= character <= "\U0001faff" or "\U00020000" <= character <= "\U0003fffd"
    return category == "Cf" and character not in BIDI


class Text:
    """`Annotated[str, Text(1, 60)]`: one line of so many characters, counted after NFC and without white space around it."""

    lines, identifier = False, False

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least, most

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        text = core_schema.str_schema(
            min_length=self.least, max_length=self.most, strip_whitespace=not self.lines, strict=True
        )
        return core_schema.no_info_before_validator_function(self._clean, text)

    def _clean(self, value: Any) -> Any:
        return clean_text(value, lines=self.lines, identifier=self.identifier) if isinstance(value, str) else value


class Lines(Text):
    """`Annotated[str, Lines(1, 2_000)]`: several lines, with LF between them; one of code keeps its indentation."""

    lines = True

    def _clean(self, value: Any) -> Any:
        text = super()._clean(value)
        return MEANS_NOTHING.sub("", text).rstrip() if isinstance(text, str) else text


class Identifier(Text):
    """`Annotated[str, Identifier(1, 60)]`: a code or number that somebody else gave, and so never taken for a card's."""

    identifier = True
