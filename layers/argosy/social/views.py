"""What a client is shown of comments, likes and followers."""

from collections.abc import Sequence
from datetime import datetime

from argosy.identity.items import UserItem
from argosy.kernel.body import Instant, View
from argosy.kernel.reply import Listed
from argosy.kernel.table import fetch
from argosy.social import counts
from argosy.social.comment import Comment, Status
from argosy.social.items import CountItem


class CommentView(View):
    """A comment as anybody sees it. One that is out of sight shows neither author nor words."""

    id: str
    subject_kind: str
    subject_id: str
    status: Status
    author_id: str | None
    author_name: str
    body: str
    reply_to: str | None
    likes: int = 0
    replies: int = 0
    created_at: Instant
    edited_at: Instant | None
    version: int


class LikesView(View):
    """How many like it, and whether the caller does (null where nobody is signed in)."""

    count: int
    liked: bool | None


class PersonView(View):
    """Somebody in a list of followers, and since when."""

    id: str
    display_name: str
    followed_at: Instant


class Followers(Listed[PersonView]):
    """A page of followers, and how many there are in all."""

    count: int


def new_comment(comment: Comment, author_name: str) -> CommentView:
    """One that nobody can have liked or answered yet."""
    return CommentView(**vars(comment), author_name=author_name)


def shown(comments: Sequence[Comment]) -> list[CommentView]:
    """With names and counts, read together in one round trip per 100 things; without what is out of sight and unanswered."""
    authors = {
        comment.author_id: UserItem.by_id.key(id=comment.author_id) for comment in comments if comment.is_visible
    }
    raws = fetch([*authors.values(), *(key for comment in comments for key in counts.keys(comment.id))])
    names = {who: str(UserItem.read(raws[key]).display_name) for who, key in authors.items() if key in raws}
    views = [
        CommentView(
            **vars(comment),
            author_name=names.get(comment.author_id, ""),
            likes=counts.summed(raws, comment.id, CountItem.likes),
            replies=counts.summed(raws, comment.id, CountItem.replies),
        )
        for comment in comments
    ]
    return [
        view if view.status is Status.VISIBLE else _place_holder(view)
        for view in views
        if view.status is Status.VISIBLE or view.replies
    ]


def _place_holder(view: CommentView) -> CommentView:
    return view.model_copy(update={"author_id": None, "author_name": "", "body": "", "edited_at": None, "likes": 0})


def people(since: dict[str, datetime]) -> list[PersonView]:
    """Users by id with the time from which they follow or are followed, in the given order."""
    keys = {who: UserItem.by_id.key(id=who) for who in since}
    raws = fetch(keys.values())
    return [
        PersonView(id=who, display_name=UserItem.read(raws[keys[who]]).display_name, followed_at=at)
        for who, at in since.items()
        if keys[who] in raws
    ]
