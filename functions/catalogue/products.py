"""Sellers offer products: draft, change, submit, unpublish, delete."""

from typing import Annotated

from argosy.catalogue import products, shown
from argosy.catalogue.biz_type import BizType
from argosy.catalogue.permissions import PRODUCT_PLATFORM, PRODUCT_WRITE
from argosy.catalogue.product import Product
from argosy.catalogue.views import ProductView
from argosy.catalogue.wishes import NewProduct, ProductChange, skus_of
from argosy.identity.permissions import ACCOUNT_OWN
from argosy.kernel import clock, ids
from argosy.kernel.auth import Caller, Forbidden, May
from argosy.kernel.body import Id
from argosy.kernel.errors import NotFound
from argosy.kernel.http import Api, Created, IfMatch, Reply
from argosy.kernel.once import Once
from argosy.publishing import access
from argosy.publishing.access import Moderates, Publishes

app = Api(tag="products")
ProductId = Annotated[str, Id("prd")]


@app.post("/v1/products", may=PRODUCT_WRITE)
def draft(
    wish: NewProduct, caller: Caller, offers_platforms: Annotated[bool, May(PRODUCT_PLATFORM)], once: Once
) -> Created[ProductView]:
    """Keep a first version that only its seller sees, and the first stock of its SKUs."""
    now, product_id = clock.now(), ids.derived("prd", caller.id, once.key)
    skus, stock = skus_of(wish.skus, product_id, once.key)
    biz_type = BizType(wish.biz_type)
    if biz_type is not BizType.GOODS and not offers_platforms:
        raise Forbidden
    product = Product(
        id=product_id, seller_id=caller.id, biz_type=biz_type,
        title=wish.title, description=wish.description, tags=tuple(wish.tags),
        currency=wish.skus[0].price.currency, skus=skus, created_at=now, updated_at=now,
    )  # fmt: skip
    reply = Created(shown.working(product, stock), f"/v1/products/{product.id}")
    products.draft(product, stock, once, reply)
    return reply


@app.patch("/v1/products/{product_id}", may=PRODUCT_WRITE)
def change(
    product_id: ProductId,
    wish: ProductChange,
    caller: Caller,
    publishes: Publishes,
    once: Once,
    *,
    version: IfMatch | None,
) -> ProductView:
    """Change the fields that are sent. New prices on sale hold at once, or in ten minutes where they are far from the old."""
    before = products.get_own(product_id, caller.id).at_version(version)
    changes = wish.sent()
    stock: dict[str, int] = {}
    if "tags" in changes:
        changes["tags"] = tuple(wish.tags)
    if "skus" in changes:
        changes["skus"], stock = skus_of(wish.skus, product_id, once.key, before.sku_ids)
        changes["currency"] = wish.skus[0].price.currency
    now = clock.now()
    after = before.edit(now, freely=publishes, **changes)
    reply = Reply(shown.working(after, stock))
    products.change(before, after, now, stock=stock, once=once, answer=reply)
    return reply.view


@app.post("/v1/products/{product_id}/submit", may=PRODUCT_WRITE)
def submit(
    product_id: ProductId, caller: Caller, publishes: Publishes, once: Once, version: IfMatch | None
) -> ProductView:
    """Hand it in for review; it is published at once where its seller needs none."""
    before, now = products.get_own(product_id, caller.id).at_version(version), clock.now()
    after = before.submit(now, freely=publishes)
    reply = Reply(shown.working(after))
    products.change(before, after, now, once=once, answer=reply)
    return reply.view


@app.post("/v1/products/{product_id}/unpublish", may=ACCOUNT_OWN)
def unpublish(
    product_id: ProductId, caller: Caller, moderates: Moderates, once: Once, version: IfMatch | None
) -> ProductView:
    """Take it off sale; orders that were placed stay. What a moderator takes down comes back by an edit and a review."""
    before = products.get(product_id)
    access.check_owner_or_moderator(before, caller, moderates=moderates)
    after = before.at_version(version).unpublish(by_owner=before.owner_id == caller.id)
    reply = Reply(shown.working(after) if access.is_working_version_for(after, caller.id) else _without_draft(after))
    products.change(before, after, clock.now(), once=once, answer=reply)
    return reply.view


@app.delete("/v1/products/{product_id}", may=PRODUCT_WRITE)
def archive(product_id: ProductId, caller: Caller, version: IfMatch | None) -> None:
    """Delete it: it is gone for everybody but the orders that bought it, and a review that waits is withdrawn."""
    before = products.get_own(product_id, caller.id).at_version(version)
    products.change(before, before.archive(), clock.now())


def _without_draft(product: Product) -> ProductView:
    """In the words that were public until now."""
    public = products.published(product.id)
    if public is None:
        raise NotFound
    return access.as_it_is(shown.published(public), product)


handler = app.handler
