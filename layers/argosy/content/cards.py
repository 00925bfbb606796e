"""The places of public posts in their lists: all that lists, feeds and talk need to know of a post."""

from pynamodb.attributes import UnicodeAttribute

from argosy.kernel.table import Gsi1, Gsi2, Item, Moment, Primary, Structured

EVERY = "*"
"""The list of all posts, beside one list per tag; no tag is spelled like this."""
SHARDS = 4
"""Each shard of a public list takes 1 000 publications a second."""


class PostCardItem(Item, discriminator="post_card"):
    """A public post's place in one list: of all posts, or of a tag; and in the same list of its author alone.

    It holds no body, so that a page of a list fits one read. An author's list takes 1 000 publications a second.
    """

    by_list = Primary("POST#{id}", "CARD#{tag}")
    listed = Gsi1("POSTS#{tag}#{shard}", "{published_at}#{id}", shards=SHARDS)
    of_author = Gsi2("POSTS#{author_id}#{tag}", "{published_at}#{id}")

    id = UnicodeAttribute()
    tag = UnicodeAttribute()
    author_id = UnicodeAttribute()
    title = UnicodeAttribute()
    excerpt = UnicodeAttribute()
    tags = Structured(tuple[str, ...])
    language = UnicodeAttribute()
    published_at = Moment()
    created_at = Moment()
