"""What MiniStack's CloudFormation silently leaves out of a template, and what a person enters on AWS, done by calls."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import httpx

from local.assembly import StackArtifact
from local.aws import client
from local.stack import PUSH_APPLICATIONS, Stack

TABLES = ("AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable")


def fill(planned: list[StackArtifact], stack: Stack) -> None:
    """Cross-origin rules of the API, expiry of items; secrets of channels, applications to push to."""
    for arn in PUSH_APPLICATIONS.values():
        _, kind, name = arn.rsplit("/", 2)
        given = {"PlatformPrincipal": "local", "PlatformCredential": "local"}
        client("sns", stack.aws, stack.region).create_platform_application(Name=name, Platform=kind, Attributes=given)
    for artifact in planned:
        for kind, physical, properties in _resources(artifact, stack):
            if kind == "AWS::ApiGatewayV2::Api" and "CorsConfiguration" in properties:
                gateway = client("apigatewayv2", stack.aws, stack.region)
                gateway.update_api(ApiId=physical, CorsConfiguration=properties["CorsConfiguration"])
            if kind in TABLES:
                stack.table = physical
                _expire_items(physical, properties, stack)
            if kind == "AWS::SecretsManager::Secret" and properties.get("Name") in SECRETS:
                _enter(properties["Name"], stack)


def _resources(artifact: StackArtifact, stack: Stack) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Kind, name at AWS and properties of what a stack holds."""
    formation = client("cloudformation", stack.aws, stack.region)
    template = artifact.body()["Resources"]
    for page in formation.get_paginator("list_stack_resources").paginate(StackName=artifact.name):
        for resource in page["StackResourceSummaries"]:
            known = template.get(resource["LogicalResourceId"], {})
            yield resource["ResourceType"], resource.get("PhysicalResourceId", ""), known.get("Properties", {})


def _expire_items(table: str, properties: dict[str, Any], stack: Stack) -> None:
    dynamodb = client("dynamodb", stack.aws, stack.region)
    wanted = properties.get("TimeToLiveSpecification")
    state = dynamodb.describe_time_to_live(TableName=table)["TimeToLiveDescription"]["TimeToLiveStatus"]
    if wanted and state == "DISABLED":
        dynamodb.update_time_to_live(TableName=table, TimeToLiveSpecification=wanted)


def _stripe(stack: Stack) -> dict[str, Any]:
    stripe = stack.channels["stripe"]
    return {
        "api_key": stripe["api_key"],
        "publishable_key": stripe["publishable_key"],
        "webhook_secrets": [stripe["webhook_secret"]],
        "api_base": stripe["url"],
    }


def _wechat(stack: Stack) -> dict[str, Any]:
    """The simulator makes a merchant's keys when it starts."""
    made = httpx.get(f"{stack.channels['wechat']['url']}/_sim/merchant", trust_env=False).raise_for_status().json()
    return {**made, "notify_url": f"{stack.api}/v1/webhooks/wechat"}


SECRETS: dict[str, Callable[[Stack], dict[str, Any]]] = {
    "argosy/channels/stripe": _stripe,
    "argosy/channels/wechat": _wechat,
}


def _enter(secret: str, stack: Stack) -> None:
    value = json.dumps(SECRETS[secret](stack))
    client("secretsmanager", stack.aws, stack.region).put_secret_value(SecretId=secret, SecretString=value)
