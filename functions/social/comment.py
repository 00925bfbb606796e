"""People comment on posts and products, answer each other, and read what was said."""

from typing import Annotated

from argosy.kernel import clock, ids
from argosy.kernel.auth import Caller, May
from argosy.kernel.body import Body, Id, Lines
from argosy.kernel.http import EVERYONE, Api, Created, IfMatch, Listed
from argosy.kernel.once import Once
from argosy.kernel.paging import Paging
from argosy.social import comments, subjects, views
from argosy.social.comment import Comment
from argosy.social.permissions import COMMENT_MODERATE, COMMENT_WRITE
from argosy.social.views import CommentView

app = Api(tag="comments")
Words = Annotated[str, Lines(1, 2_000)]
CommentId = Annotated[str, Id("cmt")]
PostId = Annotated[str, Id("pst")]
ProductId = Annotated[str, Id("prd")]


class NewComment(Body):
    body: Words
    reply_to: CommentId | None = None


class CommentChange(Body):
    body: Words


@app.post("/v1/posts/{post_id}/comments", may=COMMENT_WRITE)
def on_post(post_id: PostId, wish: NewComment, caller: Caller, once: Once) -> Created[CommentView]:
    """Say something about a published post, or answer somebody who did."""
    return _write("post", post_id, wish, caller, once)


@app.post("/v1/products/{product_id}/comments", may=COMMENT_WRITE)
def on_product(product_id: ProductId, wish: NewComment, caller: Caller, once: Once) -> Created[CommentView]:
    """Say something about a published product, or answer somebody who did."""
    return _write("product", product_id, wish, caller, once)


@app.get("/v1/posts/{post_id}/comments", may=EVERYONE, cached_seconds=1)
def of_post(post_id: PostId, paging: Paging) -> Listed[CommentView]:
    """What was said about a post, newest first. What is out of sight holds a place as long as there are answers to it."""
    return _listed(subjects.get("post", post_id).id, paging)


@app.get("/v1/products/{product_id}/comments", may=EVERYONE, cached_seconds=1)
def of_product(product_id: ProductId, paging: Paging) -> Listed[CommentView]:
    """What was said about a product, newest first. What is out of sight holds a place as long as there are answers to it."""
    return _listed(subjects.get("product", product_id).id, paging)


@app.get("/v1/comments/{comment_id}", may=EVERYONE, cached_seconds=1)
def show(comment_id: CommentId) -> CommentView:
    """One comment."""
    return views.shown([comments.visible(comment_id)])[0]


@app.get("/v1/comments/{comment_id}/replies", may=EVERYONE, cached_seconds=1)
def replies(comment_id: CommentId, paging: Paging) -> Listed[CommentView]:
    """The answers to a comment and to each other, newest first; also where the comment itself is out of sight."""
    return _listed(comments.placed(comment_id).id, paging)


@app.patch("/v1/comments/{comment_id}", may=COMMENT_WRITE)
def edit(comment_id: CommentId, wish: CommentChange, caller: Caller, version: IfMatch | None) -> CommentView:
    """Say it in other words: the author, within fifteen minutes."""
    before = comments.visible(comment_id)
    comment = before.edit(wish.body, by=caller.id, at=clock.now())
    before.at_version(version)
    comments.change(comment)
    return views.shown([comment])[0]


@app.delete("/v1/comments/{comment_id}", may=COMMENT_WRITE)
def take_out(
    comment_id: CommentId, caller: Caller, moderates: Annotated[bool, May(COMMENT_MODERATE)], version: IfMatch | None
) -> None:
    """Authors take their own back within fifteen minutes; the subject's owner and moderators hide it at any time."""
    comment = comments.get(comment_id)
    gone, told = comment.take_out(by=caller.id, moderates=moderates, at=clock.now())
    if told is not None:
        comment.at_version(version)
        comments.take_out(gone, told)


def _write(kind: str, subject_id: str, wish: NewComment, caller: Caller, once: Once) -> Created[CommentView]:
    subject, author_name, target = comments.before_writing(kind, subject_id, caller.id, wish.reply_to)
    comment, told = Comment.write(
        ids.derived("cmt", caller.id, once.key), subject, author_id=caller.id, author_name=author_name, body=wish.body,
        to=target, at=clock.now(),
    )  # fmt: skip
    reply = Created(views.new_comment(comment, author_name), f"/v1/comments/{comment.id}")
    comments.add(comment, told, once, reply)
    return reply


def _listed(listed_under: str, paging: Paging) -> Listed[CommentView]:
    page = comments.thread(listed_under, paging.limit, paging.after)
    return Listed(data=views.shown([item.to(Comment) for item in page.items]), next_cursor=paging.next(page.next))


handler = app.handler
