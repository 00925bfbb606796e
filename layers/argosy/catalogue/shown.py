"""Products with the present stock of their SKUs, as they are shown."""

from collections.abc import Sequence

from argosy.catalogue.cards import ProductCardItem
from argosy.catalogue.items import PublishedProductItem
from argosy.catalogue.offer import Offer
from argosy.catalogue.offers import offers
from argosy.catalogue.product import Product
from argosy.catalogue.views import ComingPrice, ProductCard, ProductView, SkuView
from argosy.kernel.money import Money


def published(item: PublishedProductItem) -> ProductView:
    """What the public sees of one product."""
    return ProductView(
        **_fields(item),
        biz_type=item.biz_type,
        description=item.description,
        updated_at=item.updated_at,
        skus=_on_sale(offers(item.sku_ids), item.sku_ids),
    )


def cards(items: Sequence[ProductCardItem]) -> dict[str, ProductCard]:
    """A page of products by id, with the stock of all their SKUs from as few reads as there are hundreds of them."""
    found = offers(sku_id for item in items for sku_id in item.sku_ids)
    return {
        item.id: ProductCard(**_fields(item), excerpt=item.excerpt, skus=_on_sale(found, item.sku_ids))
        for item in items
    }


def working(product: Product, new_stock: dict[str, int] | None = None) -> ProductView:
    """What the seller works on; `new_stock` is that of SKUs that are about to be written."""
    return in_work([product], new_stock)[0]


def in_work(products: Sequence[Product], new_stock: dict[str, int] | None = None) -> list[ProductView]:
    """The versions that their seller works on, with the present stock."""
    new = new_stock or {}
    found = offers(sku.id for product in products for sku in product.skus if sku.id not in new)
    stock = {sku_id: offer.available for sku_id, offer in found.items()} | new
    return [_working(product, stock) for product in products]


def _working(product: Product, stock: dict[str, int]) -> ProductView:
    skus = [
        SkuView(
            id=sku.id, code=sku.code, options=sku.options, available=stock[sku.id],
            price=Money(amount=sku.price_minor, currency=product.currency),
        )
        for sku in product.skus
    ]  # fmt: skip
    coming = [
        ComingPrice(sku_id=sku_id, price=Money(amount=minor, currency=product.currency), at=product.prices_due_at)
        for sku_id, minor in product.coming.items()
    ]
    return ProductView(**vars(product) | {"skus": skus, "coming_prices": coming, "language": product.language})


def _fields(item: PublishedProductItem | ProductCardItem) -> dict[str, object]:
    names = ("id", "seller_id", "title", "tags", "language", "published_at", "created_at", "version")
    return {name: getattr(item, name) for name in names}


def _on_sale(found: dict[str, Offer], sku_ids: Sequence[str]) -> list[SkuView]:
    return [
        SkuView(
            id=offer.sku_id, code=offer.code, options=offer.options, available=offer.available,
            price=Money(amount=offer.price_minor, currency=offer.currency),
        )
        for offer in (found[sku_id] for sku_id in sku_ids)
    ]  # fmt: skip
