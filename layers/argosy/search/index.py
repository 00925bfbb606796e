"""The index: documents come and go by facts, which may be late, doubled or in the wrong order."""

from collections.abc import Iterator
from itertools import islice

from argosy.kernel.errors import StateConflict
from argosy.kernel.receipt import Receipt
from argosy.kernel.table import Item, Key
from argosy.kernel.write import Part, Write, delete, put
from argosy.search import terms
from argosy.search.items import DocumentItem, TermItem

TOGETHER = 50
"""Parts of one transaction."""


def show(document: DocumentItem, receipt: Receipt) -> None:
    """Make this revision the one that is found, unless a later one is there already.

    The document first: from then on terms of earlier revisions no longer count. Then its terms, and what it no longer
    has is taken away. A crash in between is mended when the fact is delivered again.
    """
    try:
        _commit([_newer(document)])
        words = (document.title, document.tags, document.excerpt)
        wanted = set(terms.of_publication(*words)) if document.listed else set()
        _commit([*_added(document, wanted), *_removed(document, wanted)])
    except StateConflict:
        pass  # a later revision is there, or comes at this moment: nothing of this one is to be found
    Write(receipt).commit()


def _newer(item: DocumentItem | TermItem) -> Part:
    return put(item, when=Item.pk.does_not_exist() | (Item.version <= item.version))


def _added(document: DocumentItem, wanted: set[str]) -> Iterator[Part]:
    for term in sorted(wanted):
        yield _newer(
            TermItem(
                id=document.id,
                term=term,
                type=document.type,
                published_at=document.published_at,
                version=document.version,
            )
        )


def _removed(document: DocumentItem, wanted: set[str]) -> Iterator[Part]:
    before: list[TermItem] = list(TermItem.by_document.every(id=document.id))
    for item in before:
        if item.term not in wanted:
            yield delete(Key(item.pk, item.sk), when=Item.pk.does_not_exist() | (Item.version <= document.version))


def _commit(parts: list[Part]) -> None:
    left = iter(parts)
    while some := tuple(islice(left, TOGETHER)):
        Write().add(*some).commit()
