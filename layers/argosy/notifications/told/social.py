"""Who hears of a comment: the owner of what it is about, or whoever it answers."""

from argosy.notifications.notice import Notice
from argosy.notifications.telling import Telling, Templates
from argosy.notifications.words import Words
from events.social import Commented

WORDS: Templates = {
    "post_commented": {
        "en": Words("New comment", "{author} commented on “{subject}”: {excerpt}"),
        "zh": Words("新评论", "{author} 评论了《{subject}》：{excerpt}"),
    },
    "product_commented": {
        "en": Words("New comment", "{author} commented on your product “{subject}”: {excerpt}"),
        "zh": Words("新评论", "{author} 评论了您的商品《{subject}》：{excerpt}"),
    },
    "comment_answered": {
        "en": Words("New reply", "{author} replied to you under “{subject}”: {excerpt}"),
        "zh": Words("新回复", "{author} 在《{subject}》下回复了您：{excerpt}"),
    },
}
told = Telling(WORDS)


@told.by(Commented)
def commented(event: Commented, actor: str, event_id: str) -> list[Notice]:
    said = {"author": event.author_name, "subject": event.subject_title, "excerpt": event.excerpt}
    to = {event.subject_owner_id: f"{event.subject_kind}_commented"}
    if event.reply_to_author_id:
        to[event.reply_to_author_id] = "comment_answered"
    return [
        Notice(user_id, template, "comment", event.comment_id, event.comment_id, said)
        for user_id, template in to.items()
        if user_id != event.author_id
    ]
