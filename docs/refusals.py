"""With which codes each operation can say no: those of its own rules, and those of what the router does before them."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic import BaseModel

from argosy.kernel import auth, errors, once, origin, paging, problem, receipt, request, strict_json
from argosy.kernel.body import Body, InvalidBody, Query
from argosy.kernel.etag import IfMatch
from argosy.kernel.http import Address
from argosy.kernel.input import InvalidId, MissingParameter, UnknownParameter, code_of
from argosy.kernel.paging import Paging
from argosy.kernel.request import Request
from argosy.kernel.route import EVERYONE, Route
from docs.inventory import every_refusal, first_line
from docs.reach import reach

Refusals = dict[int, dict[str, str]]
"""By status: code and sentence."""

WRONG_FIELDS = {
    "unknown_field": "A field that the body does not have.",
    "missing_field": "A field is missing.",
    "too_many_items": "More entries than are taken.",
    "invalid_field": "A field's value cannot be taken; `errors` says which and why.",
}


@cache
def of(route: Route) -> Refusals:
    """What the operation refuses, as its answers say it. A refusal in a channel's own words stands with its answers."""
    found: Refusals = {}
    ends = _ends(route)
    for each in every_refusal():
        if _named(each) in ends:
            found.setdefault(problem.kind_of(each)[0], {})[each.code] = first_line(each)
    if body := route.of_kind(Body):
        found.setdefault(problem.kind_of(InvalidBody)[0], {}).update(dict(_wrong_fields(body)))
    return {status: dict(sorted(codes.items())) for status, codes in sorted(found.items())}


def _ends(route: Route) -> set[str]:
    """Full names of the refusals. A listener's receipt shares its commit with commands, and answers no caller."""
    own = reach().ends(_named(route.does))
    return {*own, *(name for each in _shared(route) for name in _of_part(each))} - {_named(receipt.AlreadyDone)}


def _shared(route: Route) -> Iterator[Any]:
    """The parts of the router that the operation meets: functions and refusals."""
    yield from (errors.Busy, problem.InternalError)
    if route.knows_its_caller:
        yield auth.claimant_of
        if not route.believes_tokens:
            yield auth.Claimant.as_of_now
    if route.may is not EVERYONE:
        yield from (auth.Unauthenticated, auth.authorise)
    if any(f"{{{name}}}" in route.path and shape is not str for name, shape in route.takes.items()):
        yield InvalidId
    if IfMatch | None in route.takes.values():
        yield from (request.InvalidHeader, errors.VersionConflict)
    if Address in route.takes.values():
        yield origin.address_of
    yield from _of_query(route)
    if route.method != "GET":
        yield from _of_command(route)


def _of_query(route: Route) -> Iterator[Any]:
    query = route.of_kind(Query)
    if query or not route.of_kind(Request):
        yield from (request.InvalidParameter, UnknownParameter)
    if query and any(field.is_required() for field in query.model_fields.values()):
        yield MissingParameter
    if query and issubclass(query, Paging):
        yield paging.Paging.bound_to


def _of_command(route: Route) -> Iterator[Any]:
    """Any request that changes something may bear a key; a body is read, or there is none."""
    yield from (request.InvalidHeader, strict_json.MalformedJson, request.PayloadTooLarge, request.UnsupportedMediaType)
    yield once.KeyReused
    if route.once:
        yield request.IdempotencyKeyRequired


def _of_part(part: Any) -> frozenset[str]:
    return frozenset({_named(part)}) if isinstance(part, type) else reach().ends(_named(part))


def _wrong_fields(body: type[BaseModel]) -> Iterator[tuple[str, str]]:
    """What can be wrong with a body: by its shape, and by the checks of its fields' own kinds."""
    checks, shapes = _checks(body)
    own = {end[1:] for check in checks for end in reach().ends(check) if end.startswith(":")}
    codes = {code_of(kind) for kind in own} | shapes | {"unknown_field", "invalid_field"}
    for code in sorted(codes):
        yield code, WRONG_FIELDS.get(code, "The value of such a field cannot be taken.")


def _checks(body: type[BaseModel]) -> tuple[set[str], set[str]]:
    """The full names of the functions that pydantic calls for a body, and the codes of what its shape demands anywhere in it."""
    body.model_rebuild()
    checks: set[str] = set()
    shapes: set[str] = set()
    waiting: list[Any] = [body.__pydantic_core_schema__]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            waiting += part.values()
            shapes.update(_of_shape(part))
        elif isinstance(part, list | tuple):
            waiting += part
        elif callable(part) and _named(part).split(".")[0] in ("argosy", "functions"):
            checks.add(_named(part))
    return checks & reach().names, shapes


def _of_shape(part: dict[str, Any]) -> Iterator[str]:
    """Of one part of pydantic's own schema: a field of a model, or a list."""
    if part.get("type") == "model-field" and part["schema"]["type"] != "default":
        yield "missing_field"
    if part.get("type") in ("list", "dict", "set", "tuple") and "max_length" in part:
        yield "too_many_items"


def _named(thing: Any) -> str:
    """Its full name; of a function within a function that of the outer one, whose part it is."""
    thing = getattr(thing, "__func__", thing)
    return f"{thing.__module__}.{getattr(thing, '__qualname__', '')}".partition(".<locals>")[0]
