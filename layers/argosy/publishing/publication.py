"""What posts and products have in common on their way to the public: states and the moves between them."""

from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from argosy.kernel import ids
from argosy.kernel.errors import InvalidState
from argosy.kernel.noun import Noun


class Status(StrEnum):
    """Of the working version: draft → pending → published | scheduled | rejected; scheduled → published ⇄ unpublished.

    Where a moderator takes it down, published | scheduled → hidden. An edit makes it a draft again (from rejected, scheduled,
    published, unpublished, hidden); a draft or an unpublished one is submitted. The published version is another item: it stays
    out while the working version is edited and reviewed. Nothing comes back from archived.
    """

    DRAFT = "draft"
    PENDING = "pending"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    REJECTED = "rejected"
    UNPUBLISHED = "unpublished"
    HIDDEN = "hidden"
    ARCHIVED = "archived"


class Shown(StrEnum):
    """What a move changed for the public."""

    PUBLISHED = "published"
    REVISED = "revised"
    UNPUBLISHED = "unpublished"


@dataclass(frozen=True, kw_only=True)
class Publication(Noun, ABC):
    """The working version, which its owner sees, and whether (and under which tags) a published version is out."""

    id: str
    title: str
    tags: tuple[str, ...] = ()
    status: Status = Status.DRAFT
    reason: str | None = None
    case_id: str | None = None
    is_public: bool = False
    taken_down: bool = False
    """By a moderator: whatever its owner may publish freely, this comes back by a review only."""
    public_tags: tuple[str, ...] = ()
    published_at: datetime | None = None
    """When it was first published: unpublishing and publishing again does not make it new."""
    created_at: datetime
    updated_at: datetime

    @property
    @abstractmethod
    def owner_id(self) -> str:
        """Whose it is."""

    def edit(self, at: datetime, *, freely: bool, **changes: Any) -> Self:
        """The working version with the changes: a draft, unless it is published and may stay so without review.

        What changes nothing gives the same. Raises InvalidState while it is under review.
        """
        if all(getattr(self, name) == value for name, value in changes.items()):
            return self
        if self.status is Status.PENDING:
            raise InvalidState(status=self.status)
        edited = self.becomes(**changes, status=Status.DRAFT, reason=None, updated_at=at)
        if self.status is Status.PUBLISHED and (freely or self.stays_published(edited)):
            return replace(edited, **edited.released(at))
        return edited

    def stays_published(self, edited: Self) -> bool:
        """Whether an edit of what is published needs no review, whoever made it."""
        return False

    def submit(self, at: datetime, *, freely: bool) -> Self:
        """Handed in for review; published where its owner needs none. Raises InvalidState."""
        self._must_be(Status.DRAFT, Status.UNPUBLISHED)
        if freely and not self.taken_down:
            return self.becomes(**self.released(at))
        return self.becomes(status=Status.PENDING, case_id=ids.derived("rev", self.id, str(self.version)))

    def decided(self, at: datetime, *, reason: str | None) -> Self:
        """After the review: rejected for a reason, or released. Raises InvalidState."""
        self._must_be(Status.PENDING)
        if reason is not None:
            return self.becomes(status=Status.REJECTED, reason=reason, case_id=None)
        return self.becomes(case_id=None, taken_down=False, **self.released(at))

    def unpublish(self, *, by_owner: bool) -> Self:
        """No longer public, nor about to be: a review that waits is withdrawn, or it would publish what was taken down.

        What somebody else takes down is hidden: edited and reviewed it may come back. Raises InvalidState.
        """
        if not self.is_public:
            self._must_be(Status.SCHEDULED)
        gone = Status.UNPUBLISHED if by_owner else Status.HIDDEN
        return self.becomes(
            status=self.status if self.status is Status.DRAFT else gone, is_public=False, public_tags=(), case_id=None,
            taken_down=self.taken_down or not by_owner,
        )  # fmt: skip

    def archive(self) -> Self:
        """Gone for everybody, kept for the records."""
        return self.becomes(status=Status.ARCHIVED, is_public=False, public_tags=(), case_id=None)

    def released(self, at: datetime) -> dict[str, Any]:
        """The changes that make the working version the published one."""
        return {
            "status": Status.PUBLISHED, "reason": None, "is_public": True, "public_tags": self.tags,
            "published_at": self.published_at or at,
        }  # fmt: skip

    def shown_since(self, before: Self) -> Shown | None:
        """What the moves since then changed for the public."""
        if self.is_public != before.is_public:
            return Shown.PUBLISHED if self.is_public else Shown.UNPUBLISHED
        return Shown.REVISED if self.status is Status.PUBLISHED and self != before else None

    def _must_be(self, *allowed: Status) -> None:
        if self.status not in allowed:
            raise InvalidState(status=self.status)
