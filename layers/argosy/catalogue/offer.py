"""A SKU as it can be bought."""

from dataclasses import dataclass

from argosy.catalogue.biz_type import BizType


@dataclass(frozen=True)
class Offer:
    """A SKU's published words and price, and its stock. It is on sale while its product is published."""

    sku_id: str
    product_id: str
    seller_id: str
    title: str
    code: str
    options: dict[str, str]
    price_minor: int
    currency: str
    available: int
    on_sale: bool
    biz_type: BizType
