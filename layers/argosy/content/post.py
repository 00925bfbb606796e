"""A post: what an author wrote, when it is to be public, and what its moves tell."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self

from argosy.content.errors import TooFarAhead
from argosy.publishing.facts import Facts
from argosy.publishing.publication import Publication, Status
from argosy.publishing.words import excerpt_of, language_of
from events.content import (
    PostArchived,
    PostPublished,
    PostRejected,
    PostRevised,
    PostSubmitted,
    PostUnpublished,
)

FURTHEST = timedelta(days=365)
"""How long ahead a post is scheduled at most."""
FACTS = Facts(
    submitted=PostSubmitted, published=PostPublished, revised=PostRevised, rejected=PostRejected, unpublished=PostUnpublished,
    archived=PostArchived,
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Post(Publication):
    """What an author wrote, as it stands now."""

    author_id: str
    body: str
    publish_at: datetime | None = None
    """Released before this, it is published then."""

    @classmethod
    def draft(cls, id: str, at: datetime, *, publish_at: datetime | None, **words: Any) -> Self:
        """A first version. Raises TooFarAhead."""
        _check_schedule(publish_at, at)
        return cls(id=id, publish_at=publish_at, created_at=at, updated_at=at, **words)

    @property
    def owner_id(self) -> str:
        return self.author_id

    @property
    def named(self) -> dict[str, str]:
        return {"post_id": self.id, "author_id": self.author_id}

    @property
    def language(self) -> str:
        return language_of(f"{self.title} {self.body}")

    @property
    def excerpt(self) -> str:
        return excerpt_of(self.body)

    def edit(self, at: datetime, *, freely: bool, **changes: Any) -> Self:
        _check_schedule(changes.get("publish_at"), at)
        return super().edit(at, freely=freely, **changes)

    def released(self, at: datetime) -> dict[str, Any]:
        if self.publish_at is not None and self.publish_at > at:
            return {"status": Status.SCHEDULED, "reason": None}
        return super().released(at) | {"publish_at": None}

    def due(self, publish_at: datetime, at: datetime) -> "Post":
        """Published, if it still waits for this time."""
        if self.status is not Status.SCHEDULED or self.publish_at != publish_at:
            return self
        return self.becomes(**super().released(at), publish_at=None)


def _check_schedule(publish_at: datetime | None, at: datetime) -> None:
    if publish_at is not None and publish_at > at + FURTHEST:
        raise TooFarAhead(days=FURTHEST.days)
