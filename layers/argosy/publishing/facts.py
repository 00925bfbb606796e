"""What the moves of a publication tell, whatever it is called there. Pure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from argosy.kernel.outbox import Event
from argosy.publishing.publication import Publication, Shown, Status


@dataclass(frozen=True, kw_only=True)
class Facts:
    """The events of one kind of publication; all of them name it and its owner (`Publication.named`)."""

    submitted: Callable[..., Event]
    published: Callable[..., Event]
    revised: Callable[..., Event]
    rejected: Callable[..., Event]
    unpublished: Callable[..., Event]
    archived: Callable[..., Event]

    def told(self, before: Publication, after: Publication) -> Iterator[Event]:
        """What happened between two versions."""
        shown = after.shown_since(before)
        if shown is Shown.UNPUBLISHED:
            yield self.unpublished(**after.named, revision=after.version)
        elif shown is not None:
            yield (self.published if shown is Shown.PUBLISHED else self.revised)(
                **after.named, title=after.title, excerpt=after.excerpt, tags=after.tags, language=after.language,
                published_at=after.published_at, revision=after.version,
            )  # fmt: skip
        if after.status is not before.status:
            yield from self._moved(after)

    def _moved(self, after: Publication) -> Iterator[Event]:
        if after.status is Status.PENDING:
            yield self.submitted(**after.named, title=after.title, review_id=after.case_id)
        if after.status is Status.REJECTED:
            yield self.rejected(**after.named, title=after.title, reason=after.reason)
        if after.status is Status.ARCHIVED:
            yield self.archived(**after.named)
