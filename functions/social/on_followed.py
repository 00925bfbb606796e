"""Gives a new follower the author's newest posts."""

from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from argosy.social import feeds
from events.social import Followed


@listens(Followed)
def handler(event: Followed, receipt: Receipt) -> None:
    feeds.back_fill(event.follower_id, event.author_id, receipt)
