"""How sellers describe a product and its SKUs, and the rules that hold between the SKUs of one product."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from annotated_types import MaxLen, MinLen
from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError

from argosy.catalogue.product import Sku
from argosy.kernel import ids
from argosy.kernel.body import UNSENT, Body, Id, Identifier, KeysOnce, Lines, Text
from argosy.kernel.errors import NotFound
from argosy.kernel.money import Price
from argosy.publishing.words import Tags

MOST_UNITS = 1_000_000


def _units(least: int) -> Any:
    def check(value: Any) -> Any:
        if type(value) is not int or not least <= value <= MOST_UNITS or (least < 0 and value == 0):
            raise PydanticCustomError("invalid_quantity", "units of stock are a whole number, a million at most")
        return value

    return BeforeValidator(check)


Stock = Annotated[int, _units(0)]
Delta = Annotated[int, _units(-MOST_UNITS)]
Code = Annotated[str, Identifier(1, 60)]
Options = Annotated[dict[Annotated[str, Text(1, 30)], Annotated[str, Text(1, 60)]], KeysOnce(), MaxLen(5)]
Title = Annotated[str, Text(1, 200)]
Description = Annotated[str, Lines(0, 20_000)]


class NewSku(Body):
    code: Code
    options: Options = {}
    price: Price
    stock: Stock = 0


class ChangedSku(Body):
    """With an `id` one that the product has, whose stock has a route of its own; without, a new one."""

    id: Annotated[str, Id("sku")] | None = None
    code: Code
    options: Options = {}
    price: Price
    stock: Stock | None = None


AnySku = NewSku | ChangedSku


def _fit_together(skus: list[Any]) -> list[Any]:
    if len({sku.price.currency for sku in skus}) > 1:
        raise PydanticCustomError("invalid_currency", "all SKUs of a product have prices in one currency")
    if len({sku.code.casefold() for sku in skus}) < len(skus):
        raise PydanticCustomError("same_sku_code", "two SKUs of a product have the same code")
    known = [sku.id for sku in skus if isinstance(sku, ChangedSku) and sku.id]
    if len(set(known)) < len(known):
        raise PydanticCustomError("same_sku", "a SKU stands in the list twice")
    if any(isinstance(sku, ChangedSku) and sku.id and sku.stock is not None for sku in skus):
        raise PydanticCustomError("invalid_quantity", "the stock of a SKU changes by POST /v1/skus/{id}/stock")
    return skus


class NewProduct(Body):
    biz_type: Literal["goods", "membership", "ad"] = "goods"
    """Memberships and advertising are the platform's own to sell."""
    title: Title
    description: Description = ""
    tags: Tags = []
    skus: Annotated[list[NewSku], MinLen(1), MaxLen(50), AfterValidator(_fit_together)]


class ProductChange(Body):
    """The fields that are sent change; `skus` is the whole new list."""

    title: Title = UNSENT
    description: Description = UNSENT
    tags: Tags = UNSENT
    skus: Annotated[list[ChangedSku], MinLen(1), MaxLen(50), AfterValidator(_fit_together)] = UNSENT


class StockChange(Body):
    delta: Delta
    reason: Annotated[str, Text(1, 200)]


def skus_of(
    wishes: Sequence[AnySku], product_id: str, key: str, known: Sequence[str] = ()
) -> tuple[tuple[Sku, ...], dict[str, int]]:
    """The SKUs, and the stock of the new ones. Raises NotFound for an id that the product does not have."""
    skus, stock = [], {}
    for place, wish in enumerate(wishes):
        given = wish.id if isinstance(wish, ChangedSku) else None
        if given is not None and given not in known:
            raise NotFound
        sku_id = given or ids.derived("sku", product_id, key, str(place))
        if given is None:
            stock[sku_id] = wish.stock or 0
        skus.append(Sku(sku_id, wish.code, dict(wish.options), wish.price.amount))
    return tuple(skus), stock
