"""A post: what an author wrote, and what its moves tell."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self

from argosy.content.errors import TooFarAhead
from argosy.publishing.publication import Publication, Shown, Status
from argosy.publishing.words import excerpt_of, language_of
from events.content import (
    PostArchived,
    PostPublished,
    PostRejected,
    PostRevised,
    PostScheduled,
    PostSubmitted,
    PostUnpublished,
)

FURTHEST = timedelta(days=365)
"""How long ahead a post is scheduled at most."""
PostEvent = PostSubmitted | PostScheduled | PostPublished | PostRevised | PostRejected | PostUnpublished | PostArchived


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


def told(before: Post, after: Post) -> tuple[PostEvent, ...]:
    """What happened between two versions."""
    whose = {"post_id": after.id, "author_id": after.author_id}
    facts: list[PostEvent] = []
    shown = after.shown_since(before)
    if shown is Shown.UNPUBLISHED:
        facts.append(PostUnpublished(**whose, revision=after.version))
    elif shown is not None:
        kind = PostPublished if shown is Shown.PUBLISHED else PostRevised
        facts.append(kind(**_public(after)))
    if after.status is not before.status:
        facts += _moved(after, whose)
    return tuple(facts)


def _moved(after: Post, whose: dict[str, str]) -> list[PostEvent]:
    if after.status is Status.PENDING:
        return [PostSubmitted(**whose, title=after.title, review_id=str(after.case_id))]
    if after.status is Status.SCHEDULED and after.publish_at is not None:
        return [PostScheduled(**whose, publish_at=after.publish_at)]
    if after.status is Status.REJECTED:
        return [PostRejected(**whose, title=after.title, reason=str(after.reason))]
    if after.status is Status.ARCHIVED:
        return [PostArchived(**whose)]
    return []


def _public(post: Post) -> dict[str, Any]:
    return {
        "post_id": post.id, "author_id": post.author_id, "title": post.title, "excerpt": post.excerpt, 
        "tags": post.tags, "language": post.language, "published_at": post.published_at, "revision": post.version,
    }  # fmt: skip
