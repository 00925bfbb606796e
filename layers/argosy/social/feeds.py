"""A published post is written into the feeds of its author's first followers; others fetch it from the author's line.

Both are lists by time of publication, so a feed is their merge, and one cursor is good for all of them.
"""

import zlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from argosy.kernel.receipt import Receipt
from argosy.kernel.table import Item
from argosy.kernel.write import Part, Write, put
from argosy.social.items import FeedItem, ReaderItem, TimelineItem
from events.social import FanOutDivided

COPIES = 8
READERS_AT_ONCE = 90
"""One transaction holds 100 writes: a receipt, and a feed each."""
FACTS_AT_ONCE = 90
BACK_FILLED = 20
KEPT = timedelta(days=90)


@dataclass(frozen=True)
class Entry:
    """A published post, as feeds and lines hold it."""

    post_id: str
    author_id: str
    published_at: datetime


def publish(entry: Entry) -> None:
    """Into its author's own line, in every copy. Again is the same."""
    Write().add(*(_once(TimelineItem(copy=copy, **_kept(entry))) for copy in range(COPIES))).commit()


def divide(entry: Entry, receipt: Receipt) -> None:
    """Tell who is to get it, in parts of one transaction each. A part that is told twice is written once."""
    readers = [item.reader_id for item in ReaderItem.of_author.every(author_id=entry.author_id)]
    parts = [
        FanOutDivided(**vars(entry), reader_ids=tuple(readers[first : first + READERS_AT_ONCE]))
        for first in range(0, len(readers), READERS_AT_ONCE)
    ]
    beside = TimelineItem.of_author.key(copy=0, **vars(entry))
    while len(parts) > FACTS_AT_ONCE:
        Write().tell(*parts[:FACTS_AT_ONCE], beside=beside).commit()
        del parts[:FACTS_AT_ONCE]
    Write(receipt).tell(*parts, beside=beside).commit()


def deliver(entry: Entry, reader_ids: tuple[str, ...], receipt: Receipt) -> None:
    """Into the feeds of these readers."""
    Write(receipt).add(*(_into_feed(reader_id, entry) for reader_id in reader_ids)).commit()


def back_fill(reader_id: str, author_id: str, receipt: Receipt) -> None:
    """The author's newest posts into the feed of a new follower."""
    line = TimelineItem.of_author.query(
        author_id=author_id, copy=copy_for(reader_id), limit=BACK_FILLED, newest_first=True
    )
    entries = [Entry(item.post_id, author_id, item.published_at) for item in line.items]
    Write(receipt).add(*(_into_feed(reader_id, entry) for entry in entries)).commit()


def copy_for(reader_id: str) -> int:
    """The copy of every line that this reader reads."""
    return zlib.crc32(reader_id.encode()) % COPIES


def _into_feed(reader_id: str, entry: Entry) -> Part:
    return _once(FeedItem(reader_id=reader_id, **_kept(entry)))


def _kept(entry: Entry) -> dict[str, Any]:
    return vars(entry) | {"expires_at": int((entry.published_at + KEPT).timestamp())}


def _once(item: FeedItem | TimelineItem) -> Part:
    """Put it, or find the same post there already: the key names the post, so nothing else can stand there."""
    return put(item, when=Item.pk.does_not_exist() | (FeedItem.post_id == item.post_id))
