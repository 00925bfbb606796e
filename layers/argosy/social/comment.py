"""A comment under a post or a product: who may change it, for how long, and who may hide it. Rules, pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from argosy.kernel.errors import NotFound
from argosy.kernel.noun import Noun
from argosy.social.errors import EditWindowOver, InvalidReplyTo
from argosy.social.subject import Subject
from events.social import Commented, CommentHidden, CommentRemoved

TakenOut = CommentRemoved | CommentHidden
MINUTES = 15
"""How long an author may change or take back what they wrote."""
EXCERPT = 120


class Status(StrEnum):
    """visible → hidden (by the subject's owner or a moderator) | removed (by its author). Neither comes back."""

    VISIBLE = "visible"
    HIDDEN = "hidden"
    REMOVED = "removed"


@dataclass(frozen=True, kw_only=True)
class Comment(Noun):
    """What somebody said about a subject. An answer stands in the thread of the comment that began it: one level."""

    id: str
    subject_kind: str
    subject_id: str
    subject_owner_id: str
    author_id: str
    thread_id: str | None = None
    reply_to: str | None = None
    body: str
    status: Status = Status.VISIBLE
    created_at: datetime
    edited_at: datetime | None = None

    @classmethod
    def write(
        cls, id: str, on: Subject, *, author_id: str, author_name: str, body: str, to: "Comment | None", at: datetime
    ) -> tuple[Self, Commented]:
        """A new comment; `to` is the one that it answers. Raises InvalidReplyTo for one that does not stand there."""
        if to is not None and (to.subject_id != on.id or to.status is not Status.VISIBLE):
            raise InvalidReplyTo
        comment = cls(
            id=id, subject_kind=on.kind, subject_id=on.id, subject_owner_id=on.owner_id, author_id=author_id, body=body,
            thread_id=(to.thread_id or to.id) if to else None, reply_to=to.id if to else None, created_at=at,
        )  # fmt: skip
        told = Commented(
            comment_id=id, subject_kind=on.kind, subject_id=on.id, subject_owner_id=on.owner_id, subject_title=on.title,
            author_id=author_id, author_name=author_name, excerpt=excerpt(body),
            reply_to_author_id=to.author_id if to else None,
        )  # fmt: skip
        return comment, told

    @property
    def listed_under(self) -> str | None:
        """The list in which it stands: an answer only while it is visible, what began a thread also as its place-holder."""
        return self.thread_id or self.subject_id if self.is_visible or self.thread_id is None else None

    @property
    def is_visible(self) -> bool:
        return self.status is Status.VISIBLE

    def edit(self, body: str, *, by: str, at: datetime) -> Self:
        """With new words. Raises NotFound unless it is the author's own, EditWindowOver."""
        if self.author_id != by:
            raise NotFound
        if not self._is_fresh(at):
            raise EditWindowOver(minutes=MINUTES)
        return self.becomes(body=body, edited_at=at)

    def take_out(self, *, by: str, moderates: bool, at: datetime) -> tuple[Self, TakenOut | None]:
        """Out of sight: removed by its author while it is fresh, else hidden by a moderator or the subject's owner.

        What is hidden keeps its words, for an appeal; what is gone stays as it is. Raises NotFound for anybody else,
        EditWindowOver.
        """
        moderates = moderates or by == self.subject_owner_id
        if not moderates and by != self.author_id:
            raise NotFound
        if self.status is not Status.VISIBLE:
            return self, None
        if self.author_id == by and self._is_fresh(at):
            removed = CommentRemoved(comment_id=self.id, subject_id=self.subject_id, author_id=self.author_id)
            return self.becomes(status=Status.REMOVED, body=""), removed
        if moderates:
            hidden = CommentHidden(comment_id=self.id, subject_id=self.subject_id, author_id=self.author_id)
            return self.becomes(status=Status.HIDDEN), hidden
        raise EditWindowOver(minutes=MINUTES)

    def _is_fresh(self, at: datetime) -> bool:
        return at <= self.created_at + timedelta(minutes=MINUTES)


def excerpt(body: str) -> str:
    """The beginning, in one line, for those who are told of it."""
    line = " ".join(body.split())
    return line if len(line) <= EXCERPT else line[: EXCERPT - 1] + "…"
