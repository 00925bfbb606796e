"""Everybody reads what is on sale; sellers see their own products whatever their state."""

from typing import Annotated

from argosy.catalogue import products, shown
from argosy.catalogue.permissions import PRODUCT_WRITE
from argosy.catalogue.product import Product
from argosy.catalogue.views import ProductCard, ProductView
from argosy.kernel.auth import Caller, Claimant
from argosy.kernel.body import Id
from argosy.kernel.errors import NotFound
from argosy.kernel.http import EVERYONE, Api, Listed, Private, Reply
from argosy.kernel.paging import Paging
from argosy.publishing import access
from argosy.publishing.words import Tag

app = Api(tag="products")
PUBLIC_SECONDS = 5
"""For how long a cache may show a stock that has changed since."""


class ProductsQuery(Paging):
    seller_id: Annotated[str, Id("usr")] | None = None
    tag: Tag | None = None


@app.get("/v1/products", may=EVERYONE, cached_seconds=PUBLIC_SECONDS)
def published(query: ProductsQuery) -> Listed[ProductCard]:
    """Products on sale, newest first, of everybody or one seller, with any tag or one."""
    page = products.page(query.seller_id, query.tag, query.limit, query.after)
    cards = shown.cards(page.items)
    return query.answer(page, lambda item: cards[item.id])


@app.get("/v1/products/{product_id}", may=EVERYONE, cached_seconds=PUBLIC_SECONDS)
def one(product_id: Annotated[str, Id("prd")], claimant: Claimant | None) -> Reply[ProductView]:
    """A product on sale. Its seller gets the version they work on, a moderator what was handed in."""
    if claimant is not None:
        product = products.find(product_id)
        if product is not None and access.may_see_working_version(product, claimant):
            return Private(shown.working(product))
    public = products.published(product_id)
    if public is None:
        raise NotFound
    return Reply(shown.published(public))


@app.get("/v1/me/products", may=PRODUCT_WRITE)
def own(query: Paging, caller: Caller) -> Listed[ProductView]:
    """The caller's own products in every state, newest first."""
    page = products.page_of_own(caller.id, query.limit, query.after)
    views = {view.id: view for view in shown.in_work([item.to(Product) for item in page.items])}
    return query.answer(page, lambda item: views[item.id])


handler = app.handler
