"""What MiniStack's CloudFormation silently leaves out of a template, and what a person enters on AWS, done by calls."""

import json
from collections.abc import Iterator
from typing import Any

from local.assembly import StackArtifact
from local.aws import client
from local.simulators import SIMULATORS, secret_id
from local.stack import PUSH_APPLICATIONS, Stack

TABLES = ("AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable")


def fill(planned: list[StackArtifact], stack: Stack) -> None:
    """Cross-origin rules of the API, expiry of items; secrets of channels, applications to push to."""
    channels = {secret_id(name): name for name in SIMULATORS}
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
            if kind == "AWS::SecretsManager::Secret" and properties.get("Name") in channels:
                _enter_secret(channels[properties["Name"]], stack)


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


def _enter_secret(channel: str, stack: Stack) -> None:
    value = json.dumps(SIMULATORS[channel].secret(stack))
    client("secretsmanager", stack.aws, stack.region).put_secret_value(SecretId=secret_id(channel), SecretString=value)
