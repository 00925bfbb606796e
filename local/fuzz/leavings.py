"""What the demo leaves none of: orders on their way, and buyers who want something back."""

from typing import Any

from local.demo.cast import Cast

STOCK = 40
KINDS = ("refund_only", "return_refund", "exchange", "reissue", "repair")
ADDRESS = {"name": "Bo", "line1": "1 Harbour Street", "city": "Suzhou", "country": "CN"}


def leave(cast: Cast) -> None:
    """Orders that wait for payment, for their parcel, for receipt; and a case of each kind before and after the parcel."""
    sku = cast.product["skus"][0]["id"]
    cast.seller.call("POST", f"/v1/skus/{sku}/stock", {"delta": STOCK, "reason": "for the fuzz"})
    for _ in range(3):
        _ordered(cast, sku)
    for kind in (None, None, *KINDS):
        for shipped in (False, True):
            _case(cast, sku, kind, shipped=shipped)


def _case(cast: Cast, sku: str, kind: str | None, *, shipped: bool) -> None:
    order = _ordered(cast, sku)
    attempt = cast.attempt(order)
    cast.bank.pay(attempt)
    cast.bank.delivered("payment_intent.succeeded", attempt)
    if shipped:
        parcel = {"carrier": "SF", "tracking_no": "SF1"}
        cast.seller.call("POST", f"/v1/merchant/orders/{order['id']}/shipments", parcel)
    if kind:
        wish = {"kind": kind, "line_no": 1, "quantity": 1, "reason": "for the fuzz"}
        # Which kinds are possible before the parcel is the product's own rule; a no leaves the order as it is.
        cast.buyer.ask("POST", f"/v1/orders/{order['id']}/after-sales", wish)


def _ordered(cast: Cast, sku: str) -> dict[str, Any]:
    quote = cast.buyer.call("POST", "/v1/checkout/quotes", {"lines": [{"sku_id": sku, "quantity": 2}]})
    wish = {"quote_id": quote["quote_id"], "hash": quote["hash"], "address": ADDRESS}
    placed: dict[str, Any] = cast.buyer.call("POST", "/v1/orders", wish)
    return placed
