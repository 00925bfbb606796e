"""Writes a published post into the feeds of one part of its author's followers."""

from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from argosy.social import feeds
from argosy.social.feeds import Entry
from events.social import FanOutDivided


@listens(FanOutDivided)
def handler(event: FanOutDivided, receipt: Receipt) -> None:
    feeds.deliver(Entry(event.post_id, event.author_id, event.published_at), event.reader_ids, receipt)
