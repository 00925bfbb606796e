"""A notification: what somebody is told, once per fact, wherever they look. Rules, pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from argosy.kernel.noun import Noun
from argosy.notifications import templates
from argosy.notifications.notice import Notice
from argosy.notifications.words import Words


@dataclass(frozen=True, kw_only=True)
class Notification:
    """An entry of an inbox. `number` counts the entries of that inbox from one, without a gap."""

    id: str
    user_id: str
    number: int
    template: str
    subject_kind: str
    subject_id: str
    language: str
    facts: Mapping[str, str]
    created_at: datetime
    read_at: datetime | None = None

    @classmethod
    def of(cls, notice: Notice, *, number: int, language: str, at: datetime) -> Self:
        said = {name: getattr(notice, name) for name in ("user_id", "template", "subject_kind", "subject_id")}
        facts = dict(notice.facts)
        return cls(id=notice.notification_id, number=number, language=language, created_at=at, facts=facts, **said)

    def words(self, language: str | None = None) -> Words:
        """In this language, or in the one that its reader had chosen when it was written."""
        return templates.render(self.template, language or self.language, self.facts)

    def is_read(self, read_through: int) -> bool:
        """Read by itself, or with all that stood in the inbox then."""
        return self.read_at is not None or self.number <= read_through


@dataclass(frozen=True, kw_only=True)
class Inbox(Noun):
    """Where a user's entries are counted: `unread` is exactly the number of entries that are not read.

    Every entry and every reading changes its version, so that two at once cannot both count from the same state.
    """

    user_id: str
    last_number: int = 0
    read_through: int = 0
    unread: int = 0
    version: int = 0

    def received(self) -> Self:
        return self.becomes(last_number=self.last_number + 1, unread=self.unread + 1)

    def read(self, entries: int) -> Self:
        """With so many fewer that are unread."""
        return self.becomes(unread=self.unread - entries)

    def read_all(self) -> Self:
        return self.becomes(read_through=self.last_number, unread=0)
