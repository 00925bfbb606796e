"""Authors write posts and hand them in: draft, change, submit, unpublish, delete."""

from typing import Annotated

from argosy.content import posts
from argosy.content.permissions import POST_WRITE
from argosy.content.post import Post
from argosy.content.views import PostView
from argosy.kernel import clock, ids
from argosy.kernel.auth import Caller
from argosy.kernel.body import UNSENT, Body, Id, Lines, Text, Time
from argosy.kernel.errors import NotFound
from argosy.kernel.http import Api, Created, IfMatch, Reply
from argosy.kernel.once import Once
from argosy.publishing import access
from argosy.publishing.access import Moderates, Publishes
from argosy.publishing.words import Tags

app = Api(tag="posts")
PostId = Annotated[str, Id("pst")]
Title = Annotated[str, Text(1, 200)]
Words = Annotated[str, Lines(1, 50_000)]


class NewPost(Body):
    title: Title
    body: Words
    tags: Tags = []
    publish_at: Time | None = None


class PostChange(Body):
    """The fields that are sent change; `publish_at: null` takes the time back."""

    title: Title = UNSENT
    body: Words = UNSENT
    tags: Tags = UNSENT
    publish_at: Time | None = None


@app.post("/v1/posts", may=POST_WRITE)
def draft(wish: NewPost, caller: Caller, once: Once) -> Created[PostView]:
    """Keep a first version that only its author sees."""
    now = clock.now()
    post = Post.draft(
        ids.derived("pst", caller.id, once.key), now, publish_at=wish.publish_at, author_id=caller.id, title=wish.title,
        body=wish.body, tags=tuple(wish.tags),
    )  # fmt: skip
    reply = Created(PostView.of(post), f"/v1/posts/{post.id}")
    posts.draft(post, once, reply)
    return reply


@app.patch("/v1/posts/{post_id}", may=POST_WRITE)
def change(
    post_id: PostId, wish: PostChange, caller: Caller, publishes: Publishes, version: IfMatch | None
) -> PostView:
    """Change the fields that are sent. A published version stays public as it is until the change is reviewed.

    Where its author needs no review the change is public at once.
    """
    before = posts.get_own(post_id, caller.id).at_version(version)
    changes = wish.sent()
    if "tags" in changes:
        changes["tags"] = tuple(changes["tags"])
    now = clock.now()
    after = before.edit(now, freely=publishes, **changes)
    posts.change(before, after, now)
    return PostView.of(after)


@app.post("/v1/posts/{post_id}/submit", may=POST_WRITE)
def submit(post_id: PostId, caller: Caller, publishes: Publishes, once: Once, version: IfMatch | None) -> PostView:
    """Hand it in for review; it is published at once where its author needs none."""
    before, now = posts.get_own(post_id, caller.id).at_version(version), clock.now()
    after = before.submit(now, freely=publishes)
    posts.change(before, after, now, once=once, answer=(reply := Reply(PostView.of(after))))
    return reply.view


@app.post("/v1/posts/{post_id}/unpublish", may=POST_WRITE)
def unpublish(post_id: PostId, caller: Caller, moderates: Moderates, once: Once, version: IfMatch | None) -> PostView:
    """Take it back from the public, or from its schedule. What a moderator takes down comes back by an edit and a review."""
    before = posts.get(post_id)
    access.check_owner_or_moderator(before, caller, moderates=moderates)
    after = before.at_version(version).unpublish(by_owner=before.owner_id == caller.id)
    view = PostView.of(after) if access.is_working_version_for(after, caller.id) else _without_draft(after)
    posts.change(before, after, clock.now(), once=once, answer=(reply := Reply(view)))
    return reply.view


@app.delete("/v1/posts/{post_id}", may=POST_WRITE)
def archive(post_id: PostId, caller: Caller, version: IfMatch | None) -> None:
    """Delete it: it is gone for everybody, and a review that waits is withdrawn."""
    before = posts.get_own(post_id, caller.id).at_version(version)
    posts.change(before, before.archive(), clock.now())


def _without_draft(post: Post) -> PostView:
    """In the words that were public until now."""
    public = posts.published(post.id)
    if public is None:
        raise NotFound
    return access.as_it_is(PostView.of(public), post)


handler = app.handler
