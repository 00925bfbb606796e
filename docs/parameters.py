"""How the OpenAPI document describes what a route takes beside its body."""

from typing import Any

from argosy.kernel.body import Id, Query
from argosy.kernel.input import IfMatch
from argosy.kernel.once import Once
from argosy.kernel.route import Route
from pydantic import TypeAdapter


def parameters(route: Route) -> list[dict[str, Any]]:
    found = [
        _parameter(name, "path", _schema(shape), True)
        for name, shape in route.takes.items()
        if f"{{{name}}}" in route.path
    ]
    if query := route.of_kind(Query):
        schema = query.model_json_schema()
        found += [
            _parameter(name, "query", field, name in schema.get("required", []))
            for name, field in schema["properties"].items()
        ]
    if route.once or Once in route.takes.values():
        found.append(
            _parameter("Idempotency-Key", "header", {"type": "string", "minLength": 1, "maxLength": 255}, route.once)
        )
    if IfMatch | None in route.takes.values():
        found.append(_parameter("If-Match", "header", {"type": "string", "pattern": '^"?[0-9]+"?$'}, False))
    return found


def _parameter(name: str, where: str, schema: dict[str, Any], required: bool) -> dict[str, Any]:
    return {
        "name": name,
        "in": where,
        "required": required,
        "schema": {key: value for key, value in schema.items() if key != "title"},
    }


def _schema(shape: Any) -> dict[str, Any]:
    for mark in getattr(shape, "__metadata__", ()):
        if isinstance(mark, Id):
            return {"type": "string", "pattern": f"^{mark.prefix}_[0-7][0-9A-HJKMNP-TV-Z]{{25}}$"}
    return TypeAdapter(shape).json_schema()
