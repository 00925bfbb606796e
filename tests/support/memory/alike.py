"""Whether two tables answer alike: the same histories for memory, moto, the local stack's engine, or AWS itself."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from botocore.exceptions import ClientError as BotocoreError

from argosy.kernel.aws import ClientError
from tests.support.memory.values import plain

Request = tuple[str, dict[str, Any]]
Ask = Callable[[str, dict[str, Any]], Any]


MOST_PAGES = 20


def differences(one: Ask, other: Ask, history: Iterable[Request]) -> Iterator[str]:
    """What the two say differently, call by call; lists are followed to their ends."""
    for number, (operation, request) in enumerate(history, 1):
        ours, theirs = _whole(one, operation, request), _whole(other, operation, request)
        if ours != theirs:
            yield f"{number}. {operation} {request}\n   {ours}\n   {theirs}"


def _whole(ask: Ask, operation: str, request: dict[str, Any]) -> list[Any]:
    """The answer, or the pages of a list. A last page that is empty may be there or not: moto leaves it out."""
    if operation != "Query":
        return [told(partial(ask, operation, request))]
    pages = []
    for _ in range(MOST_PAGES):
        answer = ask(operation, request)
        pages += [[_item(item) for item in answer["Items"]]] if answer["Items"] else []
        if "LastEvaluatedKey" not in answer:
            return pages
        request = request | {"ExclusiveStartKey": answer["LastEvaluatedKey"]}
    raise AssertionError(f"a list without an end: {request}")


def told(ask: Callable[[], Any]) -> Any:
    """An answer or a refusal, without what differs from one call to the next."""
    try:
        answer = ask()
    except (ClientError, BotocoreError) as error:
        return _refusal(error.response)
    return {
        "item": _item(answer.get("Item")),
        "items": [_item(item) for item in answer.get("Items", ())],
        "found": {table: _any_order(items) for table, items in answer.get("Responses", {}).items()},
    }


def _refusal(answer: Any) -> Any:
    code = answer["Error"]["Code"]
    reasons = [(reason["Code"], _item(reason.get("Item"))) for reason in answer.get("CancellationReasons", ())]
    if any(what == "ConditionalCheckFailed" for what, _ in reasons):
        # Beside a condition that failed, the engine names what cannot be done, and moto says nothing of it.
        reasons = [("None" if what == "ValidationError" else what, item) for what, item in reasons]
    return {"code": code, "item": _item(answer.get("Item")), "reasons": reasons}


def _item(wire: Any) -> Any:
    """Numbers by their value, sets without an order."""
    return None if wire is None else {name: (next(iter(value)), plain(value)) for name, value in wire.items()}


def _any_order(items: list[Any]) -> list[str]:
    return sorted(str(sorted(item.items())) for item in items)
