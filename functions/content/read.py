"""Everybody reads what is published; authors see their own work whatever its state."""

from typing import Annotated

from argosy.content import posts
from argosy.content.permissions import POST_WRITE
from argosy.content.post import Post
from argosy.content.views import PostCard, PostView
from argosy.kernel.auth import Caller, Claimant
from argosy.kernel.body import Id
from argosy.kernel.errors import NotFound
from argosy.kernel.http import EVERYONE, Api, Listed, Private, Reply
from argosy.kernel.paging import Paging
from argosy.publishing import access
from argosy.publishing.words import Tag

app = Api(tag="posts")
PUBLIC_SECONDS = 15
"""For how long a cache may show what was unpublished since."""


class PostsQuery(Paging):
    author_id: Annotated[str, Id("usr")] | None = None
    tag: Tag | None = None


@app.get("/v1/posts", may=EVERYONE, cached_seconds=PUBLIC_SECONDS)
def published(query: PostsQuery) -> Listed[PostCard]:
    """Published posts, newest first, of everybody or one author, with any tag or one."""
    return query.answer(posts.page(query.author_id, query.tag, query.limit, query.after), PostCard.of)


@app.get("/v1/posts/{post_id}", may=EVERYONE, cached_seconds=PUBLIC_SECONDS)
def one(post_id: Annotated[str, Id("pst")], claimant: Claimant | None) -> Reply[PostView]:
    """A published post. Its author gets the version they work on, a moderator what was handed in."""
    if claimant is not None:
        post = posts.find(post_id)
        if post is not None and access.may_see_working_version(post, claimant):
            return Private(PostView.of(post))
    public = posts.published(post_id)
    if public is None:
        raise NotFound
    return Reply(PostView.of(public))


@app.get("/v1/me/posts", may=POST_WRITE)
def own(query: Paging, caller: Caller) -> Listed[PostView]:
    """The caller's own posts in every state, newest first."""
    page = posts.page_of_own(caller.id, query.limit, query.after)
    return query.answer(page, lambda item: PostView.of(item.to(Post)))


handler = app.handler
