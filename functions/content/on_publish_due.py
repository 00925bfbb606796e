"""Publishes a scheduled post when its time has come."""

from argosy.content import posts
from argosy.kernel import clock
from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from events.content import PublishDue


@listens(PublishDue)
def handler(event: PublishDue, receipt: Receipt) -> None:
    posts.publish_due(event.post_id, event.publish_at, clock.now(), receipt)
