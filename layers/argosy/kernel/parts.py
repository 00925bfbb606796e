"""The parts of a transaction: one item put, changed, removed or checked, and what it means when that cannot be.

Contexts hand parts to each other (`stock.reserve(...)`) and never commit for another.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from argosy.kernel.errors import StateConflict
from argosy.kernel.table import Item, Key

Otherwise = Exception | Callable[[dict[str, Any]], Exception]
"""What a failed condition means: a refusal, or a function of the item (as DynamoDB spells it, {} if none) that stood there."""


@dataclass(frozen=True)
class Part:
    """One action of a transaction. Contexts hand these to each other (`stock.reserve(...)`) and never commit for another."""

    verb: str
    request: dict[str, Any]
    otherwise: Otherwise
    alone: bool = False

    def sent_alone(self) -> "Part":
        """Outside a transaction, which others could meet: for an update that may be done twice where an answer is lost."""
        return replace(self, alone=True)

    def refusal(self, raw: dict[str, Any] | None) -> Exception:
        return self.otherwise if isinstance(self.otherwise, Exception) else self.otherwise(raw or {})


def put(item: Item, *, when: Condition | None = None, otherwise: Otherwise | None = None) -> Part:
    """Save a whole item; without `when` only if none stands there yet."""
    condition = Item.pk.does_not_exist() if when is None else when
    request = item.get_save_kwargs_from_instance(condition=condition, return_values_on_condition_failure="ALL_OLD")
    return Part("Put", request, otherwise or StateConflict())


def save(item: Item, *, otherwise: Otherwise | None = None) -> Part:
    """Save a noun's item on the condition that the version before it is the stored one (for the first: that none is)."""
    before = None if item.version == 1 else Item.version == item.version - 1
    return put(item, when=before, otherwise=otherwise)


def update(key: Key, *actions: Action, when: Condition, otherwise: Otherwise | None = None) -> Part:
    """Change attributes in place. Never attributes that stand in a key of an index: those would keep their old spelling."""
    return Part("Update", _request(key, when, actions), otherwise or StateConflict())


def upsert(item: Item, *actions: Action, when: Condition | None = None, otherwise: Otherwise | None = None) -> Part:
    """Change an item, or make it first: a counter. The item's own attributes never differ between two calls for one key."""
    constants = {name: value for name, value in item.serialize(null_check=False).items() if name not in ("pk", "sk")}
    request = _request(Key(item.pk, item.sk), when, actions)
    for place, (name, value) in enumerate(constants.items()):
        request["ExpressionAttributeNames"][f"#c{place}"] = name
        request["ExpressionAttributeValues"][f":c{place}"] = value
    words = ", ".join(f"#c{place} = :c{place}" for place in range(len(constants)))
    update_expression = str(request["UpdateExpression"])
    joined = (
        f"SET {words}, {update_expression[4:]}"
        if update_expression.startswith("SET ")
        else f"SET {words} {update_expression}"
    )
    return Part("Update", request | {"UpdateExpression": joined}, otherwise or StateConflict())


def delete(key: Key, *, when: Condition | None = None, otherwise: Otherwise | None = None) -> Part:
    """Remove an item that exists (or that meets `when`)."""
    return Part("Delete", _request(key, Item.pk.exists() if when is None else when), otherwise or StateConflict())


def check(key: Key, *, when: Condition, otherwise: Otherwise | None = None) -> Part:
    """Change nothing, but let the whole fail unless this holds."""
    return Part("ConditionCheck", _request(key, when), otherwise or StateConflict())


def _request(key: Key, when: Condition | None, actions: tuple[Action, ...] = ()) -> dict[str, Any]:
    request: dict[str, Any] = Item._get_connection().get_operation_kwargs(
        key.pk, range_key=key.sk, key="Key", actions=actions or None, condition=when,
        return_values_on_condition_failure="ALL_OLD",
    )  # fmt: skip
    return request
