"""Puts a published post into its author's line, and says whose feeds it has to reach."""

from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from argosy.social import feeds
from argosy.social.feeds import Entry
from events.content import PostPublished


@listens(PostPublished)
def handler(event: PostPublished, receipt: Receipt) -> None:
    entry = Entry(event.post_id, event.author_id, event.published_at)
    # The line first: whoever follows after the readers were listed finds the post there and fills their feed from it.
    feeds.publish(entry)
    feeds.divide(entry, receipt)
