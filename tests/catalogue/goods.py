"""Products for tests, made by calling the capabilities that make them."""

from typing import Any

from functions.catalogue import products, read
from tests.content.posts import decided
from tests.support.call import Reply, call
from tests.support.people import Person

SKU: dict[str, Any] = {
    "code": "RED-M",
    "options": {"color": "red"},
    "price": {"amount": 1999, "currency": "CNY"},
    "stock": 5,
}
PRODUCT: dict[str, Any] = {"title": "A red sail", "description": "It pulls.", "tags": ["sail"], "skus": [SKU]}


def sku(code: str, **fields: Any) -> dict[str, Any]:
    return SKU | {"code": code} | fields


def drafted(seller: Person, **fields: Any) -> Any:
    return call(products, "POST /v1/products", PRODUCT | fields, token=seller.token).ok()


def submitted(seller: Person, **fields: Any) -> Any:
    product = drafted(seller, **fields)
    return call(products, f"POST /v1/products/{product['id']}/submit", token=seller.token).ok()


def published(seller: Person, moderator: Person, **fields: Any) -> Any:
    product = submitted(seller, **fields)
    decided(moderator, product["id"], "approve").ok()
    return product


def changed(seller: Person, product_id: str, **fields: Any) -> Reply:
    return call(products, f"PATCH /v1/products/{product_id}", fields, token=seller.token)


def seen(product_id: str, by: Person | None = None) -> Reply:
    return call(read, f"GET /v1/products/{product_id}", token=by.token if by else None)
