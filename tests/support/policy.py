"""What a function's role lets it do to the table, read from the synthesised template."""

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from tests.support.template import function_of, named, of_kind, statements


@dataclass(frozen=True)
class Grant:
    """Operations on the items of the table, or of an index, whose partition key matches one of the patterns."""

    operations: frozenset[str]
    index: str | None
    keys: re.Pattern[str]


@dataclass(frozen=True)
class Policy:
    """`allowed("orders/checkout").permits("PutItem", "ORDER#ord_1")`. Parts of a transaction are asked one by one:

    its Put is a PutItem, Update an UpdateItem, Delete a DeleteItem, ConditionCheck a ConditionCheckItem, Get a GetItem.
    """

    grants: tuple[Grant, ...]

    def permits(self, operation: str, key: str, index: str | None = None) -> bool:
        """Whether the operation may touch this partition key: the index's own key where there is an index."""
        return any(
            operation in grant.operations and index == grant.index and grant.keys.fullmatch(key) is not None
            for grant in self.grants
        )


@cache
def allowed(function: str) -> Policy:
    """The policy of `identity/register`. Raises KeyError for a function that stands nowhere."""
    roles = {(role.stack, role.id): role for role in of_kind("IAM::Role")}
    placed = {function_of(each): (each.stack, named(each.properties["Role"])) for each in of_kind("Lambda::Function")}
    return Policy(tuple(_grant(each) for each in statements(roles[placed[function]]) if _on_items(each)))


def _on_items(statement: dict[str, Any]) -> bool:
    return "dynamodb:LeadingKeys" in json.dumps(statement.get("Condition", {}))


def _grant(statement: dict[str, Any]) -> Grant:
    index = re.search(r"/index/(\w+)", json.dumps(statement["Resource"]))
    globs = statement["Condition"]["ForAllValues:StringLike"]["dynamodb:LeadingKeys"]
    patterns = [re.escape(glob).replace(r"\*", ".*").replace(r"\?", ".") for glob in globs]
    operations = frozenset(action.removeprefix("dynamodb:") for action in statement["Action"])
    return Grant(operations, index.group(1) if index else None, re.compile("|".join(patterns), re.DOTALL))
