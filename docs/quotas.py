"""AWS's default quotas, and what of each the synthesised templates use: a fresh account has to take them as they are."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from docs.used import (
    Assembly,
    Used,
    config,
    each,
    every,
    inline,
    invoked,
    key_headers,
    logged,
    most_layers,
    per_api,
    variables,
)
from infra.edge import MOST_ROUTES
from layers.dependencies.contents import MOST_MB

MB = 1_000_000


@dataclass(frozen=True)
class Quota:
    """One limit, and how to see what is used of it."""

    name: str
    most: int
    source: str
    used: Callable[[Assembly], Used]
    ours: int | None = None
    """Where we stop before AWS does."""

    def over(self, assembly: Assembly) -> Used:
        """What is above it."""
        return {what: count for what, count in self.used(assembly).items() if count > (self.ours or self.most)}

    def worst(self, assembly: Assembly) -> tuple[str, int]:
        return max(self.used(assembly).items(), key=lambda one: one[1], default=("", 0))


API, CFN, LAMBDA = (
    "apigateway/http-api-quotas",
    "AWSCloudFormation/cloudformation-limits",
    "lambda/gettingstarted-limits",
)
IAM, EVENTS, EDGE = "IAM/reference_iam-quotas", "eventbridge/eb-quota", "AmazonCloudFront/cloudfront-limits"
LOGS, TABLES, METRICS = (
    "CloudWatch/cloudwatch_limits_cwl",
    "amazondynamodb/ServiceQuotas",
    "CloudWatch/cloudwatch_limits",
)
KMS, SECRETS, SCHEDULES = "kms/resource-limits", "secretsmanager/reference_limits", "scheduler/scheduler-quotas"

QUOTAS = (
    Quota("routes of an API", 300, API, per_api("ApiGatewayV2::Route"), ours=MOST_ROUTES),
    Quota("integrations of an API (fixed)", 300, API, per_api("ApiGatewayV2::Integration")),
    Quota("stages of an API", 10, API, per_api("ApiGatewayV2::Stage")),
    Quota("APIs", 600, API, every("ApiGatewayV2::Api")),
    Quota("resources of a stack (fixed)", 500, CFN, lambda a: a.parts("Resources"), ours=400),
    Quota("bytes of a template in S3, as the CDK sends it (51 200 if sent directly)", 1_048_576, CFN, lambda a: a.sizes),
    Quota("outputs of a stack", 200, CFN, lambda a: a.parts("Outputs")),
    Quota("parameters of a stack", 200, CFN, lambda a: a.parts("Parameters")),
    Quota("stacks", 2_000, CFN, lambda a: {"the account": len(a.templates)}),
    Quota("rules of a bus", 300, EVENTS, every("Events::Rule")),
    Quota("targets of a rule", 5, EVENTS, each("Events::Rule", lambda rule: len(rule.get("Targets", [])))),
    Quota("schedules", 1_000_000, SCHEDULES, every("Scheduler::Schedule")),
    Quota("characters of a role's inline policies (fixed)", 10_240, IAM, each("IAM::Role", inline)),
    Quota("roles", 1_000, IAM, every("IAM::Role")),
    Quota("layers of a function (fixed)", 5, LAMBDA, each("Lambda::Function", most_layers)),
    Quota(
        "MB of a function with its layers, unzipped (fixed)", 250, LAMBDA,
        lambda a: {f"ours, and {MOST_MB} that the build allows dependencies": 2 * a.code_bytes // MB + 1 + MOST_MB},
    ),
    Quota("bytes of a function's environment (fixed)", 4_096, LAMBDA, each("Lambda::Function", variables)),
    Quota("statements of a function's own policy (20 480 bytes)", 50, LAMBDA, invoked),
    Quota("behaviours of a distribution", 75, EDGE, each("CloudFront::Distribution", config("CacheBehaviors"))),
    Quota("origins of a distribution", 100, EDGE, each("CloudFront::Distribution", config("Origins"))),
    Quota("headers of a cache policy", 10, EDGE, each("CloudFront::CachePolicy", key_headers)),
    Quota("cache policies", 20, EDGE, every("CloudFront::CachePolicy")),
    Quota("distributions", 200, EDGE, every("CloudFront::Distribution")),
    Quota("indexes of a table", 20, TABLES, each("DynamoDB::GlobalTable", lambda t: len(t["GlobalSecondaryIndexes"]))),
    Quota("resource policies of CloudWatch Logs (fixed)", 10, LOGS, logged),
    Quota("metric filters of a log group (fixed)", 100, LOGS, every("Logs::MetricFilter")),
    Quota("alarms", 5_000, METRICS, every("CloudWatch::Alarm")),
    Quota("keys", 100_000, KMS, every("KMS::Key")),
    Quota("secrets", 500_000, SECRETS, every("SecretsManager::Secret")),
)  # fmt: skip
"""AWS's defaults on 2026-11-30, as far as a template can come near them."""

MOST_SHOWN = 6
HEAD = """# Quotas

Generated from the templates by `python -m docs.generate`, held against AWS's defaults by `tests/architecture/test_quotas.py`:
a fresh account takes all of it as it is. Where many have a quota each, the one that uses most of it is shown. Sources are pages
below `docs.aws.amazon.com`. What a new account has less of than the default is in README, with what to ask for.

| Quota | Default | Used | Left | Most used by | Source |
|---|---|---|---|---|---|
"""


def quotas(assembly: Assembly) -> str:
    """The page."""
    return HEAD + "".join(f"{row}\n" for row in _rows(assembly))


def _rows(assembly: Assembly) -> Iterator[str]:
    for quota in QUOTAS:
        who, count = quota.worst(assembly)
        used = quota.used(assembly)
        if 1 < len(used) <= MOST_SHOWN:
            who = " · ".join(f"{name} {number}" for name, number in used.items())
        most = f"{quota.most:,}".replace(",", " ") + (f", ours {quota.ours}" if quota.ours else "")
        left = (quota.ours or quota.most) - count
        share = f"{100 * left // (quota.ours or quota.most)} %"
        yield f"| {quota.name} | {most} | {count} | {share} | {who} | `{quota.source}` |"
