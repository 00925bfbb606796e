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
    """`Scalar(("NewSku", "stock"), "int", strict=True, checked=True)`: `checked` where a function of ours looks at it."""

    place: tuple[str, ...]
    kind: str
    strict: bool
    checked: bool
    schema: dict[str, Any]


def scalars(shape: Any) -> Iterator[Scalar]:
    """Every value that may stand anywhere in it, and every object with free keys (`dict`)."""
    if isinstance(shape, type) and issubclass(shape, BaseModel):
        shape.model_rebuild()
        schema: Any = shape.__pydantic_core_schema__
    else:
        schema = TypeAdapter(shape).core_schema
    definitions = {each["ref"]: each for each in schema.get("definitions", ())}
    yield from _below(schema, (), False, None, definitions)


def _below(
    node: Any, place: tuple[str, ...], strict: bool, reader: str | None, definitions: dict[str, Any]
) -> Iterator[Scalar]:
    """`reader` is the function of ours around it, if there is one: `function-before` reads it instead of pydantic."""
    if isinstance(node, list | tuple):
        for each in node:
            yield from _below(each, place, strict, reader, definitions)
        return
    if not isinstance(node, dict):
        return
    kind = str(node.get("type", ""))
    if kind == "definition-ref":
        yield from _below(definitions[node["schema_ref"]], place, strict, reader, definitions)
        return
    if kind == "model":
        strict, reader = bool((node.get("config") or {}).get("strict")), None
        place = (*place, node["cls"].__name__)
    if kind.startswith("function-"):
        reader = kind if reader in (None, "function-after") else reader
    if kind in SCALARS:
        yield Scalar(place, kind, _is_strict(node, strict, reader), reader is not None, node)
    for name, part in node.items():
        if name == "fields" and isinstance(part, dict):
            for field, below in part.items():
                yield from _below(below, (*place, field), strict, None, definitions)
        elif name not in PASSED and not (kind == "definitions" and name == "definitions"):
            yield from _below(part, place, strict, None if kind in ("list", "dict") else reader, definitions)


def _is_strict(node: dict[str, Any], strict: bool, reader: str | None) -> bool:
    return bool(node.get("strict", strict)) or reader in ("function-before", "function-plain", "function-wrap")
