"""The edge that all contexts share: the API's one stage, its wrong methods, its health and its documentation."""

import json

import aws_cdk as cdk
from aws_cdk import aws_apigatewayv2 as gateway
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_logs as logs
from constructs import Construct

from docs.openapi import document
from infra.constructs import Context, Endpoint
from infra.platform import Platform

RATE, BURST = 2_000, 4_000
"""Requests a second of the whole API, and at once. The account's own limit is 10 000 until AWS raises it."""

LOGGED = (
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
        wrong_methods = Endpoint(self, "method_not_allowed")
        for path, methods in document()["paths"].items():
            if "get" not in methods:
                wrong_methods.answers("ANY", path)
        self._stage(platform)

    def _stage(self, platform: Platform) -> None:
        log = logs.LogGroup(
            self,
            "AccessLog",
            log_group_name="/aws/vendedlogs/argosy/access",
            retention=logs.RetentionDays.ONE_MONTH,
            removal_policy=cdk.RemovalPolicy.DESTROY,
        )
        stage = gateway.HttpStage(self, "Stage", http_api=platform.api, stage_name="$default", auto_deploy=True)
        line = {name: f"$context.{name}" for name in LOGGED} | {
            name: f"$context.identity.{name}" for name in LOGGED_ABOUT_CALLER
        }
        plain = stage.node.default_child
        assert isinstance(plain, gateway.CfnStage)
        plain.access_log_settings = gateway.CfnStage.AccessLogSettingsProperty(
            destination_arn=log.log_group_arn, format=json.dumps(line)
        )
        plain.default_route_settings = gateway.CfnStage.RouteSettingsProperty(
            throttling_rate_limit=RATE, throttling_burst_limit=BURST, detailed_metrics_enabled=True
        )
        plain.route_settings = {
            route: {"ThrottlingRateLimit": rate, "ThrottlingBurstLimit": 2 * rate, "DetailedMetricsEnabled": True}
            for route, rate in sorted(platform.requests_per_second.items())
        }
        # Answers of 500 that the kernel gives are no errors of the function to Lambda, so they are counted here.
        failures = cloudwatch.Metric(
            namespace="AWS/ApiGateway",
            metric_name="5xx",
            dimensions_map={"ApiId": platform.api.api_id},
            statistic="Sum",
            period=cdk.Duration.minutes(5),
        )
        platform.alarms.on(self, "ServerErrors", failures, "The API answered 5xx: the access log says where")
