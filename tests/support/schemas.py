"""What pydantic makes of a body, a query or a parameter: each value in it, and how strictly it is read."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from pydantic import BaseModel, TypeAdapter

SCALARS = frozenset(
    (
        "int",
        "float",
        "bool",
        "date",
        "datetime",
        "time",
        "timedelta",
        "decimal",
        "any",
        "str",
        "enum",
        "literal",
        "dict",
    )
)
PASSED = ("metadata", "config", "serialization", "function", "ref", "schema_ref", "cls")


class Scalar(NamedTuple):
    """`Scalar(("NewSku", "stock"), "int", strict=True, ours=True)`: `ours` where a function of ours reads it first."""

    place: tuple[str, ...]
    kind: str
    strict: bool
    ours: bool
    schema: dict[str, Any]


def scalars(shape: Any) -> Iterator[Scalar]:
    """Every value that may stand anywhere in it, and every object with free keys (`dict`)."""
    if isinstance(shape, type) and issubclass(shape, BaseModel):
        shape.model_rebuild()
        schema: Any = shape.__pydantic_core_schema__
    else:
        schema = TypeAdapter(shape).core_schema
    definitions = {each["ref"]: each for each in schema.get("definitions", ())}
    yield from _below(schema, (), False, False, definitions)


def _below(
    node: Any, place: tuple[str, ...], strict: bool, ours: bool, definitions: dict[str, Any]
) -> Iterator[Scalar]:
    if isinstance(node, list | tuple):
        for each in node:
            yield from _below(each, place, strict, ours, definitions)
        return
    if not isinstance(node, dict):
        return
    kind = str(node.get("type", ""))
    if kind == "definitions":
        yield from _below(node["schema"], place, strict, ours, definitions)
        return
    if kind == "definition-ref":
        yield from _below(definitions[node["schema_ref"]], place, strict, ours, definitions)
        return
    if kind == "model":
        strict, ours = bool((node.get("config") or {}).get("strict")), False
        place = (*place, node["cls"].__name__)
    if kind in ("function-before", "function-plain", "function-wrap"):
        ours = True
    if kind in SCALARS:
        yield Scalar(place, kind, bool(node.get("strict", strict)) or (ours and kind != "dict"), ours, node)
    for name, part in node.items():
        if name == "fields" and isinstance(part, dict):
            for field, below in part.items():
                yield from _below(below, (*place, field), strict, False, definitions)
        elif name not in PASSED:
            yield from _below(part, place, strict, ours, definitions)
