"""How the OpenAPI document describes what a route takes beside its body."""

from typing import Any

from pydantic import TypeAdapter

from argosy.kernel.body import Id, Query
from argosy.kernel.etag import IfMatch
from argosy.kernel.once import Once
from argosy.kernel.route import Route

VERSION = '([0-9]{1,15}|(W/)?"[0-9]{1,15}(-[0-9a-z]+)?")'
IF_MATCH = {"type": "string", "pattern": rf"^(\*|{VERSION}(\s*,\s*{VERSION})*)$"}
"""The tag that a GET has sent, or the `version` that it shows, or several of them."""


def parameters(route: Route) -> list[dict[str, Any]]:
    found = [
        _parameter(name, "path", _schema(shape), True)
        for name, shape in route.takes.items()
        if f"{{{name}}}" in route.path
    ]
    if query := route.of_kind(Query):
        schema = _whole(query.model_json_schema())
        found += [
            _parameter(name, "query", field, name in schema.get("required", []))
            for name, field in schema["properties"].items()
        ]
    if route.once or Once in route.takes.values():
        found.append(
            _parameter("Idempotency-Key", "header", {"type": "string", "minLength": 1, "maxLength": 255}, route.once)
        )
    if IfMatch | None in route.takes.values():
        found.append(_parameter("If-Match", "header", IF_MATCH, False))
    return found


def _parameter(name: str, where: str, schema: dict[str, Any], required: bool) -> dict[str, Any]:
    return {
        "name": name,
        "in": where,
        "required": required,
        "schema": {key: value for key, value in _never_null(schema).items() if key != "title"},
    }


def _never_null(schema: dict[str, Any]) -> dict[str, Any]:
    """What may be left out has the default None in the code; sent, it is never null."""
    shapes = [shape for shape in schema.get("anyOf", ()) if shape != {"type": "null"}]
    if len(shapes) != 1:
        return schema
    return {**{name: value for name, value in schema.items() if name not in ("anyOf", "default")}, **shapes[0]}


def _schema(shape: Any) -> dict[str, Any]:
    for mark in getattr(shape, "__metadata__", ()):
        if isinstance(mark, Id):
            return {"type": "string", "pattern": f"^{mark.prefix}_[0-7][0-9A-HJKMNP-TV-Z]{{25}}$"}
    schema: dict[str, Any] = _whole(TypeAdapter(shape).json_schema())
    return schema


def _whole(schema: dict[str, Any]) -> Any:
    """The schema with its own definitions in the places that refer to them: parameters have no room for definitions."""
    definitions = schema.pop("$defs", {})

    def resolved(part: Any) -> Any:
        if isinstance(part, dict) and "$ref" in part:
            return resolved(definitions[part["$ref"].rpartition("/")[2]])
        if isinstance(part, dict):
            return {name: resolved(value) for name, value in part.items()}
        return [resolved(value) for value in part] if isinstance(part, list) else part

    return resolved(schema)
