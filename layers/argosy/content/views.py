"""What a client is shown of a post."""

from datetime import datetime

from argosy.kernel.body import View
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
    publish_at: datetime | None = None
    published_at: datetime | None
    created_at: datetime
    updated_at: datetime
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
    published_at: datetime
    created_at: datetime
    version: int
