"""Terms: what a text can be found by. Words and their beginnings, single Chinese characters and pairs of them, tags."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from argosy.publishing.words import CJK

LONGEST = 16
"""Of a longer word, only so much of its beginning is a term."""
SHORTEST_BEGINNING = 2
MOST_OF_TEXT = 300
"""A publication has no more terms than this; what its title says comes first."""
MOST_OF_QUERY = 8
RUN = re.compile(rf"(?P<cjk>{CJK.pattern}+)|(?:(?!{CJK.pattern})\S)+")
COMMON = frozenset(
    {"a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "from", "in", "is", "it", "of", "on", "or", "that"}
    | {"the", "this", "to", "was", "were", "with", "的", "了", "是"}
)
"""Words that nearly everything has say nothing, and would make one hot key each."""


def of_publication(title: str, tags: Iterable[str], excerpt: str) -> tuple[str, ...]:
    """What a publication is found by: the title and the tags also by beginnings of their words."""
    words = f"{title} {' '.join(tags)}"
    found = dict.fromkeys((*_terms(words), *(tag[:LONGEST] for tag in tags), *_beginnings(words), *_terms(excerpt)))
    return tuple(list(found)[:MOST_OF_TEXT])


def of_query(text: str) -> tuple[str, ...]:
    """What a query asks for: words, and of Chinese pairs of neighbours or a character that stands alone."""
    found = dict.fromkeys(term for kind, run in _runs(text) for term in _asked(kind, run))
    asked = [term for term in found if term not in COMMON] or list(found)
    return tuple(asked[:MOST_OF_QUERY])


def _terms(text: str) -> Iterator[str]:
    for kind, run in _runs(text):
        if kind == "cjk":
            yield from (term for term in (*_pairs(run), *run) if term not in COMMON)
        elif run not in COMMON:
            yield run[:LONGEST]


def _beginnings(text: str) -> Iterator[str]:
    for kind, run in _runs(text):
        if kind == "word" and run not in COMMON:
            yield from (run[:length] for length in range(SHORTEST_BEGINNING, min(len(run), LONGEST)))


def _asked(kind: str, run: str) -> tuple[str, ...]:
    if kind == "word":
        return (run[:LONGEST],)
    return (run,) if len(run) == 1 else _pairs(run)


def _pairs(run: str) -> tuple[str, ...]:
    return tuple(run[place : place + 2] for place in range(len(run) - 1))


def _runs(text: str) -> Iterator[tuple[str, str]]:
    """Runs of Chinese and words of other scripts: `５G手机壳` is `5g` and `手机壳`."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    for match in RUN.finditer("".join(letter if _is_of_word(letter) else " " for letter in folded)):
        yield ("cjk" if match["cjk"] else "word"), match[0]


def _is_of_word(letter: str) -> bool:
    """Letters, digits, and the marks on them, which are half of a Hindi or Thai word; nothing newer than our Unicode."""
    return letter.isalnum() or unicodedata.category(letter)[0] == "M"
