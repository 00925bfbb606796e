"""The OpenAPI 3.1 document of all routes, made from their signatures."""

import types
from functools import cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from argosy.kernel.body import Body
from argosy.kernel.reply import Raw, Reply
from argosy.kernel.request import Request
from argosy.kernel.route import EVERYONE, Route
from docs.inventory import Function, functions
from docs.parameters import parameters
from docs.problems import PROBLEM, no

REF = "#/components/schemas/{model}"
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
            "description": "Ids are prefixed ULIDs, money is integer minor units, every no is a problem (RFC 9457).",
        },
        "servers": [{"url": "/"}],
        "tags": [{"name": tag} for tag in sorted({function.tag for function, _ in operations})],
        "paths": paths,
        "components": {
            "schemas": schemas | {"Problem": PROBLEM},
            "responses": {"Problem": no("It was refused, or it failed; `code` says how.")},
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}},
        },
    }


def _schemas(routes: list[Route]) -> tuple[Names, dict[str, Any]]:
    """How each model is referred to, and what it is."""
    models: dict[tuple[type[BaseModel], JsonSchemaMode], None] = {}
    for route in routes:
        if body := route.of_kind(Body):
            models[body, "validation"] = None
        for _, view in _answers(route):
            if view is not None:
                models[view, "serialization"] = None
    ordered = sorted(models, key=lambda each: (each[0].__module__, each[0].__qualname__, each[1]))
    references, definitions = models_json_schema(ordered, ref_template=REF)
    names: Names = {(model, mode): reference for (model, mode), reference in references.items()}
    return names, dict(sorted(definitions.get("$defs", {}).items()))


def _operation(function: Function, route: Route, names: Names) -> dict[str, Any]:
    told = (route.does.__doc__ or "").strip()
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
    operation["responses"] = _responses(route, names)
    return operation


def _answers(route: Route) -> list[tuple[int, type[BaseModel] | None]]:
    """Status and view of each way in which a route can say yes."""
    gives = route.gives
    return [_answer(each) for each in (get_args(gives) if isinstance(gives, types.UnionType) else (gives,))]


def _answer(gives: Any) -> tuple[int, type[BaseModel] | None]:
    kind = get_origin(gives) or gives
    if isinstance(kind, type) and issubclass(kind, Reply):
        return kind.status, get_args(gives)[0]
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return 200, gives
    return (200, None) if kind is Raw else (204, None)


def _responses(route: Route, names: Names) -> dict[str, Any]:
    responses: dict[str, Any] = {}
    for status, view in _answers(route):
        yes: dict[str, Any] = {
            "description": {201: "It exists now.", 202: "It is noted, and done after this answer.", 204: "Done."}.get(
                status, "Here it is."
            )
        }
        if view is not None:
            yes["content"] = {"application/json": {"schema": names[view, "serialization"]}}
        if status == 201:
            yes["headers"] = {"Location": {"schema": {"type": "string"}}}
        responses[str(status)] = yes
    if route.cached_seconds:
        responses["304"] = {"description": "It is still what `If-None-Match` names."}
    if route.may is not EVERYONE:
        responses |= {"401": no("Sign in first, or again."), "403": no("The caller's roles do not reach this.")}
    return responses | {"default": {"$ref": "#/components/responses/Problem"}}
