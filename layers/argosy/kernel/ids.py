"""Prefixed ULIDs (`ord_01J…`): new ones sort by time, derived ones are found again by a retry."""

import hashlib
import os
import re

from argosy.kernel import clock

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SHAPE = re.compile(r"[a-z]{3}_[0-7][0-9A-HJKMNP-TV-Z]{25}", re.ASCII)


def new(prefix: str) -> str:
    """A fresh id; ids of one prefix sort by the millisecond in which they were made."""
    milliseconds = int(clock.now().timestamp() * 1000)
    return f"{prefix}_{_encode(milliseconds << 80 | int.from_bytes(os.urandom(10), 'big'))}"


def derived(prefix: str, *parts: str) -> str:
    """The id that these parts always give: what a retry must find is not drawn by lot."""
    digest = hashlib.sha256("\x1f".join((prefix, *parts)).encode()).digest()
    return f"{prefix}_{_encode(int.from_bytes(digest[:16], 'big'))}"


def is_id(text: str, prefix: str) -> bool:
    """Whether the text is spelled as an id of this prefix; whether the thing exists is another question."""
    return text.startswith(f"{prefix}_") and SHAPE.fullmatch(text) is not None


def _encode(number: int) -> str:
    return "".join(ALPHABET[number >> shift & 31] for shift in range(125, -1, -5))
