"""Who hears what became of a post: its owner, unless it was their own hand."""

from argosy.notifications.notice import Notice, short
from argosy.notifications.telling import Telling, Templates
from argosy.notifications.words import Words
from events.content import PostPublished, PostRejected

WORDS: Templates = {
    "post_published": {
        "en": Words("Your post is public", "“{subject}” has been published."),
        "zh": Words("文章已发布", "《{subject}》已发布。"),
    },
    "post_rejected": {
        "en": Words("Your post was sent back", "“{subject}” was not published: {reason}"),
        "zh": Words("文章未通过审核", "《{subject}》未能发布：{reason}"),
    },
}
told = Telling(WORDS)


@told.by(PostPublished)
def published(event: PostPublished, actor: str, event_id: str) -> list[Notice]:
    """Who published by their own hand has just seen it; a reviewer or a schedule is news."""
    notice = Notice(event.author_id, "post_published", "post", event.post_id, event_id, {"subject": event.title})
    return [] if actor == event.author_id else [notice]


@told.by(PostRejected)
def rejected(event: PostRejected, actor: str, event_id: str) -> list[Notice]:
    said = {"subject": event.title, "reason": short(event.reason)}
    return [Notice(event.author_id, "post_rejected", "post", event.post_id, event_id, said)]
