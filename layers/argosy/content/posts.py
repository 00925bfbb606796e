"""Posts as they are kept."""

from datetime import datetime

from argosy.content.cards import PostCardItem
from argosy.content.items import PostItem, PublishedPostItem
from argosy.content.post import FACTS, Post
from argosy.kernel.once import Answer, Once
from argosy.kernel.receipt import Receipt
from argosy.kernel.write import Part, Write
from argosy.publishing import cases
from argosy.publishing.case import Case, Kind
from argosy.publishing.publication import Status
from argosy.publishing.shelf import Shelf
from events.content import PostScheduled, PublishDue

SHELF = Shelf(
    kind=Kind.POST, noun=Post, owner="author_id", working=PostItem, shown=PublishedPostItem, card=PostCardItem, facts=FACTS
)  # fmt: skip
find, get, get_own, published = SHELF.find, SHELF.get, SHELF.get_own, SHELF.published
page, page_of_own = SHELF.page, SHELF.page_of_own


def draft(post: Post, once: Once, answer: Answer) -> None:
    """Keep a new post."""
    Write(once).add(SHELF.kept(post)).commit(answer)


def change(
    before: Post, after: Post, at: datetime, *parts: Part, once: Once | Receipt | None = None,
    answer: Answer | None = None,
) -> None:  # fmt: skip
    """Save a move and all that follows from it. A move that changed nothing writes nothing."""
    if after is before:
        return
    write = SHELF.moved(Write(once), before, after, at).add(*parts)
    if after.status is Status.SCHEDULED and after.publish_at is not None:
        due = PublishDue(post_id=after.id, publish_at=after.publish_at)
        write.remind(after.publish_at, due, about=f"{after.id}.{after.version}")
        write.tell(PostScheduled(**after.named, publish_at=after.publish_at), beside=SHELF.key(after))
    write.commit(answer)


def decide(case: Case, at: datetime, once: Once, answer: Answer) -> None:
    """The decided case, and what it decides, at once. Raises StateConflict where somebody else decided first."""
    before = get(case.subject_id)
    change(before, before.decided(at, reason=case.reason), at, cases.kept(case), once=once, answer=answer)


def publish_due(post_id: str, publish_at: datetime, at: datetime, receipt: Receipt) -> None:
    """Publish what was scheduled for this time; what is no longer scheduled is left as it is."""
    post = find(post_id)
    if post is not None:
        change(post, post.due(publish_at, at), at, once=receipt)
