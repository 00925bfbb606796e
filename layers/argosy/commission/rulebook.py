"""The rule book as it is kept: the present one for every checkout, and every version of it for whoever asks why."""

import zlib
from collections.abc import Mapping
from typing import Any

from argosy.commission.book import RuleBook
from argosy.commission.errors import RuleBookFull
from argosy.commission.items import COPIES, RuleBookItem, RuleBookVersionItem
from argosy.kernel import trace
from argosy.kernel.once import Answer, Once
from argosy.kernel.table import Key
from argosy.kernel.write import Write, put, save
from events.commission import SplitRuleChanged

LARGEST_BYTES = 100_000
EMPTY = RuleBook(version=0)


def current() -> RuleBook:
    """The rules of now, in one consistent read."""
    item = RuleBookItem.by_copy.get(copy=_copy())
    return item.to(RuleBook) if item else EMPTY


def key() -> Key:
    """Where the rules of now lie."""
    return RuleBookItem.by_copy.key(copy=_copy())


def among(found: Mapping[Key, dict[str, Any]]) -> RuleBook:
    """The rules of now, for whoever has read them with something else."""
    raw = found.get(key())
    return RuleBookItem.read(raw).to(RuleBook) if raw else EMPTY


def at(version: int) -> RuleBook:
    """The rules as they were in that version. Raises NotFound."""
    return RuleBookVersionItem.by_number.load(RuleBook, number=version) if version else EMPTY


def keep(book: RuleBook, told: SplitRuleChanged, once: Once | None = None, answer: Answer | None = None) -> None:
    """The next version, every copy of it, and who changed what. Raises RuleBookFull, StateConflict."""
    version = RuleBookVersionItem.of(book, number=book.version)
    if len(RuleBookVersionItem.rules.serialize(book.rules)) > LARGEST_BYTES:
        raise RuleBookFull(most=LARGEST_BYTES)
    write = Write(once).add(*(save(RuleBookItem.of(book, copy=copy)) for copy in range(COPIES)), put(version))
    write.tell(told, beside=version.key).commit(answer)


def _copy() -> int:
    """Which copy is read follows from the request, so that requests spread over them."""
    return zlib.crc32(trace.current().trace_id.encode()) % COPIES
