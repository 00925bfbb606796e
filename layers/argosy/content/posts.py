"""Posts as they are kept: working version, published version, lists, review case and facts in one write."""

from collections.abc import Iterator
from datetime import datetime

from argosy.content.cards import EVERY, PostCardItem
from argosy.content.items import PostItem, PublishedPostItem
from argosy.content.post import Post, told
from argosy.kernel.errors import NotFound
from argosy.kernel.once import Answer, Once
from argosy.kernel.receipt import Receipt
from argosy.kernel.table import Item, Page, Position
from argosy.kernel.write import Part, Write, delete, put, save
from argosy.publishing import cases
from argosy.publishing.case import Case, Kind
from argosy.publishing.publication import Shown, Status
from events.content import PublishDue


def find(post_id: str) -> Post | None:
    """The working version, unless it is archived."""
    item = PostItem.by_id.get(id=post_id)
    post: Post | None = item.to(Post) if item else None
    return None if post is None or post.status is Status.ARCHIVED else post


def get(post_id: str) -> Post:
    """Raises NotFound."""
    post = find(post_id)
    if post is None:
        raise NotFound
    return post


def get_own(post_id: str, author_id: str) -> Post:
    """Raises NotFound for a post of somebody else."""
    post = get(post_id)
    if post.author_id != author_id:
        raise NotFound
    return post


def published(post_id: str) -> PublishedPostItem | None:
    item: PublishedPostItem | None = PublishedPostItem.by_id.get(id=post_id)
    return item


def page(author_id: str | None, tag: str | None, limit: int, after: Position | None) -> Page:
    """The cards of public posts, newest first, of all or of an author, with any tag or this one."""
    if author_id:
        return PostCardItem.of_author.query(
            author_id=author_id, tag=tag or EVERY, limit=limit, after=after, newest_first=True
        )
    return PostCardItem.listed.newest(tag=tag or EVERY, limit=limit, after=after)


def page_of_own(author_id: str, limit: int, after: Position | None) -> Page:
    """All that the author works on or has published, newest first."""
    return PostItem.of_author.query(kept_by=author_id, limit=limit, after=after, newest_first=True)


def draft(post: Post, once: Once, answer: Answer) -> None:
    """Keep a new post."""
    Write(once).add(save(_item(post))).commit(answer)


def change(
    before: Post, after: Post, at: datetime, *parts: Part, once: Once | Receipt | None = None,
    answer: Answer | None = None,
) -> None:  # fmt: skip
    """Save a move and all that follows from it. A move that changed nothing writes nothing."""
    if after is before:
        return
    write = Write(once).add(
        save(_item(after)), *_public(before, after), *cases.following(Kind.POST, before, after, at), *parts
    )
    if after.status is Status.SCHEDULED and after.publish_at is not None:
        due = PublishDue(post_id=after.id, publish_at=after.publish_at)
        write.remind(after.publish_at, due, about=f"{after.id}.{after.version}")
    write.tell(*told(before, after), beside=PostItem.by_id.key(id=after.id)).commit(answer)


def decide(case: Case, at: datetime, once: Once, answer: Answer) -> None:
    """The decided case, and what it decides, at once. Raises StateConflict where somebody else decided first."""
    before = get(case.subject_id)
    change(before, before.decided(at, reason=case.reason), at, cases.kept(case), once=once, answer=answer)


def publish_due(post_id: str, publish_at: datetime, at: datetime, receipt: Receipt) -> None:
    """Publish what was scheduled for this time; what is no longer scheduled is left as it is."""
    post = find(post_id)
    if post is not None:
        change(post, post.due(publish_at, at), at, once=receipt)


def _item(post: Post) -> PostItem:
    return PostItem.of(post, kept_by=None if post.status is Status.ARCHIVED else post.author_id)


def _public(before: Post, after: Post) -> Iterator[Part]:
    """The published version and its cards, as they are after this."""
    shown = after.shown_since(before)
    if shown is None:
        return
    if shown is Shown.UNPUBLISHED:
        yield delete(PublishedPostItem.by_id.key(id=after.id))
    else:
        for item in _shown(after):
            yield put(item, when=Item.pk.does_not_exist() | (Item.version < after.version))
    lists = (EVERY, *before.public_tags) if before.is_public else ()
    for tag in lists:
        if not after.is_public or tag not in (EVERY, *after.tags):
            yield delete(PostCardItem.by_list.key(id=after.id, tag=tag))


def _shown(post: Post) -> Iterator[Item]:
    words = {"language": post.language}
    yield PublishedPostItem.of(post, **words)
    for tag in (EVERY, *post.tags):
        yield PostCardItem.of(post, tag=tag, excerpt=post.excerpt, **words)
