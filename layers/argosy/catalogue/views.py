"""What a client is shown of products, SKUs and stock."""

from argosy.catalogue.biz_type import BizType
from argosy.kernel.body import Instant, View
from argosy.kernel.money import Money
from argosy.publishing.publication import Status


class SkuView(View):
    """One thing that can be bought, and how many of it."""

    id: str
    code: str
    options: dict[str, str]
    price: Money
    available: int


class ComingPrice(View):
    """A new price that is far from the one a day ago: it holds from `at` on, unless it is changed before."""

    sku_id: str
    price: Money
    at: Instant


class ProductView(View):
    """A product in full. To others it is what was published; to its seller the version they work on, with its own prices.

    Of those, `coming_prices` do not hold on sale yet.
    """

    id: str
    seller_id: str
    biz_type: BizType
    title: str
    description: str
    tags: tuple[str, ...]
    language: str
    skus: list[SkuView]
    coming_prices: list[ComingPrice] = []
    status: Status = Status.PUBLISHED
    is_public: bool = True
    reason: str | None = None
    published_at: Instant | None
    created_at: Instant
    updated_at: Instant
    version: int


class ProductCard(View):
    """A published product in a list."""

    id: str
    seller_id: str
    title: str
    excerpt: str
    tags: tuple[str, ...]
    language: str
    skus: list[SkuView]
    status: Status = Status.PUBLISHED
    published_at: Instant
    created_at: Instant
    version: int


class StockView(View):
    """A SKU's stock after a change."""

    id: str
    product_id: str
    delta: int
    available: int
    reason: str
