"""Entity tags (RFC 9110, 8.8.3 and 13.1): what a GET sends is what `If-Match` takes.

`"7"` is version 7 of a thing, `"7-3f2a…"` the same with the body that a cache may keep, `"3f2a…"` a body alone: a list, a page.
A weak one counts in `If-Match` too, though the RFC would have it fail: our own edge weakens the tag of whatever it compresses,
and a version is exact however it was packed.
"""

import hashlib
import re

TAG = r'(W/)?"([\x21\x23-\x7e\x80-\xff]*)"'
VERSION = re.compile(r"(0|[1-9][0-9]{0,14})(-[0-9a-z]+)?")
NAMED = re.compile(rf"{TAG}|(0|[1-9][0-9]{{0,14}})(?![^\s,])")
LIST = re.compile(rf"(?:{NAMED.pattern})(?:\s*,\s*(?:{NAMED.pattern}))*")


class IfMatch(frozenset[int]):
    """A parameter of the type `IfMatch | None` gets the versions that the caller's `If-Match` names, one of which it must be.

    It is None without the header, and for `*`: whatever version there is.
    """


def versions_in(if_match: str) -> IfMatch | None:
    """The versions that the header names; a tag that is no version's names none. Raises ValueError."""
    given = if_match.strip()
    if given == "*":
        return None
    if not LIST.fullmatch(given):
        raise ValueError("no list of entity tags")
    tags = (plain or tag for _, tag, plain in NAMED.findall(given))
    return IfMatch(int(named[1]) for each in tags if (named := VERSION.fullmatch(each)))


def tag_of(body: bytes | None, version: int | None) -> str:
    """A thing's tag by its version; with its body where a cache tells by the tag whether what it has is still the same."""
    words = [] if version is None else [str(version)]
    if body is not None:
        words.append(hashlib.sha256(body).hexdigest()[:20])
    return f'"{"-".join(words)}"'


def is_known(if_none_match: str, tag: str) -> bool:
    """Whether the caller has it already. Tags are compared weakly, as this header wants it."""
    return if_none_match.strip() == "*" or any(f'"{other}"' == tag for _, other in re.findall(TAG, if_none_match))
