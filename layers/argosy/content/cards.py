"""The places of public posts in their lists."""

from pynamodb.attributes import UnicodeAttribute

from argosy.kernel.table import Gsi1, Gsi2, Primary
from argosy.publishing.cards import SHARDS, CardItem


class PostCardItem(CardItem, discriminator="post_card"):
    """A public post's place in one list."""

    by_list = Primary("POST#{id}", "CARD#{tag}")
    listed = Gsi1("POSTS#{tag}#{shard}", "{published_at}#{id}", shards=SHARDS)
    of_owner = Gsi2("POSTS#{author_id}#{tag}", "{published_at}#{id}")

    author_id = UnicodeAttribute()
