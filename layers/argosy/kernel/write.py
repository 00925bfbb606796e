"""Everything a command changes, collected and committed as one transaction: it happened or it did not."""

import random
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self, TypeVar

from botocore.exceptions import BotoCoreError, ClientError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from argosy.kernel import aws
from argosy.kernel.errors import Busy, StateConflict
from argosy.kernel.once import Answer, Once
from argosy.kernel.outbox import Event, EventItem
from argosy.kernel.receipt import Receipt
from argosy.kernel.table import Item, Key
from argosy.kernel.timer import TimerItem

R = TypeVar("R")
TRIES = 4
MOST_PARTS = 100  # DynamoDB's own limit
ALONE = {"Put": "put_item", "Delete": "delete_item"}
"""What may be sent twice by the SDK and be one: an update that adds would add twice, so it goes as a transaction with a token."""
Otherwise = Exception | Callable[[dict[str, Any]], Exception]
"""What a failed condition means: a refusal, or a function of the item (as DynamoDB spells it, {} if none) that stood there."""


@dataclass(frozen=True)
class Part:
    """One action of a transaction. Contexts hand these to each other (`stock.reserve(...)`) and never commit for another."""

    verb: str
    request: dict[str, Any]
    otherwise: Otherwise

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
    joined = f"SET {words}, {update_expression[4:]}" if update_expression.startswith("SET ") else f"SET {words} {update_expression}"
    return Part("Update", request | {"UpdateExpression": joined}, otherwise or StateConflict())


def delete(key: Key, *, when: Condition | None = None, otherwise: Otherwise | None = None) -> Part:
    """Remove an item that exists (or that meets `when`)."""
    return Part("Delete", _request(key, Item.pk.exists() if when is None else when), otherwise or StateConflict())


def check(key: Key, *, when: Condition, otherwise: Otherwise | None = None) -> Part:
    """Change nothing, but let the whole fail unless this holds."""
    return Part("ConditionCheck", _request(key, when), otherwise or StateConflict())


def retrying(command: Callable[[], R]) -> R:
    """Load, decide and save again where somebody else was faster in between. Raises StateConflict after a few times."""
    for _ in range(TRIES):
        try:
            return command()
        except StateConflict:
            time.sleep(random.uniform(0, 0.01))
    return command()


class Write:
    """`Write(once).add(...).tell(...).commit()`: the record of the caller's key, the parts, the facts, all or nothing."""

    def __init__(self, once: Once | Receipt | None = None) -> None:
        self._once = once
        self._parts: list[Part] = []

    def add(self, *parts: Part) -> Self:
        self._parts += parts
        return self

    def tell(self, *events: Event, beside: Key) -> Self:
        """Facts about the thing at this key; the relay takes them to the bus after the commit."""
        return self.add(*(put(EventItem.telling(event, beside)) for event in events))

    def remind(self, at: datetime, event: Event, *, about: str) -> Self:
        """Tell this event at that time (to the minute), once per event name and `about`."""
        return self.add(put(TimerItem.telling(event, at=at, about=about)))

    def commit(self, answer: Answer | None = None) -> None:
        """Save all of it, or raise the refusal of the first part whose condition failed; Busy if it cannot be known now.

        `answer` is kept with the caller's idempotency key and given again to whoever repeats the request.
        """
        record = self._once.record(answer) if self._once else None
        parts = ([Part("Put", *record)] if record else []) + self._parts
        if not parts:
            return
        if len(parts) > MOST_PARTS:
            raise ValueError(f"{len(parts)} parts in one transaction")
        token = uuid.uuid4().hex  # one for all tries of this commit, so that a try whose answer was lost counts once
        for tried in range(TRIES):
            try:
                if len(parts) == 1 and parts[0].verb in ALONE:
                    return _alone(parts[0], again=tried > 0)
                return _together(parts, token)
            except _TryAgain:
                time.sleep(random.uniform(0, 0.02 * 2**tried))
            except BotoCoreError as lost:
                raise Busy(retry_after_seconds=1) from lost
        raise Busy(retry_after_seconds=1)


class _TryAgain(Exception):
    """Somebody else was writing, or DynamoDB was throttling: nothing was decided."""


def _request(key: Key, when: Condition | None, actions: tuple[Action, ...] = ()) -> dict[str, Any]:
    request: dict[str, Any] = Item._get_connection().get_operation_kwargs(
        key.pk, range_key=key.sk, key="Key", actions=actions or None, condition=when,
        return_values_on_condition_failure="ALL_OLD",
    )  # fmt: skip
    return request


def _alone(part: Part, *, again: bool) -> None:
    """One item needs no transaction, which would cost twice the write units."""
    try:
        getattr(aws.client("dynamodb"), ALONE[part.verb])(**part.request)
    except ClientError as error:
        answer: dict[str, Any] = dict(error.response)
        if answer["Error"]["Code"] != "ConditionalCheckFailedException":
            raise _meaning(error) from error
        repeated = again or answer["ResponseMetadata"].get("RetryAttempts", 0) > 0
        if not (repeated and answer.get("Item") == part.request.get("Item")):
            raise part.refusal(answer.get("Item")) from None
        # What stands there is what this write wanted: its first try was done, and only the answer was lost.


def _together(parts: list[Part], token: str) -> None:
    items = [{part.verb: part.request} for part in parts]
    try:
        aws.client("dynamodb").transact_write_items(TransactItems=items, ClientRequestToken=token)
    except ClientError as error:
        answer: dict[str, Any] = dict(error.response)
        for part, reason in zip(parts, answer.get("CancellationReasons", ()), strict=False):
            if reason["Code"] == "ConditionalCheckFailed":
                raise part.refusal(reason.get("Item")) from None
        raise _meaning(error) from error


def _meaning(error: ClientError) -> Exception:
    """Only a failed condition means that somebody was first; conflicts and throttling mean try again; the rest is a defect."""
    return _TryAgain() if aws.passes(error) else error
