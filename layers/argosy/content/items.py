"""What content keeps, and how it is found: working version, published version, places in public lists."""

from pynamodb.attributes import BooleanAttribute, UnicodeAttribute

from argosy.kernel.table import Choice, Gsi1, Item, Moment, Primary, Structured
from argosy.publishing.publication import Status


class PostItem(Item, discriminator="post"):
    """The working version, its history beside it. One key takes 500 changes a second: never hot."""

    by_id = Primary("POST#{id}", "POST")
    of_owner = Gsi1("AUTHOR#{kept_by}", "{created_at}#{id}")

    id = UnicodeAttribute()
    author_id = UnicodeAttribute()
    kept_by = UnicodeAttribute(null=True)
    """The author, until it is archived."""
    title = UnicodeAttribute()
    body = UnicodeAttribute()
    tags = Structured(tuple[str, ...])
    status = Choice(Status)
    reason = UnicodeAttribute(null=True)
    case_id = UnicodeAttribute(null=True)
    is_public = BooleanAttribute()
    taken_down = BooleanAttribute(default=False)
    public_tags = Structured(tuple[str, ...])
    publish_at = Moment(null=True)
    published_at = Moment(null=True)
    created_at = Moment()
    updated_at = Moment()


class PublishedPostItem(Item, discriminator="published_post"):
    """What the public reads. Caches answer for what everybody reads; one key gives 3 000 reads of 4 KB a second."""

    by_id = Primary("POST#{id}", "PUBLISHED")

    id = UnicodeAttribute()
    author_id = UnicodeAttribute()
    title = UnicodeAttribute()
    body = UnicodeAttribute()
    tags = Structured(tuple[str, ...])
    language = UnicodeAttribute()
    published_at = Moment()
    created_at = Moment()
    updated_at = Moment()
