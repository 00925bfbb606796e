"""The answers of an operation as the OpenAPI document has them: each yes with what it is written in, each no with its codes."""

import types
from collections import Counter
from functools import cache
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel

from argosy.kernel.problem import TRIED_AGAIN
from argosy.kernel.reply import Raw, Reply
from argosy.kernel.route import Route
from docs import refusals
from docs.inventory import functions

YES = {
    201: "It exists now.",
    202: "It is noted, and done after this answer.",
    204: "Done.",
    304: "It is still what `If-None-Match` names.",
}
WORDS = "Refused, in the words of who asks."

PROBLEM: dict[str, Any] = {
    "type": "object",
    "required": ["type", "title", "status", "code", "detail", "request_id"],
    "properties": {
        "type": {"type": "string", "description": "urn:argosy:problem:<code>"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "Never changes; each operation names those that it can give."},
        "detail": {"type": "string", "description": "In the language that Accept-Language asks for."},
        "request_id": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "code", "message"],
                "properties": {"field": {"type": "string"}, "code": {"type": "string"}, "message": {"type": "string"}},
            },
        },
    },
}


def answers(route: Route) -> list[tuple[int, Any]]:
    """Status of each way in which a route can say yes, with its view, its kind of raw answer, or None for no body."""
    gives = route.gives
    ways = get_args(gives) if get_origin(gives) in (types.UnionType, Union) else (gives,)
    return [answer for each in ways for answer in _answers(each)]


def of(route: Route, schemas: dict[Any, dict[str, Any]]) -> dict[str, Any]:
    """All answers of the operation, by status. `schemas` says how each view is referred to."""
    said: dict[str, Any] = {}
    for status, given in answers(route):
        yes = said.setdefault(str(status), {"description": YES.get(status, "Here it is." if status < 300 else WORDS)})
        if isinstance(given, type) and issubclass(given, Raw):
            yes.setdefault("content", {})[given.content_type] = {}
        elif given is not None:
            yes.setdefault("content", {})["application/json"] = {"schema": schemas[given]}
        if status == 201:
            yes["headers"] = {"Location": {"schema": {"type": "string"}}}
    if route.cached_seconds:
        said["304"] = {"description": YES[304]}
    for status, codes in refusals.of(route).items():
        name = _name(status, codes)
        if str(status) in said:
            said[str(status)]["content"] |= _no(status, codes)["content"]
        else:
            said[str(status)] = {"$ref": f"#/components/responses/{name}"} if name in shared() else _no(status, codes)
    return dict(sorted(said.items()))


@cache
def shared() -> dict[str, Any]:
    """The refusals that several operations have in common, by a name of their codes."""
    routes = [route for function in functions() for route in function.routes]
    every = [each for route in routes for each in refusals.of(route).items()]
    times = Counter((status, *codes.items()) for status, codes in every)
    found = {_name(status, codes): _no(status, codes) for status, codes in every if times[status, *codes.items()] > 1}
    return dict(sorted(found.items()))


def _name(status: int, codes: dict[str, str]) -> str:
    return f"{status}.{'.'.join(codes)}"


def _no(status: int, codes: dict[str, str]) -> dict[str, Any]:
    no: dict[str, Any] = {
        "description": "\n".join(f"- `{code}`: {sentence}" for code, sentence in codes.items()),
        "content": {
            "application/problem+json": {
                "schema": {
                    "allOf": [{"$ref": "#/components/schemas/Problem"}],
                    "properties": {"code": {"enum": list(codes)}},
                }
            }
        },
    }
    if status in TRIED_AGAIN:
        no["headers"] = {"Retry-After": {"description": "Seconds.", "schema": {"type": "integer", "minimum": 1}}}
    return no


def _answers(way: Any) -> list[tuple[int, Any]]:
    kind = get_origin(way) or way
    if isinstance(kind, type) and issubclass(kind, Reply):
        return [(kind.status, get_args(way)[0])]
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return [(200, way)]
    if isinstance(kind, type) and issubclass(kind, Raw):
        return [(status, kind) for status in kind.statuses]
    return [(204, None)]
