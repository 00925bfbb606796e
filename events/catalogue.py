"""What the catalogue tells. `revision` grows with every fact of one product that changes what the public sees."""

from datetime import datetime

from argosy.kernel.outbox import Event
from events.publishing import PublicWords


class ProductSubmitted(Event, name="catalogue.product_submitted", version=1):
    """A seller handed a product in; a moderator has to look at it."""

    product_id: str
    seller_id: str
    title: str
    review_id: str


class ProductPublished(PublicWords, Event, name="catalogue.product_published", version=1):
    """A product and its SKUs went on sale: for the first time, or again (`published_at` stays the first time)."""

    product_id: str
    seller_id: str


class PricesDue(Event, name="catalogue.prices_due", version=1):
    """New prices of a product on sale, too far from the old ones to hold at once, are to hold from now on (a timer)."""

    product_id: str
    due_at: datetime


class PricesChanged(Event, name="catalogue.prices_changed", version=1):
    """New prices that had to wait hold now, for these SKUs."""

    product_id: str
    seller_id: str
    sku_ids: tuple[str, ...]


class ProductRevised(PublicWords, Event, name="catalogue.product_revised", version=1):
    """A product on sale has new words, SKUs or prices."""

    product_id: str
    seller_id: str


class ProductRejected(Event, name="catalogue.product_rejected", version=1):
    """A moderator sent a product back. An earlier published version stays on sale."""

    product_id: str
    seller_id: str
    title: str
    reason: str


class ProductUnpublished(Event, name="catalogue.product_unpublished", version=1):
    """A product is no longer on sale: taken back by its seller or a moderator (the event's actor), or archived."""

    product_id: str
    seller_id: str
    revision: int


class ProductArchived(Event, name="catalogue.product_archived", version=1):
    """A seller deleted a product. Orders keep what they bought."""

    product_id: str
    seller_id: str


class StockChanged(Event, name="catalogue.stock_changed", version=1):
    """A seller received or wrote off units of a SKU; `available` is what could be bought right after."""

    sku_id: str
    product_id: str
    seller_id: str
    delta: int
    available: int
    reason: str
