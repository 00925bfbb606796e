"""What a client is shown of a post."""

from argosy.kernel.body import Instant, View
from argosy.publishing.publication import Status


class PostView(View):
    """A post in full. To others it is what was published; to its author the version they work on."""

    id: str
    author_id: str
    title: str
    body: str
    tags: tuple[str, ...]
    language: str
    status: Status = Status.PUBLISHED
    is_public: bool = True
    reason: str | None = None
    publish_at: Instant | None = None
    published_at: Instant | None
    created_at: Instant
    updated_at: Instant
    version: int


class PostCard(View):
    """A published post in a list."""

    id: str
    author_id: str
    title: str
    excerpt: str
    tags: tuple[str, ...]
    language: str
    status: Status = Status.PUBLISHED
    published_at: Instant
    created_at: Instant
    version: int
