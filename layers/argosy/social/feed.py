"""One reader's feed: what was written into it, merged with the lines that it fetches, as it may be seen now."""

from collections.abc import Iterator
from typing import Any

from argosy.content.cards import PostCardItem
from argosy.kernel.table import Page, Position, fetch
from argosy.publishing.cards import EVERY
from argosy.social import feeds, follows
from argosy.social.items import FeedItem, FollowItem, LoudItem, TimelineItem

MOST_ROUNDS = 5
"""After so many pages of what may no longer be seen, an answer may be short; its cursor goes on."""


def page(reader_id: str, limit: int, after: Position | None) -> Page:
    """Cards of public posts by those whom the reader follows now, newest first."""
    fetched = LoudItem.of_reader.query(reader_id=reader_id, limit=follows.MOST_FETCHED).items
    authors = [item.author_id for item in fetched]
    shown: list[PostCardItem] = []
    for _ in range(MOST_ROUNDS):
        entries, more = _merged(reader_id, authors, limit, after)
        for entry, card in _visible(reader_id, entries):
            if len(shown) == limit:
                return Page(shown, after)
            after = Position(entry.sk, "", "")
            shown += [card] if card else []
        if not more or len(shown) == limit:
            return Page(shown, after if more else None)
    return Page(shown, after)


def _merged(reader_id: str, authors: list[str], limit: int, after: Position | None) -> tuple[list[Any], bool]:
    """The newest entries of all lines below the cursor, each post once, and whether there are more."""
    asked: dict[str, Any] = {"limit": limit, "after": after, "newest_first": True}
    copy = feeds.copy_for(reader_id)
    pages = [FeedItem.of_reader.query(reader_id=reader_id, **asked)]
    pages += [TimelineItem.of_author.query(author_id=author_id, copy=copy, **asked) for author_id in authors]
    entries = {item.sk: item for page in pages for item in page.items}
    ordered = sorted(entries.values(), key=lambda item: str(item.sk), reverse=True)
    return ordered[:limit], len(ordered) > limit or any(page.next for page in pages)


def _visible(reader_id: str, entries: list[Any]) -> Iterator[tuple[Any, PostCardItem | None]]:
    """Each entry with its card, or without one where the post is not public or its author no longer followed."""
    posts = {entry.post_id: PostCardItem.by_list.key(id=entry.post_id, tag=EVERY) for entry in entries}
    edges = {
        entry.author_id: FollowItem.by_pair.key(follower_id=reader_id, author_id=entry.author_id) for entry in entries
    }
    raws = fetch([*posts.values(), *edges.values()])
    for entry in entries:
        raw = raws.get(posts[entry.post_id])
        yield entry, PostCardItem.read(raw) if raw and edges[entry.author_id] in raws else None
