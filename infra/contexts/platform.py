"""The edge that all contexts share: a stage for each API, what leads nowhere, health and documentation."""

import json

import aws_cdk as cdk
from aws_cdk import aws_apigatewayv2 as gateway
from aws_cdk import aws_logs as logs
from constructs import Construct

from infra import edge
from infra.alarms import counted
from infra.constructs import Context, Endpoint
from infra.platform import Platform

LOGGED = (
    "apiId",
    "requestId",
    "requestTime",
    "routeKey",
    "status",
    "responseLatency",
    "responseLength",
    "integrationStatus",
    "integrationErrorMessage",
    "protocol",
)
LOGGED_ABOUT_CALLER = ("sourceIp", "userAgent")


class Edge(Context):
    """Deployed after all others: a stage may only name routes that exist."""

    last = True

    def __init__(self, scope: Construct, platform: Platform) -> None:
        super().__init__(scope, "platform", platform)
        Endpoint(self, "health")
        Endpoint(self, "documentation")
        unrouted = Endpoint(self, "unrouted")
        log = self._log()
        for cut in edge.EVERY:
            unrouted.answers("$default", cut, at_most=edge.UNROUTED_PER_SECOND)
            # A browser's question before a request would else count as leading nowhere, beside those of whoever scans.
            unrouted.answers("OPTIONS /{proxy+}", cut)
            self._stage(cut, log)

    def _log(self) -> logs.LogGroup:
        log = logs.LogGroup(
            self,
            "AccessLog",
            log_group_name="/aws/vendedlogs/argosy/access",
            retention=logs.RetentionDays.ONE_MONTH,
            removal_policy=cdk.RemovalPolicy.DESTROY,
        )
        # Answers of 500 that the kernel gives are no errors of the function to Lambda, so they are counted here.
        failed = logs.FilterPattern.literal('{ $.status = "5*" }')
        logs.MetricFilter(
            self, "Failed", log_group=log, filter_pattern=failed, metric_namespace="Argosy", metric_name="5xx"
        )
        failures = counted("Argosy", "5xx", minutes=5)
        self.platform.alarms.on(self, "ServerErrors", failures, "An API answered 5xx: the access log says where")
        return log

    def _stage(self, cut: edge.Cut, log: logs.LogGroup) -> None:
        line = {name: f"$context.{name}" for name in LOGGED} | {
            name: f"$context.identity.{name}" for name in LOGGED_ABOUT_CALLER
        }
        apart = self.platform.requests_per_second[cut.name]
        gateway.CfnStage(
            self,
            f"Stage-{cut.name}",
            api_id=self.platform.apis[cut.name].api_id,
            stage_name="$default",
            auto_deploy=True,
            access_log_settings=gateway.CfnStage.AccessLogSettingsProperty(
                destination_arn=log.log_group_arn, format=json.dumps(line)
            ),
            default_route_settings=gateway.CfnStage.RouteSettingsProperty(
                throttling_rate_limit=cut.per_second,
                throttling_burst_limit=2 * cut.per_second,
                detailed_metrics_enabled=True,
            ),
            route_settings={
                route: {"ThrottlingRateLimit": rate, "ThrottlingBurstLimit": 2 * rate, "DetailedMetricsEnabled": True}
                for route, rate in sorted(apart.items())
            },
        )
