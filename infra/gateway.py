"""The HTTP APIs of the table in infra/edge.py, without stages: those come last (contexts/platform.py), when all routes exist."""

from collections.abc import Iterable

import aws_cdk as cdk
from aws_cdk import aws_apigatewayv2 as gateway
from constructs import Construct

from infra import edge

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
REQUEST_HEADERS = [
    "accept-language", "authorization", "content-type", "idempotency-key", "if-match", "if-none-match", "x-channel",
]  # fmt: skip
ANSWER_HEADERS = ["etag", "idempotent-replayed", "link", "location", "retry-after", "x-request-id"]


def apis(scope: Construct, origins: object) -> dict[str, gateway.HttpApi]:
    """By the names of the table. `origins` are the pages that may call from a browser: a list, or joined by commas."""
    allowed = origins.split(",") if isinstance(origins, str) else [str(origin) for origin in _each(origins)]
    cors = gateway.CorsPreflightOptions(
        allow_origins=allowed,
        allow_methods=[gateway.CorsHttpMethod[name] for name in METHODS],
        allow_headers=REQUEST_HEADERS,
        expose_headers=ANSWER_HEADERS,
        max_age=cdk.Duration.hours(1),
    )
    return {
        cut.name: gateway.HttpApi(
            scope, f"Api-{cut.name}", api_name=cut.api_name, create_default_stage=False, cors_preflight=cors
        )
        for cut in edge.EVERY
    }


def _each(origins: object) -> list[object]:
    assert isinstance(origins, Iterable)
    return list(origins)
