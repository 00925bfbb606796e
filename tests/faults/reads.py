"""Reads of moto's own table without moto's HTTP, parsing and sorting: five times as many runs for the same time.

Each kind of answer is compared with moto's in the calm run, so the two cannot come apart unseen.
"""

import re
from collections.abc import Callable
from typing import Any

from moto.dynamodb.models.dynamo_type import DynamoType

CONDITION = re.compile(r"(\w+) = :p(?: AND begins_with\((\w+), :s\)| AND (\w+) < :a)?")
Given = dict[str, Any]


class Reads:
    """`answer` is None where moto has to be asked."""

    def __init__(self, table: Callable[[], Any]) -> None:
        self.table = table

    def answer(self, operation: str, given: Given) -> Any:
        known = {"GetItem": self._get, "BatchGetItem": self._batch, "Query": self._query}
        return known[operation](given) if operation in known else None

    def _item(self, key: Given) -> Any:
        partition = self.table().items.get(DynamoType(key["pk"]), {})
        return partition.get(DynamoType(key["sk"]))

    def _get(self, given: Given) -> Any:
        item = self._item(given["Key"])
        return {"Item": _wire(item)} if item is not None else {}

    def _batch(self, given: Given) -> Any:
        found = {
            table: [_wire(item) for key in asked["Keys"] if (item := self._item(key)) is not None]
            for table, asked in given["RequestItems"].items()
        }
        return {"Responses": found, "UnprocessedKeys": {}}

    def _query(self, given: Given) -> Any:
        spelled = CONDITION.fullmatch(given["KeyConditionExpression"])
        if spelled is None:
            return None
        partition, sort = spelled[1], spelled[1].replace("pk", "sk")
        values = {name: value["S"] for name, value in given["ExpressionAttributeValues"].items()}
        start = given.get("ExclusiveStartKey")
        back = not given.get("ScanIndexForward", True)
        order = (sort, "pk", "sk")

        def place(item: Any) -> tuple[str, ...]:
            return tuple(item.attrs[name].value for name in order)

        found = [
            item for item in self._of(partition, values[":p"])
            if sort in item.attrs and item.attrs[sort].value.startswith(values.get(":s", ""))
            and (":a" not in values or item.attrs[sort].value < values[":a"])
        ]  # fmt: skip
        found.sort(key=place, reverse=back)
        if start:
            here = tuple(start[name]["S"] for name in order)
            found = [item for item in found if (place(item) < here if back else place(item) > here)]
        items = [_wire(item) for item in found[: given["Limit"]]]
        more = len(found) > given["Limit"]
        last = {name: items[-1][name] for name in {*order, partition}} if more else None
        return {"Items": items, "Count": len(items), "ScannedCount": len(items)} | (
            {"LastEvaluatedKey": last} if last else {}
        )

    def _of(self, partition: str, value: str) -> list[Any]:
        if partition == "pk":
            return list(self.table().items.get(DynamoType({"S": value}), {}).values())
        return [
            item for rows in self.table().items.values() for item in rows.values()
            if partition in item.attrs and item.attrs[partition].value == value
        ]  # fmt: skip


def _wire(item: Any) -> Any:
    return item.to_json()["Attributes"]


def same(one: Any, other: Any) -> bool:
    """Whether two answers say the same; moto adds what nobody reads."""
    names = ("Item", "Items", "Responses", "LastEvaluatedKey")
    return all(_sorted(one.get(name)) == _sorted(other.get(name)) for name in names)


def _sorted(value: Any) -> Any:
    """A batch has no order."""
    if isinstance(value, dict) and all(isinstance(rows, list) for rows in value.values()):
        return {name: sorted(map(str, rows)) for name, rows in value.items()}
    return value
