"""The OpenAPI 3.1 document of all routes, made from their signatures."""

import inspect
from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from argosy.kernel.body import Body
from argosy.kernel.request import Request
from argosy.kernel.route import EVERYONE, Route
from docs import responses
from docs.inventory import Function, functions
from docs.parameters import parameters

REF = "#/components/schemas/{model}"
ABOUT = """Ids are prefixed ULIDs, money is integer minor units, every no is a problem (RFC 9457).

What the gateway refuses itself (above 10 MB, above the throttle, no answer in time) has a body of its own, `{"message": …}`."""
Names = dict[tuple[Any, JsonSchemaMode], dict[str, Any]]
"""How a body or a view is referred to."""


@cache
def document() -> dict[str, Any]:
    """The whole surface."""
    operations = [(function, route) for function in functions() for route in function.routes]
    names, schemas = _schemas([route for _, route in operations])
    paths: dict[str, dict[str, Any]] = {}
    for function, route in sorted(operations, key=lambda each: (each[1].path, each[1].method)):
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(function, route, names)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Argosy",
            "version": "1",
            "description": ABOUT,
        },
        "servers": [{"url": "/"}],
        "tags": [{"name": tag} for tag in sorted({function.tag for function, _ in operations})],
        "paths": paths,
        "components": {
            "schemas": schemas | {"Problem": responses.PROBLEM},
            "responses": responses.shared(),
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}},
        },
    }


def _schemas(routes: list[Route]) -> tuple[Names, dict[str, Any]]:
    """How each model is referred to, and what it is."""
    models: dict[tuple[type[BaseModel], JsonSchemaMode], None] = {}
    for route in routes:
        if body := route.of_kind(Body):
            models[body, "validation"] = None
        for _, given in responses.answers(route):
            if isinstance(given, type) and issubclass(given, BaseModel):
                models[given, "serialization"] = None
    ordered = sorted(models, key=lambda each: (each[0].__module__, each[0].__qualname__, each[1]))
    references, definitions = models_json_schema(ordered, ref_template=REF)
    names: Names = {(model, mode): reference for (model, mode), reference in references.items()}
    return names, dict(sorted(definitions.get("$defs", {}).items()))


def _operation(function: Function, route: Route, names: Names) -> dict[str, Any]:
    told = inspect.getdoc(route.does) or ""
    operation: dict[str, Any] = {
        "operationId": f"{function.context}_{function.name}_{route.does.__name__}",
        "tags": [function.tag],
        "summary": told.splitlines()[0] if told else route.does.__name__,
    }
    if route.may is not EVERYONE:
        operation["security"] = [{"bearer": []}]
        operation["description"] = f"{told}\n\nNeeds the permission `{route.may}`.".strip()
    elif "\n" in told:
        operation["description"] = told
    if taken := parameters(route):
        operation["parameters"] = taken
    if body := route.of_kind(Body):
        operation["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": names[body, "validation"]}},
        }
    elif route.method != "GET" and route.of_kind(Request):
        operation["requestBody"] = {"required": True, "content": {"*/*": {}}}
    views = {model: reference for (model, mode), reference in names.items() if mode == "serialization"}
    operation["responses"] = responses.of(route, views)
    return operation
