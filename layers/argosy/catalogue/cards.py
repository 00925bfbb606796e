"""The places of public products in their lists."""

from pynamodb.attributes import UnicodeAttribute

from argosy.kernel.table import Gsi1, Gsi2, Primary, Structured
from argosy.publishing.cards import SHARDS, CardItem


class ProductCardItem(CardItem, discriminator="product_card"):
    """A public product's place in one list."""

    by_list = Primary("PRODUCT#{id}", "CARD#{tag}")
    listed = Gsi1("PRODUCTS#{tag}#{shard}", "{published_at}#{id}", shards=SHARDS)
    of_owner = Gsi2("PRODUCTS#{seller_id}#{tag}", "{published_at}#{id}")

    seller_id = UnicodeAttribute()
    sku_ids = Structured(tuple[str, ...])
