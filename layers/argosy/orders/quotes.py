"""Quotes as they are kept, and carts, from which they may be made."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from argosy.catalogue import products
from argosy.commission import rulebook
from argosy.commission.book import RuleBook
from argosy.kernel import ids
from argosy.kernel.errors import NotFound
from argosy.kernel.table import fetch
from argosy.kernel.write import Write, put
from argosy.orders import carts
from argosy.orders.errors import EmptyCart, PriceChanged
from argosy.orders.items import QuoteItem
from argosy.orders.quote import Quote, Wanted
from argosy.orders.quote_views import QuoteView

KEPT = timedelta(days=1)


def make(buyer_id: str, wanted: Sequence[Wanted], *, from_cart: bool, at: datetime) -> Quote:
    """A quote for these SKUs or for the buyer's cart. Raises EmptyCart, NotOnSale, MixedCurrencies."""
    if from_cart:
        wanted = [Wanted(sku_id, quantity) for sku_id, quantity in carts.quantities(buyer_id).items()]
    if not wanted:
        raise EmptyCart
    offers = products.on_sale(wish.sku_id for wish in wanted)
    quote = Quote.of(ids.new("quo"), buyer_id, wanted, offers, from_cart=from_cart, at=at)
    item = QuoteItem.of(quote)
    item.expires_at = int((at + KEPT).timestamp())
    Write().add(put(item)).commit()
    return quote


def agreed(quote_id: str, digest: str, buyer_id: str, at: datetime) -> tuple[Quote, RuleBook]:
    """The quote that the buyer agreed to, and the rules by which its sale is shared now, in one round trip.

    Raises NotFound, or PriceChanged with a new quote where it no longer holds.
    """
    where = QuoteItem.by_id.key(id=quote_id)
    found = fetch((where, rulebook.key()))
    quote: Quote | None = QuoteItem.read(found[where]).to(Quote) if where in found else None
    if quote is None or quote.buyer_id != buyer_id:
        raise NotFound
    if not quote.holds(digest, at):
        present = make(buyer_id, quote.wanted, from_cart=quote.from_cart, at=at)
        raise PriceChanged(extension={"quote": QuoteView.of_quote(present).model_dump(mode="json")})
    return quote, rulebook.among(found)
