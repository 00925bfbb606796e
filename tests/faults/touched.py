"""What a call reads and writes: two calls of which neither writes what the other touches may change places unseen."""

from typing import Any, NamedTuple

Names = frozenset[str]
INDEXES: Names = frozenset({"gsi1", "gsi2"})


class Touched(NamedTuple):
    """`reads` are items and the lists that a query goes through; `enters` are the lists in which a written item stands."""

    reads: Names = frozenset()
    writes: Names = frozenset()
    enters: Names = frozenset()

    def meets(self, other: "Touched") -> bool:
        """Whether the order of the two can matter."""
        return not (
            self.writes.isdisjoint(other.writes)
            and self.reads.isdisjoint(other.writes | other.enters)
            and other.reads.isdisjoint(self.writes | self.enters)
        )


NOTHING = Touched()


def touched(service: str, operation: str, given: dict[str, Any]) -> Touched:
    if service != "dynamodb":
        return NOTHING if service in ("kms", "secretsmanager") else Touched(writes=frozenset({service}))
    if operation == "GetItem":
        return Touched(reads=frozenset({_item(given["Key"])}))
    if operation == "BatchGetItem":
        return Touched(reads=frozenset(_item(key) for asked in given["RequestItems"].values() for key in asked["Keys"]))
    if operation == "Query":
        partition = given["ExpressionAttributeValues"][":p"]["S"]
        return Touched(reads=frozenset({given.get("IndexName") or f"{partition} *"}))
    if operation == "TransactWriteItems":
        return _of_parts([next(iter(item.items())) for item in given["TransactItems"]])
    return _of_parts([(operation.removesuffix("Item"), given)])


def _of_parts(parts: list[tuple[str, dict[str, Any]]]) -> Touched:
    keys = [(verb, part["Item"] if verb == "Put" else part["Key"]) for verb, part in parts]
    writes = [key for verb, key in keys if verb != "ConditionCheck"]
    return Touched(
        reads=frozenset(_item(key) for verb, key in keys if verb == "ConditionCheck"),
        writes=frozenset(map(_item, writes)),
        enters=INDEXES | {f"{key['pk']['S']} *" for key in writes},
    )


def _item(key: dict[str, Any]) -> str:
    return f"{key['pk']['S']} {key['sk']['S']}"
