"""Attribute values as they travel (`{"S": "text"}`, `{"N": "1"}`), compared and added as DynamoDB does it."""

import operator
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

Value = Mapping[str, Any]
Attributes = Mapping[str, Value]
ORDERED = ("S", "N", "B")
SETS = ("SS", "NS", "BS")
COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def plain(value: Value) -> Any:
    """As Python compares and adds it: a number exactly, a set without an order, anything else as it is."""
    ((kind, held),) = value.items()
    if kind == "N":
        return number(held)
    return frozenset(held) if kind in SETS else held


def number(text: str) -> int | Decimal:
    try:
        return int(text)
    except ValueError:
        return Decimal(text)


def of_number(value: int | Decimal) -> Value:
    return {"N": str(value)}


def kind_of(value: Value) -> str:
    return next(iter(value))


def equal(one: Value | None, other: Value | None) -> bool:
    """Values of two types are never equal."""
    if one is None or other is None:
        return one is other
    return kind_of(one) == kind_of(other) and bool(plain(one) == plain(other))


def compared(sign: str, one: Value | None, other: Value | None) -> bool:
    """Only values of one type that has an order are before or after each other."""
    if one is None or other is None or kind_of(one) != kind_of(other) or kind_of(one) not in ORDERED:
        return False
    return COMPARED[sign](plain(one), plain(other))
