"""What a function's role lets it do to the table, read from the synthesised template."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from tests.support.template import function_of, named, of_kind, statements

PARTS = {
    "Put": "PutItem",
    "Update": "UpdateItem",
    "Delete": "DeleteItem",
    "ConditionCheck": "ConditionCheckItem",
    "Get": "GetItem",
}
"""How IAM calls the parts of a transaction."""


@dataclass(frozen=True)
class Grant:
    """Operations on the items of the table, or of an index, whose partition key matches one of the patterns."""

    operations: frozenset[str]
    index: str | None
    keys: re.Pattern[str]


@dataclass(frozen=True)
class Policy:
    """`allowed("orders/checkout").permits("PutItem", "ORDER#ord_1")`."""

    grants: tuple[Grant, ...]
    secrets: frozenset[str] = frozenset()
    """The names of those that it may read."""

    def permits(self, operation: str, key: str, index: str | None = None) -> bool:
        """Whether the operation may touch this partition key: the index's own key where there is an index."""
        return any(
            operation in grant.operations and index == grant.index and grant.keys.fullmatch(key) is not None
            for grant in self.grants
        )

    def permits_together(self, operation: str, keys: list[str]) -> bool:
        """Whether one statement allows all of these: a batch is one request, so its keys are asked for together."""
        return any(
            operation in grant.operations and grant.index is None and all(grant.keys.fullmatch(key) for key in keys)
            for grant in self.grants
        )


@cache
def allowed(function: str) -> Policy:
    """The policy of `identity/register`. Raises KeyError for a function that stands nowhere."""
    roles = {(role.stack, role.id): role for role in of_kind("IAM::Role")}
    placed = {function_of(each): (each.stack, named(each.properties["Role"])) for each in of_kind("Lambda::Function")}
    said = list(statements(roles[placed[function]]))
    return Policy(tuple(_grant(each) for each in said if _on_items(each)), frozenset(_secrets(said)))


def _secrets(said: list[dict[str, Any]]) -> Iterator[str]:
    names = {each.id: str(each.properties["Name"]) for each in of_kind("SecretsManager::Secret")}
    for statement in said:
        if "secretsmanager:GetSecretValue" in statement["Action"]:
            yield from (names[named(resource)] for resource in statement["Resource"])


def _on_items(statement: dict[str, Any]) -> bool:
    return "dynamodb:LeadingKeys" in json.dumps(statement.get("Condition", {}))


def _grant(statement: dict[str, Any]) -> Grant:
    index = re.search(r"/index/(\w+)", json.dumps(statement["Resource"]))
    globs = statement["Condition"]["ForAllValues:StringLike"]["dynamodb:LeadingKeys"]
    patterns = [re.escape(glob).replace(r"\*", ".*").replace(r"\?", ".") for glob in globs]
    operations = frozenset(action.removeprefix("dynamodb:") for action in statement["Action"])
    return Grant(operations, index.group(1) if index else None, re.compile("|".join(patterns), re.DOTALL))


def denied(function: str, operation: str, request: dict[str, Any]) -> list[str]:
    """What of one call (`"TransactWriteItems"` and its parameters) the function's role would not allow."""
    policy = allowed(function)
    if operation == "GetSecretValue":
        return [] if request["SecretId"] in policy.secrets else [f"{operation} of {request['SecretId']}"]
    touched = list(_touched(operation, request))
    if operation == "BatchGetItem" and not policy.permits_together(operation, [key for _, key, _ in touched]):
        return [f"{operation} on {sorted(key for _, key, _ in touched)} by one statement"]
    return [
        f"{part} on {key} {index or ''}".strip() for part, key, index in touched if not policy.permits(part, key, index)
    ]


def _touched(operation: str, request: dict[str, Any]) -> Iterator[tuple[str, str, str | None]]:
    """Each item's operation, partition key and index, as IAM is asked about them."""
    if operation in ("TransactWriteItems", "TransactGetItems"):
        for item in request["TransactItems"]:
            ((verb, part),) = item.items()
            yield PARTS[verb], (part.get("Item") or part["Key"])["pk"]["S"], None
    elif operation == "BatchGetItem":
        for wanted in request["RequestItems"].values():
            yield from ((operation, key["pk"]["S"], None) for key in wanted["Keys"])
    elif operation == "Query":
        asked = re.search(r"=\s*(:\w+)", request["KeyConditionExpression"])
        assert asked is not None, request["KeyConditionExpression"]
        yield operation, request["ExpressionAttributeValues"][asked.group(1)]["S"], request.get("IndexName")
    else:
        yield operation, (request.get("Item") or request["Key"])["pk"]["S"], None
