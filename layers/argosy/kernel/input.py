"""What a route's parameters get from a request: the caller, ids from the path, a checked body or query."""

from typing import Annotated, Any, get_args, get_origin

from pydantic import TypeAdapter, ValidationError

from argosy.kernel.auth import Caller, Claimant, May
from argosy.kernel.body import Body, InvalidBody, Query
from argosy.kernel.errors import Malformed
from argosy.kernel.etag import IfMatch
from argosy.kernel.once import Once
from argosy.kernel.paging import Paging
from argosy.kernel.request import InvalidParameter, Request

CODES = {"extra_forbidden": "unknown_field", "too_long": "too_many_items", "missing": "missing_field"}


LONGEST_FIELD = 200
"""Of a field's name in an answer: the name of one that we do not know is the sender's."""


class Address(str):
    """A parameter of this type gets the IP address that the request came from."""


class InvalidId(Malformed, code="invalid_id"):
    """What stands in the path is not spelled as an id of its kind."""

    en = "{name} is not an id of its kind."
    zh = "{name} 不是有效的标识。"


class UnknownParameter(Malformed, code="unknown_parameter"):
    """The list does not know this query parameter."""

    en = "This route does not know the parameter {name}."
    zh = "未知参数 {name}。"


class MissingParameter(Malformed, code="missing_parameter"):
    """The route needs this query parameter."""

    en = "This route needs the parameter {name}."
    zh = "缺少参数 {name}。"


PARAMETERS: dict[str, type[Malformed]] = {"extra_forbidden": UnknownParameter, "missing": MissingParameter}
"""What is wrong with a query by pydantic's name of it; all else is a value that is not one."""


def given(
    name: str, shape: Any, request: Request, caller: Caller | Claimant | None, once: Once, *, shared: bool = False
) -> Any:
    """What the parameter gets. The cursors of a list that caches keep (`shared`) are the list's own, not one caller's."""
    if name in request.path_parameters:
        try:
            return _adapter(shape).validate_python(request.path_parameters[name])
        except ValidationError:
            raise InvalidId(name=name) from None
    if shape in (Caller, Claimant, Claimant | None):
        return caller
    if get_origin(shape) is Annotated and isinstance(permission := get_args(shape)[1], May):
        return caller is not None and permission.permission.is_given_to(caller.roles)
    if shape is Once:
        return once
    if shape is Request:
        return request
    if shape is Address:
        # Few routes take it, and every function imports this module.
        from argosy.kernel.origin import address_of

        return Address(address_of(request.headers, request.event["requestContext"]["http"]["sourceIp"]))
    if shape == IfMatch | None:
        return request.if_match
    if issubclass(shape, Body):
        return _body(shape, request)
    if issubclass(shape, Query):
        return _query(shape, request, None if shared else caller)
    raise TypeError(f"{name}: {shape} is not something a request can give")


_adapters: dict[int, TypeAdapter[Any]] = {}


def _adapter(shape: Any) -> TypeAdapter[Any]:
    if id(shape) not in _adapters:
        _adapters[id(shape)] = TypeAdapter(shape)
    return _adapters[id(shape)]


def _body(shape: type[Body], request: Request) -> Body:
    given = request.json
    try:
        return shape.model_validate(given)
    except ValidationError as wrong:
        found = wrong.errors(include_url=False, include_context=False, include_input=False)
        found.sort(key=lambda error: error["type"] != "extra_forbidden")
        errors = [
            {
                "field": ".".join(map(str, error["loc"]))[:LONGEST_FIELD],
                "code": code_of(error["type"]),
                "message": error["msg"],
            }
            for error in found[:20]
        ]
        refusal = InvalidBody(errors=errors)
        refusal.code = errors[0]["code"]  # type: ignore[misc]
        raise refusal from None


def code_of(kind: str) -> str:
    """What a client is told of pydantic's name for a mistake. Our own value types name their code; pydantic's are one."""
    own = kind.startswith(("invalid_", "card_", "password_", "url_", "same_"))
    return CODES.get(kind, kind if own else "invalid_field")


def _query(shape: type[Query], request: Request, caller: Caller | Claimant | None) -> Query:
    query = request.query
    try:
        parsed = shape.model_validate(query)
    except ValidationError as wrong:
        first = min(wrong.errors(), key=lambda error: error["type"] != "extra_forbidden")
        raise PARAMETERS.get(first["type"], InvalidParameter)(name=str(first["loc"][0])) from None
    if isinstance(parsed, Paging):
        filters = sorted(f"{name}={value}" for name, value in query.items() if name not in ("cursor", "limit"))
        parsed.bound_to(caller.id if caller else "", request.path, *filters)
    return parsed
