"""People like posts, products and comments, and everybody sees how many do."""

from typing import Annotated

from argosy.kernel.auth import Caller, Claimant
from argosy.kernel.body import Id
from argosy.kernel.http import EVERYONE, Api
from argosy.social import comments, likes, subjects
from argosy.social.permissions import LIKE_WRITE
from argosy.social.views import LikesView

app = Api(tag="likes")
PostId = Annotated[str, Id("pst")]
ProductId = Annotated[str, Id("prd")]
CommentId = Annotated[str, Id("cmt")]


@app.put("/v1/posts/{post_id}/like", may=LIKE_WRITE)
def like_post(post_id: PostId, caller: Caller) -> None:
    """Like a published post."""
    likes.like(caller.id, subjects.get("post", post_id).id)


@app.put("/v1/products/{product_id}/like", may=LIKE_WRITE)
def like_product(product_id: ProductId, caller: Caller) -> None:
    """Like a published product."""
    likes.like(caller.id, subjects.get("product", product_id).id)


@app.put("/v1/comments/{comment_id}/like", may=LIKE_WRITE)
def like_comment(comment_id: CommentId, caller: Caller) -> None:
    """Like a comment."""
    likes.like(caller.id, comments.visible(comment_id).id)


@app.delete("/v1/posts/{post_id}/like", may=LIKE_WRITE)
def unlike_post(post_id: PostId, caller: Caller) -> None:
    """Take it back; also where the post is no longer published."""
    likes.unlike(caller.id, post_id)


@app.delete("/v1/products/{product_id}/like", may=LIKE_WRITE)
def unlike_product(product_id: ProductId, caller: Caller) -> None:
    """Take it back; also where the product is no longer published."""
    likes.unlike(caller.id, product_id)


@app.delete("/v1/comments/{comment_id}/like", may=LIKE_WRITE)
def unlike_comment(comment_id: CommentId, caller: Caller) -> None:
    """Take it back; also where the comment is out of sight."""
    likes.unlike(caller.id, comment_id)


@app.get("/v1/posts/{post_id}/likes", may=EVERYONE)
def likes_of_post(post_id: PostId, claimant: Claimant | None) -> LikesView:
    """How many like a post, and whether whoever asks does."""
    return _likes(subjects.get("post", post_id).id, claimant)


@app.get("/v1/products/{product_id}/likes", may=EVERYONE)
def likes_of_product(product_id: ProductId, claimant: Claimant | None) -> LikesView:
    """How many like a product, and whether whoever asks does."""
    return _likes(subjects.get("product", product_id).id, claimant)


@app.get("/v1/comments/{comment_id}/likes", may=EVERYONE)
def likes_of_comment(comment_id: CommentId, claimant: Claimant | None) -> LikesView:
    """How many like a comment, and whether whoever asks does."""
    return _likes(comments.visible(comment_id).id, claimant)


def _likes(subject_id: str, claimant: Claimant | None) -> LikesView:
    count, liked = likes.of(subject_id, claimant.id if claimant else None)
    return LikesView(count=count, liked=liked)


handler = app.handler
