"""What social tells."""

from datetime import datetime

from argosy.kernel.outbox import Event


class Commented(Event, name="social.commented", version=1):
    """Somebody wrote under a post or a product, or answered a comment there. Told once per comment."""

    comment_id: str
    subject_kind: str
    subject_id: str
    subject_owner_id: str
    subject_title: str
    author_id: str
    author_name: str
    excerpt: str
    reply_to_author_id: str | None = None


class CommentHidden(Event, name="social.comment_hidden", version=1):
    """The owner of the subject or a moderator took a comment out of sight; the event's actor is who did."""

    comment_id: str
    subject_id: str
    author_id: str


class CommentRemoved(Event, name="social.comment_removed", version=1):
    """An author took back their own comment within the edit window."""

    comment_id: str
    subject_id: str
    author_id: str


class Followed(Event, name="social.followed", version=1):
    """A user follows another from now on."""

    follower_id: str
    author_id: str


class FanOutDivided(Event, name="social.fan_out_divided", version=1):
    """A published post is to reach these feeds: a part of its author's followers, as many as one transaction writes."""

    post_id: str
    author_id: str
    published_at: datetime
    reader_ids: tuple[str, ...]
