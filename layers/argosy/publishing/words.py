"""Words of a publication: tags, excerpts, and the language they are in."""

import re
import unicodedata
from typing import Annotated, Any

from annotated_types import MaxLen
from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError

from argosy.kernel.body import clean_text

LONGEST_TAG = 30
MOST_TAGS = 10
EXCERPT = 200
CJK = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]")


def _tag(value: Any) -> Any:
    """Lower case, compatibility forms folded (`ＡＩ` is `ai`), letters, digits, `-` and `_` of any script."""
    if not isinstance(value, str):
        raise PydanticCustomError("invalid_tag", "a tag is text")
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", value[:1000]).casefold())
    tag = clean_text(folded).strip().removeprefix("#")
    if not 1 <= len(tag) <= LONGEST_TAG or any(unicodedata.category(c)[0] not in "LMN" and c not in "-_" for c in tag):
        raise PydanticCustomError("invalid_tag", "a tag is 1 to 30 letters, digits, - and _")
    return tag


Tag = Annotated[str, BeforeValidator(_tag)]
Tags = Annotated[list[Tag], MaxLen(MOST_TAGS), AfterValidator(lambda tags: list(dict.fromkeys(tags)))]
"""At most ten; one that is named twice counts once."""


def language_of(text: str) -> str:
    """`zh` where a fifth of the letters is Chinese (one such letter says what four Latin ones say), else `en`."""
    letters = sum(character.isalpha() for character in text)
    return "zh" if len(CJK.findall(text)) * 5 >= max(letters, 1) else "en"


def excerpt_of(text: str) -> str:
    """The first words on one line, at most 200 characters."""
    line = " ".join(text.split())
    return line if len(line) <= EXCERPT else line[: EXCERPT - 1].rstrip() + "…"
