"""A function that answers HTTP."""

from collections.abc import Sequence

from aws_cdk import aws_apigatewayv2 as gateway
from aws_cdk import aws_apigatewayv2_integrations as integrations

from argosy.kernel.once import Once
from argosy.kernel.paging import Paging
from argosy.kernel.route import EVERYONE, Route
from infra.access import Access
from infra.constructs.context import Context
from infra.constructs.function import Function
from infra.platform import Platform

LONGEST_SECONDS = 29  # the gateway gives up after 30


class Endpoint(Function):
    """Its routes come from the function's own `app.routes`, and with them what they need beside `may`.

    That is the public key for tokens, the account that says whether they hold, the records of keys, and the key that marks the
    cursors of lists.
    `requests_per_second` throttles each of its routes tighter than the rest of the API.
    """

    def __init__(
        self,
        context: Context,
        name: str,
        *,
        may: Sequence[Access] = (),
        memory_mb: int = 512,
        timeout_seconds: int = 10,
        requests_per_second: int | None = None,
    ) -> None:
        assert timeout_seconds <= LONGEST_SECONDS
        super().__init__(context, name, may, memory_mb=memory_mb, timeout_seconds=timeout_seconds)
        routes: list[Route] = self.module.app.routes
        self.may(*_common(routes, self.platform))
        self._target = integrations.HttpLambdaIntegration("Integration", self.function, scope_permission_to_route=False)
        for route in routes:
            self.answers(route.method, route.path)
            if requests_per_second:
                self.platform.requests_per_second[f"{route.method} {route.path}"] = requests_per_second

    def answers(self, method: str, path: str) -> None:
        """One route of the API leads here; `ANY` is every method that no other route names."""
        key = gateway.HttpRouteKey.with_(path, gateway.HttpMethod[method])
        gateway.HttpRoute(self, f"{method} {path}", http_api=self.platform.api, route_key=key, integration=self._target)


def _common(routes: list[Route], platform: Platform) -> list[Access]:
    if not routes:
        return []
    table = platform.table
    records = table.keys("ONCE#*")
    # Any request may carry a token or a key, whether its route needs one or not, and both are looked up.
    common = [platform.verify_tokens, records.only("GetItem")]
    if any(route.once or Once in route.takes.values() for route in routes):
        common.append(records.only("PutItem"))
    if any(route.of_kind(Paging) for route in routes):
        common.append(platform.derive_keys)
    if any(route.may is not EVERYONE and not route.believes_tokens for route in routes):
        common.append(table.keys("USER#*").only("GetItem"))
    return common
