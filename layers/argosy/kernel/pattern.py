"""An access pattern is a named object that knows its index and spells its keys; no other line builds one."""

import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any, TypeVar

from argosy.kernel import aws, clock
from argosy.kernel.errors import NotFound
from argosy.kernel.keys import Key, Page, Position, Spelled, names_in, spell
from argosy.kernel.settings import settings

N = TypeVar("N")


class Pattern:
    """`by_buyer = Gsi1("BUYER#{buyer_id}", "ORDER#{placed_at}")`: how items of its class are found.

    An index whose key names an attribute that is None leaves the item out (a sparse index). With `shards`, the partition names
    `{shard}`, which follows from the item's own key; `newest` reads all of them as one list.
    """

    index: str | None = None
    partition_name = "pk"
    sort_name = "sk"

    def __init__(self, partition: str, sort: str, *, shards: int = 0) -> None:
        self.partition, self.sort, self.shards = partition, sort, shards
        self.names = [name for name in names_in(partition) + names_in(sort) if name != "shard" or not shards]

    def __set_name__(self, owner: Any, name: str) -> None:
        self.owner, self.name = owner, name

    def key(self, **values: Any) -> Key:
        """The key with these values. Raises ValueError for one that could leave its place in the key."""
        return Key(Spelled(spell(self.partition, values)), spell(self.sort, values))

    def spelled_for(self, item: Any) -> tuple[str | None, str | None]:
        """The item's two key attributes in this pattern; none where it is left out."""
        values = {name: getattr(item, name) for name in self.names}
        if any(value is None for value in values.values()):
            if self.index is None:
                raise ValueError(f"{type(item).__name__}.{self.name} needs {self.names}")
            return None, None
        if self.shards:
            values["shard"] = self.shard_of(item.pk)
        return self.key(**values)

    def shard_of(self, pk: str) -> int:
        """In which shard of this index the item with that partition key lies."""
        return zlib.crc32(pk.encode()) % self.shards

    def get(self, **values: Any) -> Any:
        """The item, read consistently, or None."""
        request = {"TableName": settings().table_name, "Key": self.key(**values).wire, "ConsistentRead": True}
        raw = aws.client("dynamodb").get_item(**request).get("Item")
        return self.owner.read(raw) if raw else None

    def load(self, noun: type[N], **values: Any) -> N:
        """The noun that the item holds, read consistently. Raises NotFound."""
        item = self.get(**values)
        if item is None:
            raise NotFound
        loaded: N = item.to(noun)
        return loaded

    def query(
        self,
        *,
        limit: int = 20,
        after: Position | None = None,
        newest_first: bool = False,
        between: tuple[datetime | str, datetime | str] | None = None,
        **values: Any,
    ) -> Page:
        """A page of the items under one partition whose sort key begins with the pattern's own words.

        `between` bounds what follows those words; where more follows than the bound spells, the second bound is left out.
        """
        partition = spell(self.partition, values)
        request = self._request(partition, limit, newest_first)
        prefix = self.sort.split("{", 1)[0]
        if between:
            first, last = (clock.spell(bound) if isinstance(bound, datetime) else bound for bound in between)
            request["KeyConditionExpression"] += f" AND {self.sort_name} BETWEEN :f AND :l"
            request["ExpressionAttributeValues"] |= {":f": {"S": prefix + first}, ":l": {"S": prefix + last}}
        elif prefix:
            request["KeyConditionExpression"] += f" AND begins_with({self.sort_name}, :s)"
            request["ExpressionAttributeValues"][":s"] = {"S": prefix}
        if after is not None:
            start = {"pk": after.pk, "sk": after.sk, self.partition_name: partition, self.sort_name: after.sort}
            request["ExclusiveStartKey"] = {name: {"S": value} for name, value in start.items()}
        answer = aws.client("dynamodb").query(**request)
        last = answer.get("LastEvaluatedKey")
        return Page([self.owner.read(raw) for raw in answer["Items"]], self._position(last) if last else None)

    def newest(self, *, limit: int = 20, after: Position | None = None, **values: Any) -> Page:
        """A page of all shards as one list, the largest sort key first. Sort keys must be unique (let them end in an id)."""
        return self._merged(limit, after, values, newest_first=True)

    def oldest(self, *, limit: int = 20, after: Position | None = None, **values: Any) -> Page:
        """The same from its other end: who has waited longest comes first."""
        return self._merged(limit, after, values, newest_first=False)

    def _merged(self, limit: int, after: Position | None, values: dict[str, Any], *, newest_first: bool) -> Page:
        beyond = "<" if newest_first else ">"
        raws: list[dict[str, Any]] = []
        for shard in range(self.shards):
            request = self._request(spell(self.partition, values | {"shard": shard}), limit + 1, newest_first)
            if after is not None:
                request["KeyConditionExpression"] += f" AND {self.sort_name} {beyond} :a"
                request["ExpressionAttributeValues"][":a"] = {"S": after.sort}
            raws += self._first(request, limit + 1)
        raws.sort(key=lambda raw: str(raw[self.sort_name]["S"]), reverse=newest_first)
        more = len(raws) > limit
        return Page([self.owner.read(raw) for raw in raws[:limit]], self._position(raws[limit - 1]) if more else None)

    def _first(self, request: dict[str, Any], wanted: int) -> list[dict[str, Any]]:
        """So many of one partition, where there are so many; DynamoDB answers no more than a megabyte at a time."""
        found: list[dict[str, Any]] = []
        while True:
            answer = aws.client("dynamodb").query(**request)
            found += answer["Items"]
            if len(found) >= wanted or "LastEvaluatedKey" not in answer:
                return found
            request["ExclusiveStartKey"] = answer["LastEvaluatedKey"]

    def every(self, **values: Any) -> Iterator[Any]:
        """All items under one partition, page by page."""
        after: Position | None = None
        while True:
            page = self.query(limit=1000, after=after, **values)
            yield from page.items
            if page.next is None:
                return
            after = page.next

    def _request(self, partition: str, limit: int, newest_first: bool) -> dict[str, Any]:
        return {
            "TableName": settings().table_name,
            "KeyConditionExpression": f"{self.partition_name} = :p",
            "ExpressionAttributeValues": {":p": {"S": partition}},
            "Limit": limit,
            "ScanIndexForward": not newest_first,
        } | ({"IndexName": self.index} if self.index else {"ConsistentRead": True})

    def _position(self, raw: dict[str, Any]) -> Position:
        return Position(raw[self.sort_name]["S"], raw["pk"]["S"], raw["sk"]["S"])


class Primary(Pattern):
    """The table's own key: read consistently."""


class Gsi1(Pattern):
    """The first general index: eventually consistent, so it lists and never decides."""

    index, partition_name, sort_name = "gsi1", "gsi1pk", "gsi1sk"


class Gsi2(Pattern):
    """The second general index."""

    index, partition_name, sort_name = "gsi2", "gsi2pk", "gsi2sk"
