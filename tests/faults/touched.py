"""What a call reads and writes: two calls of which neither writes what the other touches may change places unseen."""

from typing import Any, NamedTuple

from tests.support.memory import State

Names = frozenset[str]
Wire = dict[str, Any]


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


def touched(service: str, operation: str, given: Wire, state: State) -> Touched:
    """In this state of the table: the lists in which a row stands now are left or entered with its next version."""
    if service != "dynamodb":
        return NOTHING if service in ("kms", "secretsmanager") else Touched(writes=frozenset({service}))
    if operation == "GetItem":
        return Touched(reads=frozenset({_item(given["Key"])}))
    if operation == "BatchGetItem":
        return Touched(reads=frozenset(_item(key) for asked in given["RequestItems"].values() for key in asked["Keys"]))
    if operation == "Query":
        partition = given["ExpressionAttributeValues"][":p"]["S"]
        return Touched(reads=frozenset({f"{given.get('IndexName', '')} {partition} *"}))
    if operation == "TransactWriteItems":
        return _of_parts([next(iter(item.items())) for item in given["TransactItems"]], state)
    return _of_parts([(operation.removesuffix("Item"), given)], state)


def _of_parts(parts: list[tuple[str, Wire]], state: State) -> Touched:
    keys = [(verb, part["Item"] if verb == "Put" else part["Key"]) for verb, part in parts]
    written = [key for verb, key in keys if verb != "ConditionCheck"]
    before = [row.wire for key in written if (row := state.get((key["pk"]["S"], key["sk"]["S"])))]
    return Touched(
        reads=frozenset(_item(key) for verb, key in keys if verb == "ConditionCheck"),
        writes=frozenset(map(_item, written)),
        enters=frozenset(name for wire in (*written, *before) for name in _lists(wire)),
    )


def _item(key: Wire) -> str:
    return f"{key['pk']['S']} {key['sk']['S']}"


def _lists(wire: Any) -> list[str]:
    found = [("", "pk"), ("gsi1", "gsi1pk"), ("gsi2", "gsi2pk")]
    return [f"{index} {wire[name]['S']} *" for index, name in found if name in wire]
