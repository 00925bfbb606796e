"""Finding: whatever has one of the terms, ranked by how many of them it has, then newest first."""

from dataclasses import dataclass
from typing import Any

from argosy.kernel.keys import Page, Position
from argosy.kernel.table import fetch
from argosy.search import terms
from argosy.search.items import DocumentItem, TermItem

LOOKED_AT = 100
"""Of each term, the newest so many are looked at: what a search costs does not grow with what is published."""
TYPES = ("post", "product")


@dataclass
class Hit:
    """A document, how many of the query's terms it has, and the revision that has them. `age` sorts by time."""

    id: str
    revision: int
    age: str
    matched: int = 0

    @property
    def rank(self) -> str:
        """Sorts as results do; unique, so that a page can end at it."""
        return f"{self.matched:02d}#{self.age}"


def page(query: str, types: tuple[str, ...], limit: int, after: Position | None) -> Page:
    """Documents, best first."""
    hits = sorted(_hits(query, types), key=lambda hit: hit.rank, reverse=True)
    if after is not None:
        hits = [hit for hit in hits if hit.rank < after.sort]
    shown = hits[:limit]
    end = Position(shown[-1].rank, "", "") if len(hits) > limit else None
    return Page(_documents(shown), end)


def _hits(query: str, types: tuple[str, ...]) -> list[Hit]:
    hits: dict[tuple[str, int], Hit] = {}
    for term in terms.of_query(query):
        for item in (item for kind in types for item in _having(term, kind)):
            version = int(item.version)
            hit = hits.setdefault((item.id, version), Hit(item.id, version, str(item.gsi1sk)))
            hit.matched += 1
    return list(hits.values())


def _having(term: str, kind: str) -> list[TermItem]:
    found: Page = TermItem.found.query(type=kind, term=term, limit=LOOKED_AT, newest_first=True)
    return found.items


def _documents(hits: list[Hit]) -> list[Any]:
    """The documents as they are now; what was unpublished or changed a moment ago is left out."""
    keys = {hit.id: DocumentItem.by_id.key(id=hit.id) for hit in hits}
    raws = fetch(keys.values())
    found = [(hit.revision, DocumentItem.read(raws[keys[hit.id]])) for hit in hits if keys[hit.id] in raws]
    return [document for revision, document in found if document.listed and document.version == revision]
