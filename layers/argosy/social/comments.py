"""Comments as they are kept, and what has to be read before one can be written, shown or hidden."""

from argosy.identity.items import UserItem
from argosy.kernel.errors import NotFound
from argosy.kernel.once import Answer, Once
from argosy.kernel.outbox import Event
from argosy.kernel.table import Page, Position, fetch
from argosy.kernel.write import Part, Write, save
from argosy.social import counts, subjects
from argosy.social.comment import Comment
from argosy.social.errors import InvalidReplyTo
from argosy.social.items import CommentItem, CountItem
from argosy.social.subject import Subject


def before_writing(
    kind: str, subject_id: str, author_id: str, reply_to: str | None
) -> tuple[Subject, str, Comment | None]:
    """The subject, the author's name and the comment to answer, in one round trip. Raises NotFound, InvalidReplyTo."""
    subject_key, author_key = subjects.key(kind, subject_id), UserItem.by_id.key(id=author_id)
    target_key = CommentItem.by_id.key(id=reply_to) if reply_to else subject_key
    raws = fetch([subject_key, author_key, target_key])
    if author_key not in raws:
        raise NotFound
    if target_key not in raws and reply_to:
        raise InvalidReplyTo
    target = CommentItem.read(raws[target_key]).to(Comment) if reply_to else None
    return subjects.published(kind, raws.get(subject_key)), str(UserItem.read(raws[author_key]).display_name), target


def add(comment: Comment, told: Event, once: Once, answer: Answer) -> None:
    """Save a new comment; an answer counts for the one that began its thread."""
    item = _item(comment)
    write = Write(once).add(save(item)).tell(told, beside=item.key)
    if comment.thread_id:
        write.add(counts.one_more(comment.thread_id, _shard(comment), CountItem.replies))
    write.commit(answer)


def change(comment: Comment) -> None:
    Write().add(save(_item(comment))).commit()


def take_out(comment: Comment, told: Event) -> None:
    """Save one that is no longer to be seen; it no longer counts as an answer."""
    item = _item(comment)
    uncounted: list[Part] = []
    if comment.thread_id:
        uncounted = [counts.one_less(comment.thread_id, _shard(comment), CountItem.replies)]
    Write().add(save(item), *uncounted).tell(told, beside=item.key).commit()


def get(comment_id: str) -> Comment:
    """In whatever state. Raises NotFound."""
    return CommentItem.by_id.load(Comment, id=comment_id)


def visible(comment_id: str) -> Comment:
    """One that anybody may see: neither it nor its subject is out of sight. Raises NotFound."""
    comment = placed(comment_id)
    if not comment.is_visible:
        raise NotFound
    return comment


def placed(comment_id: str) -> Comment:
    """One that stands in a list that anybody may see, if only to hold its answers together. Raises NotFound."""
    comment = get(comment_id)
    if comment.listed_under is None:
        raise NotFound
    subjects.get(comment.subject_kind, comment.subject_id)
    return comment


def thread(listed_under: str, limit: int, after: Position | None) -> Page:
    """What stands under a subject, or the answers to a comment, newest first."""
    return CommentItem.in_thread.query(listed_under=listed_under, limit=limit, after=after, newest_first=True)


def _item(comment: Comment) -> CommentItem:
    return CommentItem.of(comment, listed_under=comment.listed_under)


def _shard(answer: Comment) -> int:
    return counts.shard(str(answer.thread_id), answer.author_id)
