"""A function that answers HTTP."""

from collections.abc import Sequence

import aws_cdk as cdk
from aws_cdk import aws_apigatewayv2 as gateway
from aws_cdk import aws_lambda as lambda_

from argosy.kernel.input import Address
from argosy.kernel.once import Once
from argosy.kernel.paging import Paging
from argosy.kernel.route import EVERYONE, Route
from infra.access import Access
from infra.constructs.context import Context
from infra.constructs.function import Function
from infra.edge import Cut, api_of
from infra.platform import Platform

LONGEST_SECONDS = 29  # the gateway gives up after 30


class Endpoint(Function):
    """Its routes come from the function's own `app.routes`, and with them what they need beside `may`.

    That is the public key for tokens, the account that says whether they hold, the records of keys, the key that marks the
    cursors of lists, and the secret by which a caller's address is believed. Which API a route stands in, infra/edge.py says.
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
        self._targets: dict[str, gateway.CfnIntegration] = {}
        for route in routes:
            # What can be read is reached by any method that has no route: HEAD is answered like GET, 405 is said knowingly.
            method = "ANY" if route.method == "GET" else route.method
            self.answers(f"{method} {route.path}", api_of(route.path), at_most=requests_per_second)

    def answers(self, key: str, cut: Cut, *, at_most: int | None = None) -> None:
        """One route of an API leads here; `at_most` so many times a second."""
        api = self.platform.apis[cut.name].api_id
        target = self._targets.get(cut.name) or self._target(cut.name, api)
        gateway.CfnRoute(
            self, f"{cut.name} {key}", api_id=api, route_key=key, target=f"integrations/{target.ref}",
            authorization_type="NONE",
        )  # fmt: skip
        if at_most:
            self.platform.requests_per_second[cut.name][key] = at_most

    def _target(self, name: str, api: str) -> gateway.CfnIntegration:
        """One integration per API that leads here, and that API's leave to call."""
        stack = cdk.Stack.of(self)
        lambda_.CfnPermission(
            self, f"{name} Permission", action="lambda:InvokeFunction", function_name=self.function.function_arn,
            principal="apigateway.amazonaws.com",
            source_arn=stack.format_arn(service="execute-api", resource=api, resource_name="*/*"),
        )  # fmt: skip
        self._targets[name] = gateway.CfnIntegration(
            self, f"{name} Integration", api_id=api, integration_type="AWS_PROXY",
            integration_uri=self.function.function_arn, payload_format_version="2.0",
        )  # fmt: skip
        return self._targets[name]


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
    if any(Address in route.takes.values() for route in routes):
        common.append(platform.believe_the_edge)
    if any(route.may is not EVERYONE and not route.believes_tokens for route in routes):
        common.append(table.keys("USER#*").only("GetItem"))
    return common
