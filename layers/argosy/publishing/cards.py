"""The places of publications in public lists: all that lists, feeds and talk need to know of one."""

from pynamodb.attributes import UnicodeAttribute

from argosy.kernel.table import Item, Moment, Structured

EVERY = "*"
"""The list of all of a kind, beside one list per tag; no tag is spelled like this."""
SHARDS = 4
"""Each shard of a public list takes 1 000 publications a second."""


class CardItem(Item):
    """A publication's place in one list: of all of its kind, or of a tag; and in the same list of its owner alone.

    It holds no body, so that a page of a list fits one read. An owner's list takes 1 000 publications a second.
    """

    id = UnicodeAttribute()
    tag = UnicodeAttribute()
    title = UnicodeAttribute()
    excerpt = UnicodeAttribute()
    tags = Structured(tuple[str, ...])
    language = UnicodeAttribute()
    published_at = Moment()
    created_at = Moment()
