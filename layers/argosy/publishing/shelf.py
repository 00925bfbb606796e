"""Where publications of one kind are kept: the working version, the published version, and their places in lists."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from argosy.kernel.errors import NotFound
from argosy.kernel.table import Item, Key, Page, Position
from argosy.kernel.write import Part, Write, delete, put, save
from argosy.publishing import cases
from argosy.publishing.cards import EVERY
from argosy.publishing.case import Kind
from argosy.publishing.facts import Facts
from argosy.publishing.publication import Publication, Status

P = TypeVar("P", bound=Publication)


@dataclass(frozen=True, kw_only=True)
class Shelf(Generic[P]):
    """`owner` is what the kind calls it: `author_id`.

    Its items have the same patterns: `working` and `shown` `by_id`, `working` and `card` `of_owner`, `card` `by_list`, `listed`.
    """

    kind: Kind
    noun: type[P]
    owner: str
    working: Any
    shown: Any
    card: Any
    facts: Facts

    def find(self, id: str) -> P | None:
        """The working version, unless it is archived."""
        item = self.working.by_id.get(id=id)
        found: P | None = item.to(self.noun) if item else None
        return None if found is None or found.status is Status.ARCHIVED else found

    def get(self, id: str) -> P:
        """Raises NotFound."""
        found = self.find(id)
        if found is None:
            raise NotFound
        return found

    def get_own(self, id: str, owner_id: str) -> P:
        """Raises NotFound for one of somebody else."""
        found = self.get(id)
        if found.owner_id != owner_id:
            raise NotFound
        return found

    def published(self, id: str) -> Any:
        """The item of what the public sees, or None."""
        return self.shown.by_id.get(id=id)

    def page(self, owner_id: str | None, tag: str | None, limit: int, after: Position | None) -> Page:
        """The cards of what is public, newest first, of all or of one owner, with any tag or this one."""
        wanted = {"tag": tag or EVERY, "limit": limit, "after": after}
        if owner_id is None:
            found: Page = self.card.listed.newest(**wanted)
            return found
        return self.card.of_owner.query(**{self.owner: owner_id}, newest_first=True, **wanted)  # type: ignore[no-any-return]

    def page_of_own(self, owner_id: str, limit: int, after: Position | None) -> Page:
        """All that the owner works on or has published, newest first."""
        found: Page = self.working.of_owner.query(kept_by=owner_id, limit=limit, after=after, newest_first=True)
        return found

    def key(self, publication: P) -> Key:
        """Where it lies, with its history beside it."""
        key: Key = self.working.by_id.key(id=publication.id)
        return key

    def kept(self, publication: P) -> Part:
        """The working version; once it is archived its owner's list no longer has it."""
        kept_by = None if publication.status is Status.ARCHIVED else publication.owner_id
        return save(self.working.of(publication, kept_by=kept_by))

    def moved(self, write: Write, before: P, after: P, at: datetime, **words: Any) -> Write:
        """Saves a move, what the public sees of it, its review case and its facts; `words` stand in what is shown."""
        write.add(self.kept(after), *self._public(before, after, words), *cases.following(self.kind, before, after, at))
        return write.tell(*self.facts.told(before, after), beside=self.key(after))

    def _public(self, before: P, after: P, words: dict[str, Any]) -> Iterator[Part]:
        """The published version and its cards, as they are after this."""
        if after.shown_since(before) is None:
            return
        tags = (EVERY, *after.tags) if after.is_public else ()
        if after.is_public:
            told = {"language": after.language, **words}
            items = [self.shown.of(after, **told)]
            items += [self.card.of(after, tag=tag, excerpt=after.excerpt, **told) for tag in tags]
            yield from (put(item, when=Item.pk.does_not_exist() | (Item.version < after.version)) for item in items)
        else:
            yield delete(self.shown.by_id.key(id=after.id))
        gone = ({EVERY, *before.public_tags} if before.is_public else set()) - set(tags)
        yield from (delete(self.card.by_list.key(id=after.id, tag=tag)) for tag in sorted(gone))
