"""Sellers say how many they have: what came in, what was lost."""

from typing import Annotated

from argosy.catalogue import inventory
from argosy.catalogue.permissions import STOCK_WRITE
from argosy.catalogue.views import StockView
from argosy.catalogue.wishes import StockChange
from argosy.kernel.auth import Caller
from argosy.kernel.body import Id
from argosy.kernel.http import Api, Reply
from argosy.kernel.once import Once

app = Api(tag="products")


@app.post("/v1/skus/{sku_id}/stock", may=STOCK_WRITE, once=True)
def change(sku_id: Annotated[str, Id("sku")], wish: StockChange, caller: Caller, once: Once) -> Reply[StockView]:
    """So many more or fewer, never below none. Needs an `Idempotency-Key`."""
    return inventory.change(sku_id, caller.id, wish.delta, wish.reason, once)


handler = app.handler
