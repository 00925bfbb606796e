"""Whether two tables answer alike: the same histories for memory, moto, the local stack's engine, or AWS itself."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from botocore.exceptions import ClientError

from tests.support.memory.values import plain

Request = tuple[str, dict[str, Any]]
Ask = Callable[[str, dict[str, Any]], Any]


MOST_PAGES = 20


def differences(one: Ask, other: Ask, history: Iterable[Request]) -> Iterator[str]:
    """What the two say differently, call by call; a list is followed to its end."""
    for number, (operation, request) in enumerate(history, 1):
        asked = request
        for _ in range(MOST_PAGES):
            ours, theirs = told(partial(one, operation, asked)), told(partial(other, operation, asked))
            if ours != theirs:
                yield f"{number}. {operation} {asked}\n   {ours}\n   {theirs}"
            last = one(operation, asked).get("LastEvaluatedKey") if operation == "Query" else None
            if last is None:
                break
            asked = asked | {"ExclusiveStartKey": last}


def told(ask: Callable[[], Any]) -> Any:
    """An answer or a refusal, without what differs from one call to the next."""
    try:
        answer = ask()
    except ClientError as error:
        return _refusal(error.response)
    return {
        "item": _item(answer.get("Item")),
        "items": [_item(item) for item in answer.get("Items", ())],
        "last": _item(answer.get("LastEvaluatedKey")),
        "found": {table: _any_order(items) for table, items in answer.get("Responses", {}).items()},
    }


def _refusal(answer: Any) -> Any:
    code = answer["Error"]["Code"]
    reasons = [(reason["Code"], _item(reason.get("Item"))) for reason in answer.get("CancellationReasons", ())]
    return {"code": code, "item": _item(answer.get("Item")), "reasons": reasons}


def _item(wire: Any) -> Any:
    """Numbers by their value, sets without an order."""
    return None if wire is None else {name: (next(iter(value)), plain(value)) for name, value in wire.items()}


def _any_order(items: list[Any]) -> list[str]:
    return sorted(str(sorted(item.items())) for item in items)
