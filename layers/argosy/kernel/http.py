"""Routes, with what all of them share: caller, permission, idempotency, checked input, one way to say no.

API Gateway has matched the route and taken the path apart already, so a route is found by its name (docs/decisions/).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from argosy import settled
from argosy.kernel import auth, aws, problem, trace
from argosy.kernel.answer import refused, sent, spelled
from argosy.kernel.auth import Caller, Claimant
from argosy.kernel.body import Body, Query
from argosy.kernel.errors import Busy, NotFound, Refusal
from argosy.kernel.etag import IfMatch
from argosy.kernel.input import Address, UnknownParameter, given
from argosy.kernel.log import logger
from argosy.kernel.methods import allowed, template_of
from argosy.kernel.once import Replay
from argosy.kernel.permissions import Permission
from argosy.kernel.reply import Accepted, Created, Csv, Listed, Page, Private, Raw, Reply
from argosy.kernel.request import Request
from argosy.kernel.route import EVERYONE, Route

__all__ = [
    "EVERYONE", "Accepted", "Address", "Api", "Created", "Csv", "IfMatch", "Listed", "Page", "Private", "Raw", "Reply", "Request",
    "Route",
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
        self, method: str, path: str, *, may: Permission | None, once: bool = False, cached_seconds: int = 0
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
        logger().info(
            "answered",
            route=request.route_key,
            status=answer.status,
            request_id=request.id,
            actor=trace.current().actor,
            outcome=answer.outcome,
        )
        return sent(answer, request)

    def _answer(self, request: Request) -> Raw:
        try:
            route = next((route for route in self.routes if route.key == request.route_key), None)
            if route is None:
                return self.unrouted(request)
            return spelled(_run(route, request), route, request)
        except Refusal as no:
            return refused(no, request)
        except Exception as why:
            if aws.passes(why):
                logger().warning("aws did not answer", request_id=request.id, why=str(why))
                return refused(Busy(retry_after_seconds=1), request)
            logger().exception("unhandled", request_id=request.id)
            return refused(problem.InternalError(), request)

    def unrouted(self, request: Request) -> Raw:
        """A method that the path does not have, or no path of ours: the gateway leads here what no route of its own takes."""
        # By the path itself: `ANY /x/{id}` is led here too for `POST /x/search` under another method.
        allow = ", ".join(allowed(template_of(request.path)) or allowed(request.template))
        if not allow:
            raise NotFound
        if request.method == "OPTIONS":  # a question and no mistake; the gateway adds what cross-origin callers need
            return Raw("", status=204, headers={"Allow": allow})
        raise problem.MethodNotAllowed(allow=allow)


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
