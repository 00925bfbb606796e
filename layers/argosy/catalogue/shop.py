"""What is on sale, kept right in the transaction of every move: the SKUs of what the public sees."""

from collections.abc import Container, Iterable, Iterator, Mapping

from argosy.catalogue.items import SkuItem
from argosy.catalogue.product import Product, Sku
from argosy.kernel.write import Part, put, update


def new_skus(product: Product, stock: Mapping[str, int], *, on_sale: bool) -> Iterator[Part]:
    """The SKUs that begin to exist, with what the seller has of them."""
    for sku in product.skus:
        if sku.id in stock:
            yield put(
                SkuItem(
                    id=sku.id, product_id=product.id, seller_id=product.seller_id, title=product.title, code=sku.code,
                    options=sku.options, price_minor=sku.price_minor, currency=product.currency, biz_type=product.biz_type,
                    on_sale=on_sale,
                    available=stock[sku.id], received=stock[sku.id],
                )
            )  # fmt: skip


def window(before: Product, after: Product, *, besides: Container[str]) -> Iterator[Part]:
    """What can be bought from now on; SKUs `besides` are written by the same transaction already."""
    if after.is_public:
        yield from (_offered(after, sku) for sku in after.skus if sku.id not in besides)
    if before.is_public:
        gone = [sku_id for sku_id in before.public_sku_ids if sku_id not in after.public_sku_ids]
        yield from (_off_sale(after, sku_id) for sku_id in gone)


def _offered(product: Product, sku: Sku) -> Part:
    return update(
        SkuItem.by_id.key(id=sku.id), SkuItem.title.set(product.title), SkuItem.code.set(sku.code),
        SkuItem.options.set(sku.options), SkuItem.price_minor.set(product.price_of(sku)),
        SkuItem.currency.set(product.currency), SkuItem.on_sale.set(True), when=SkuItem.product_id == product.id,
    )  # fmt: skip


def repriced(product: Product, sku_ids: Iterable[str]) -> Iterator[Part]:
    """These SKUs cost what the product says that they cost; nothing else of them changes."""
    for sku_id in sku_ids:
        price = SkuItem.price_minor.set(product.prices[sku_id][-1].minor)
        yield update(SkuItem.by_id.key(id=sku_id), price, when=SkuItem.product_id == product.id)


def _off_sale(product: Product, sku_id: str) -> Part:
    return update(SkuItem.by_id.key(id=sku_id), SkuItem.on_sale.set(False), when=SkuItem.product_id == product.id)
