"""A quote: what a purchase costs, promised for fifteen minutes. An order is placed on a quote and on nothing else."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Self

from argosy.catalogue.biz_type import BizType
from argosy.catalogue.offer import Offer
from argosy.kernel.money import LARGEST_MINOR
from argosy.kernel.noun import Noun
from argosy.orders.errors import MixedCurrencies, MixedKinds, NotOnSale, TooManySellers, TotalTooLarge

PROMISED = timedelta(minutes=15)
MOST_SELLERS = 10


@dataclass(frozen=True)
class Wanted:
    """So many of a SKU."""

    sku_id: str
    quantity: int


@dataclass(frozen=True)
class QuotedLine:
    """A line with its price, frozen at the moment of the quote. `available` is what was in stock then, and promises nothing."""

    sku_id: str
    product_id: str
    seller_id: str
    title: str
    code: str
    options: dict[str, str]
    quantity: int
    unit_price_minor: int
    payable_minor: int
    available: int


@dataclass(frozen=True, kw_only=True)
class Quote(Noun):
    """What a buyer was shown. Its hash covers everything that the buyer agrees to."""

    id: str
    buyer_id: str
    biz_type: BizType
    currency: str
    lines: tuple[QuotedLine, ...]
    payable_minor: int
    hash: str
    from_cart: bool
    expires_at_moment: datetime

    @classmethod
    def of(
        cls,
        id: str,
        buyer_id: str,
        wanted: Sequence[Wanted],
        offers: Mapping[str, Offer],
        *,
        from_cart: bool,
        at: datetime,
    ) -> Self:
        """Prices as they are now. Raises NotOnSale, MixedCurrencies, MixedKinds, TooManySellers, TotalTooLarge."""
        lines = tuple(_line(wish, offers.get(wish.sku_id)) for wish in wanted)
        currencies = {offers[line.sku_id].currency for line in lines}
        if len(currencies) != 1:
            raise MixedCurrencies
        if len({line.seller_id for line in lines}) > MOST_SELLERS:
            raise TooManySellers
        kinds = {offers[line.sku_id].biz_type for line in lines}
        if len(kinds) > 1:
            raise MixedKinds
        currency, payable_minor = currencies.pop(), sum(line.payable_minor for line in lines)
        if payable_minor > LARGEST_MINOR:
            raise TotalTooLarge
        agreed = [currency, payable_minor, [asdict(line) | {"available": None} for line in lines]]
        digest = hashlib.sha256(json.dumps(agreed, sort_keys=True).encode()).hexdigest()
        return cls(
            id=id,
            buyer_id=buyer_id,
            biz_type=BizType(kinds.pop()),
            currency=currency,
            lines=lines,
            payable_minor=payable_minor,
            hash=digest,
            from_cart=from_cart,
            expires_at_moment=at + PROMISED,
        )

    @property
    def wanted(self) -> tuple[Wanted, ...]:
        return tuple(Wanted(line.sku_id, line.quantity) for line in self.lines)

    def holds(self, digest: str, at: datetime) -> bool:
        """Whether this is what the buyer agreed to, and still promised."""
        return digest == self.hash and at < self.expires_at_moment


def _line(wish: Wanted, offer: Offer | None) -> QuotedLine:
    if offer is None or not offer.on_sale:
        raise NotOnSale(sku_id=wish.sku_id)
    return QuotedLine(
        sku_id=wish.sku_id, product_id=offer.product_id, seller_id=offer.seller_id, title=offer.title, code=offer.code,
        options=dict(offer.options), quantity=wish.quantity, unit_price_minor=offer.price_minor,
        payable_minor=offer.price_minor * wish.quantity, available=offer.available,
    )  # fmt: skip
