"""Routes, with what all of them share: caller, permission, idempotency, checked input, one way to say no.

API Gateway has matched the route and taken the path apart already, so a route is found by its name (docs/decisions/).
"""

import hashlib
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import BaseModel

from argosy import settled
from argosy.kernel import auth, aws, problem, trace
from argosy.kernel.auth import Caller, Claimant
from argosy.kernel.body import Body, Query
from argosy.kernel.errors import Busy, NotFound, Refusal
from argosy.kernel.input import Address, IfMatch, UnknownParameter, given
from argosy.kernel.log import logger
from argosy.kernel.once import Replay
from argosy.kernel.reply import Accepted, Created, Listed, Private, Raw, Reply
from argosy.kernel.request import Request
from argosy.kernel.route import EVERYONE, Route

__all__ = [
    "EVERYONE", "Accepted", "Address", "Api", "Created", "IfMatch", "Listed", "Private", "Raw", "Reply", "Request", "Route",
]  # fmt: skip

F = TypeVar("F", bound=Callable[..., Any])


@dataclass
class Api:
    """The routes of one function: `app = Api(tag="posts")`, and its Lambda entry: `handler = app.handler`."""

    tag: str
    routes: list[Route] = field(default_factory=list)

    def get(self, path: str, **options: Any) -> Callable[[F], F]:
        return self._route("GET", path, **options)

    def post(self, path: str, **options: Any) -> Callable[[F], F]:
        return self._route("POST", path, **options)

    def put(self, path: str, **options: Any) -> Callable[[F], F]:
        return self._route("PUT", path, **options)

    def patch(self, path: str, **options: Any) -> Callable[[F], F]:
        return self._route("PATCH", path, **options)

    def delete(self, path: str, **options: Any) -> Callable[[F], F]:
        return self._route("DELETE", path, **options)

    def _route(
        self, method: str, path: str, *, may: str | None, once: bool = False, cached_seconds: int = 0
    ) -> Callable[[F], F]:
        def register(does: F) -> F:
            self.routes.append(Route(method, path, does, may, once, cached_seconds))
            return does

        return register

    def handler(self, event: dict[str, Any], context: Any) -> dict[str, Any]:
        """The Lambda entry: API Gateway's payload 2.0 in, its answer out. It never raises."""
        settled()
        request = Request(event)
        answer = self._answer(request)
        answer.headers |= {"x-request-id": request.id}
        answer.headers.setdefault("Cache-Control", "no-store")
        logger().info(
            "answered",
            route=request.route_key,
            status=answer.status,
            request_id=request.id,
            actor=trace.current().actor,
            outcome=answer.outcome,
        )
        headers = answer.headers | ({"Content-Type": answer.content_type} if answer.body else {})
        return {"statusCode": answer.status, "headers": headers} | _carried(answer.body)

    def _answer(self, request: Request) -> Raw:
        try:
            route = next((route for route in self.routes if route.key == request.route_key), None)
            if route is None:
                return self.unrouted(request)
            return _spelled(_run(route, request), route, request)
        except Refusal as no:
            return _refused(no, request)
        except Exception as why:
            if aws.passes(why):
                logger().warning("aws did not answer", request_id=request.id, why=str(why))
                return _refused(Busy(retry_after_seconds=1), request)
            logger().exception("unhandled", request_id=request.id)
            return _refused(problem.InternalError(), request)

    def unrouted(self, request: Request) -> Raw:
        """The gateway leads only its own routes here."""
        raise NotFound


def _carried(body: str | bytes) -> dict[str, Any]:
    """What is no text travels as base64, which the gateway takes off again."""
    if isinstance(body, bytes):
        return {"body": b64encode(body).decode(), "isBase64Encoded": True}
    return {"body": body, "isBase64Encoded": False}


def _refused(no: Refusal, request: Request) -> Raw:
    language = problem.language_of(request.headers.get("accept-language", ""))
    status, body, headers = problem.spelled(no, request.id, language)
    return Raw(body, status=status, content_type="application/problem+json", headers=headers, outcome=no.code)


def _run(route: Route, request: Request) -> Any:
    """Caller, then input, then the route; a refusal of a repeated request gives way to what was answered before."""
    trace.begin(trace.Trace("anonymous", request.id))
    caller = _caller(route, request)
    if caller is not None:
        trace.begin(trace.Trace(caller.id, request.id))
    once = request.once(caller.id if caller else "anonymous", required=route.once)
    shared = route.cached_seconds > 0
    takes = {name: given(name, shape, request, caller, once, shared=shared) for name, shape in route.takes.items()}
    if route.of_kind(Request) is None:
        if route.method != "GET" and not route.of_kind(Body):
            request.without_body()
        if route.of_kind(Query) is None and request.query:
            raise UnknownParameter(name=next(iter(request.query)))
    try:
        return route.does(**takes)
    except Replay as replay:
        return replay
    except Refusal:
        if route.method != "GET":
            try:
                once.before()
            except Replay as replay:
                return replay
        raise


def _caller(route: Route, request: Request) -> Caller | Claimant | None:
    """Who calls, as the account says now; by the token's own word where the route takes a Claimant."""
    # A token that has expired must not keep its owner from signing in again, so it is looked at only where it counts.
    claimant = auth.claimant_of(request.headers) if route.knows_its_caller else None
    if claimant is None:
        if route.may is not EVERYONE:
            raise auth.Unauthenticated
        return None
    caller = claimant if route.believes_tokens else claimant.as_of_now()
    if route.may is not EVERYONE:
        auth.authorise(caller, route.may)
    return caller


def _spelled(result: Any, route: Route, request: Request) -> Raw:
    if isinstance(result, Replay):
        told = result.answer
        location = {"Location": told.location} if told.location else {}
        return Raw(told.body, status=told.status, headers={"Idempotent-Replayed": "true"} | location)
    if result is None:
        return Raw("", status=204)
    if isinstance(result, BaseModel):
        result = Reply(result)
    private = isinstance(result, Private)
    if isinstance(result, Reply):
        location = {"Location": result.location} if result.location else {}
        result = Raw(result.body, status=result.status, headers=location)
    answer: Raw = result
    return answer if private or not route.cached_seconds else _cacheable(answer, route.cached_seconds, request)


def _cacheable(answer: Raw, seconds: int, request: Request) -> Raw:
    """Public and the same for all: a CDN may keep it, and who has it already is told so."""
    body = answer.body if isinstance(answer.body, bytes) else answer.body.encode()
    tag = '"' + hashlib.sha256(body).hexdigest()[:20] + '"'
    headers = answer.headers | {"ETag": tag, "Cache-Control": f"public, max-age={seconds}"}
    if tag in (part.strip() for part in request.headers.get("if-none-match", "").split(",")):
        return Raw("", status=304, headers=headers)
    return Raw(answer.body, status=answer.status, content_type=answer.content_type, headers=headers)
