"""What content tells.

`revision` grows with every fact of one post that changes what the public sees: a late one is known by it.
"""

from datetime import datetime

from argosy.kernel.outbox import Event
from events.publishing import PublicWords


class PostSubmitted(Event, name="content.post_submitted", version=1):
    """An author handed a post in; a moderator has to look at it."""

    post_id: str
    author_id: str
    title: str
    review_id: str


class PostScheduled(Event, name="content.post_scheduled", version=1):
    """A post may be published, and waits for its time."""

    post_id: str
    author_id: str
    publish_at: datetime


class PublishDue(Event, name="content.publish_due", version=1):
    """The time of a scheduled post has come, unless its author has changed their mind since. Told by a timer."""

    post_id: str
    publish_at: datetime


class PostPublished(PublicWords, Event, name="content.post_published", version=1):
    """A post became public: for the first time, or again (`published_at` stays the first time)."""

    post_id: str
    author_id: str


class PostRevised(PublicWords, Event, name="content.post_revised", version=1):
    """A public post has new words."""

    post_id: str
    author_id: str


class PostRejected(Event, name="content.post_rejected", version=1):
    """A moderator sent a post back. An earlier published version stays public."""

    post_id: str
    author_id: str
    title: str
    reason: str


class PostUnpublished(Event, name="content.post_unpublished", version=1):
    """A post is no longer public: taken back by its author or a moderator (the event's actor), or archived."""

    post_id: str
    author_id: str
    revision: int


class PostArchived(Event, name="content.post_archived", version=1):
    """An author deleted a post."""

    post_id: str
    author_id: str
