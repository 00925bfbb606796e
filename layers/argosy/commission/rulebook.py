"""The rule book as it is kept: the present one for every checkout, and every version of it for whoever asks why."""

import zlib

from argosy.commission.book import RuleBook
from argosy.commission.errors import RuleBookFull
from argosy.commission.items import COPIES, RuleBookItem, RuleBookVersionItem
from argosy.kernel import trace
from argosy.kernel.once import Answer, Once
from argosy.kernel.write import Write, put, save
from events.commission import SplitRuleChanged

LARGEST_BYTES = 100_000
EMPTY = RuleBook(version=0)


def current() -> RuleBook:
    """The rules of now, in one consistent read. Which copy is read follows from the request, so requests spread over them."""
    copy = zlib.crc32(trace.current().trace_id.encode()) % COPIES
    item = RuleBookItem.by_copy.get(copy=copy)
    return item.to(RuleBook) if item else EMPTY


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
