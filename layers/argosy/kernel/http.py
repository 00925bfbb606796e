"""Routes: Powertools' resolver with what all of them share - caller, permission, idempotency, checked input, one way to say no."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from pydantic import BaseModel

from argosy.kernel import auth, problem, trace
from argosy.kernel.body import Body, Query
from argosy.kernel.errors import NotFound, Refusal
from argosy.kernel.input import IfMatch, InvalidId, UnknownParameter, given
from argosy.kernel.log import logger
from argosy.kernel.once import Replay
from argosy.kernel.reply import Accepted, Created, Listed, Private, Raw, Reply
from argosy.kernel.request import Request
from argosy.kernel.route import EVERYONE, Route

__all__ = ["EVERYONE", "Accepted", "Api", "Created", "IfMatch", "Listed", "Private", "Raw", "Reply", "Request", "Route"]

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

    def _route(self, method: str, path: str, *, may: str | None, once: bool = False, cached_seconds: int = 0, hidden: bool = False) -> Callable[[F], F]:
        def register(does: F) -> F:
            self.routes.append(Route(method, path, does, may, once, cached_seconds, hidden))
            return does

        return register

    def handler(self, event: dict[str, Any], context: Any) -> dict[str, Any]:
        """The Lambda entry."""
        answer: dict[str, Any] = self._resolver.resolve(event, context)
        return answer

    @cached_property
    def _resolver(self) -> APIGatewayHttpResolver:
        resolver = APIGatewayHttpResolver(strip_prefixes=[])
        for route in self.routes:
            resolver.route(route.rule, method=route.method)(self._answering(resolver, route))
        resolver.not_found(lambda _: self._answer(resolver, None, self._unrouted, {}))
        return resolver

    def _answering(self, resolver: APIGatewayHttpResolver, route: Route) -> Callable[..., Response[str]]:
        return lambda **path: self._answer(resolver, route, lambda request, _: _run(route, request, path), path)

    def _unrouted(self, request: Request, _: Any) -> Any:
        """A path that we know under another method says which; API Gateway itself refuses unknown paths.

        Powertools finds no route either where a parameter holds what no id can (`#`, a NUL).
        """
        resolver = self._resolver
        for route in self.routes:
            odd = route.loosely.fullmatch(request.path) if route.method == request.method else None
            if odd and odd.lastgroup:
                raise InvalidId(name=odd.lastgroup)
        allowed = sorted({route.method for route in self.routes if resolver._compile_regex(route.rule).match(request.path)})
        if allowed:
            raise problem.MethodNotAllowed(allow=", ".join(allowed))
        raise NotFound

    def _answer(self, resolver: APIGatewayHttpResolver, route: Route | None, do: Callable[[Request, Any], Any], path: Any) -> Response[str]:
        request = Request(resolver.current_event.raw_event)
        language = problem.language_of(request.headers.get("accept-language", ""))
        outcome = "ok"
        try:
            response = _spelled(do(request, path), route, request)
        except Refusal as no:
            outcome = no.code
            status, body, headers = problem.spelled(no, request.id, language)
            response = Response(status, "application/problem+json", body, headers)
        except Exception:
            outcome = problem.InternalError.code
            logger().exception("unhandled", request_id=request.id)
            status, body, headers = problem.spelled(problem.InternalError(), request.id, language)
            response = Response(status, "application/problem+json", body, headers)
        response.headers["x-request-id"] = request.id
        response.headers.setdefault("Cache-Control", "no-store")
        logger().info(
            "answered", route=f"{route.method} {route.path}" if route else "none", status=response.status_code, outcome=outcome,
            request_id=request.id, actor=trace.current().actor,
        )  # fmt: skip
        return response


def _run(route: Route, request: Request, path: dict[str, str]) -> Any:
    """Caller, then input, then the route; a refusal of a repeated request gives way to what was answered before."""
    trace.begin(trace.Trace("anonymous", request.id))
    caller = auth.caller_of(request.headers)
    if route.may is not EVERYONE:
        if caller is None:
            raise auth.Unauthenticated
        caller = auth.authorised(caller, route.may)
    if caller is not None:
        trace.begin(trace.Trace(caller.id, request.id))
    once = request.once(caller.id if caller else "anonymous", required=route.once)
    shared = route.cached_seconds > 0
    takes = {name: given(name, shape, request, path, caller, once, shared=shared) for name, shape in route.takes.items()}
    if route.method != "GET" and not route.of_kind(Body) and route.of_kind(Request) is None:
        request.without_body()
    if route.of_kind(Query) is None and request.query and route.of_kind(Request) is None:
        raise UnknownParameter(name=next(iter(request.query)))
    try:
        return route.does(**takes)
    except Replay as replay:
        return replay
    except Refusal:
        try:
            once.before()
        except Replay as replay:
            return replay
        raise


def _spelled(result: Any, route: Route | None, request: Request) -> Response[str]:
    if isinstance(result, Replay):
        answer = result.answer
        headers = {"Idempotent-Replayed": "true"} | ({"Location": answer.location} if answer.location else {})
        return Response(answer.status, "application/json", answer.body, headers)
    if isinstance(result, Raw):
        return Response(result.status, result.content_type, result.body, dict(result.headers))
    if result is None:
        return Response(204, None, "", {})
    if isinstance(result, BaseModel):
        result = Reply(result)
    response: Response[str] = Response(result.status, "application/json", result.body, {})
    if result.location:
        response.headers["Location"] = result.location
    if route and route.cached_seconds and not isinstance(result, Private):
        return _cacheable(response, route.cached_seconds, request)
    return response


def _cacheable(response: Response[str], seconds: int, request: Request) -> Response[str]:
    """Public and the same for all: a CDN may keep it, and who has it already is told so."""
    tag = '"' + hashlib.sha256((response.body or "").encode()).hexdigest()[:20] + '"'
    headers = {"ETag": tag, "Cache-Control": f"public, max-age={seconds}"}
    if tag in (part.strip() for part in request.headers.get("if-none-match", "").split(",")):
        return Response(304, None, "", headers)
    response.headers.update(headers)
    return response
