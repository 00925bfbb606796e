"""A product with its SKUs: what a seller offers, and what its moves tell."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Self

from argosy.catalogue import prices
from argosy.catalogue.biz_type import BizType
from argosy.catalogue.errors import TooManySkus
from argosy.catalogue.prices import History
from argosy.publishing.facts import Facts
from argosy.publishing.publication import Publication
from argosy.publishing.words import excerpt_of, language_of
from events.catalogue import (
    ProductArchived,
    ProductPublished,
    ProductRejected,
    ProductRevised,
    ProductSubmitted,
    ProductUnpublished,
)

MOST_SKUS_AT_ONCE = 60
"""On sale and in the working version together: what fits a transaction with a product's places in the lists."""
FACTS = Facts(
    submitted=ProductSubmitted, published=ProductPublished, revised=ProductRevised, rejected=ProductRejected,
    unpublished=ProductUnpublished, archived=ProductArchived,
)  # fmt: skip
OFF_SALE: dict[str, Any] = {"public_sku_ids": (), "coming": {}, "prices_due_at": None}


@dataclass(frozen=True)
class Sku:
    """One thing that can be bought: a colour, a size. Its price is in the product's currency."""

    id: str
    code: str
    options: dict[str, str]
    price_minor: int


@dataclass(frozen=True, kw_only=True)
class Product(Publication):
    """The version that its seller works on. `public_sku_ids` are on sale, at the last of their `prices`.

    `coming` are new prices in minor units, too far from the old ones to hold before `prices_due_at`.
    """

    seller_id: str
    biz_type: BizType = BizType.GOODS
    description: str
    currency: str
    skus: tuple[Sku, ...]
    public_sku_ids: tuple[str, ...] = ()
    prices: dict[str, History] = field(default_factory=dict)
    coming: dict[str, int] = field(default_factory=dict)
    prices_due_at: datetime | None = None

    @property
    def owner_id(self) -> str:
        return self.seller_id

    @property
    def named(self) -> dict[str, str]:
        return {"product_id": self.id, "seller_id": self.seller_id}

    @property
    def language(self) -> str:
        return language_of(f"{self.title} {self.description}")

    @property
    def excerpt(self) -> str:
        return excerpt_of(self.description)

    @property
    def sku_ids(self) -> tuple[str, ...]:
        return tuple(sku.id for sku in self.skus)

    def edit(self, at: datetime, *, freely: bool, **changes: Any) -> Self:
        edited = super().edit(at, freely=freely, **changes)
        if len({*edited.sku_ids, *self.public_sku_ids}) > MOST_SKUS_AT_ONCE:
            raise TooManySkus(most=MOST_SKUS_AT_ONCE)
        return edited

    def stays_published(self, edited: Self) -> bool:
        """Words need a review, prices do not."""
        return self._words() == edited._words()

    def price_of(self, sku: Sku) -> int:
        """What it costs on sale, in minor units."""
        return self.prices[sku.id][-1].minor if sku.id in self.prices else sku.price_minor

    def released(self, at: datetime) -> dict[str, Any]:
        known = {sku.id: self.prices.get(sku.id, ()) for sku in self.skus}
        coming = {
            sku.id: sku.price_minor
            for sku in self.skus
            if not prices.may_hold(known[sku.id], sku.price_minor, self.currency, at)
        }
        held = {
            sku.id: known[sku.id]
            if sku.id in coming
            else prices.noted(known[sku.id], sku.price_minor, self.currency, at)
            for sku in self.skus
        }
        due_at = at + prices.WAIT if coming else None
        changes = {"public_sku_ids": self.sku_ids, "prices": held, "coming": coming, "prices_due_at": due_at}
        return super().released(at) | changes

    def with_coming_prices(self, due_at: datetime, at: datetime) -> Self:
        """The coming prices hold from now on; the same product where they were taken back or others came meanwhile."""
        if self.prices_due_at != due_at:
            return self
        now = {key: prices.noted(self.prices[key], minor, self.currency, at) for key, minor in self.coming.items()}
        return self.becomes(prices=self.prices | now, coming={}, prices_due_at=None)

    def unpublish(self, *, by_owner: bool) -> Self:
        return replace(super().unpublish(by_owner=by_owner), **OFF_SALE)

    def archive(self) -> Self:
        return replace(super().archive(), **OFF_SALE)

    def _words(self) -> tuple[Any, ...]:
        skus = [replace(sku, price_minor=0) for sku in self.skus]
        return self.title, self.description, self.tags, self.currency, skus
