"""The places of public products in their lists: all that lists, feeds and talk need to know of a product."""

from pynamodb.attributes import UnicodeAttribute

from argosy.kernel.table import Gsi1, Gsi2, Item, Moment, Primary, Structured

EVERY = "*"
"""The list of all products, beside one list per tag; no tag is spelled like this."""
SHARDS = 4
"""Each shard of a public list takes 1 000 publications a second."""


class ProductCardItem(Item, discriminator="product_card"):
    """A public product's place in one list: of all products, or of a tag; and in the same list of its seller alone.

    It holds no description, so that a page of a list fits one read. A seller's list takes 1 000 publications a second.
    """

    by_list = Primary("PRODUCT#{id}", "CARD#{tag}")
    listed = Gsi1("PRODUCTS#{tag}#{shard}", "{published_at}#{id}", shards=SHARDS)
    of_seller = Gsi2("PRODUCTS#{seller_id}#{tag}", "{published_at}#{id}")

    id = UnicodeAttribute()
    tag = UnicodeAttribute()
    seller_id = UnicodeAttribute()
    title = UnicodeAttribute()
    excerpt = UnicodeAttribute()
    tags = Structured(tuple[str, ...])
    language = UnicodeAttribute()
    sku_ids = Structured(tuple[str, ...])
    published_at = Moment()
    created_at = Moment()
