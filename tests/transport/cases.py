"""What the product asks of the table and what can go wrong with it, as one story that any engine can be told."""

from collections.abc import Iterator
from typing import Any

RAW = bytes(range(256))
Asked = tuple[str, dict[str, Any]]
WAYS = "attribute_not_exists(pk)"


def key(id: str) -> dict[str, Any]:
    return {"pk": {"S": f"CASE#{id}"}, "sk": {"S": "*"}}


ITEMS: dict[str, dict[str, Any]] = {
    "binary": {"B": {"B": RAW}, "BS": {"BS": [RAW, b"x"]}, "deep": {"L": [{"M": {"B": {"B": RAW}}}]}},
    "numbers": {
        "most": {"N": "9.9999999999999999999999999999999999999E+125"}, "least": {"N": "-1E-130"}, "zero": {"N": "0"},
        "exact": {"N": "12345678901234567890123456789012345678"}, "set": {"NS": ["1", "2.5"]},
    },
    "empty": {"text": {"S": ""}, "list": {"L": []}, "map": {"M": {}}, "null": {"NULL": True}, "no": {"BOOL": False}},
    "unicode": {"中文": {"S": "é ☃ \U0001f6a2   \\ \" \n\t\u0000"}, "S": {"S": '"B":'}},
    "large": {"text": {"S": "x" * (390 * 1024)}},
}  # fmt: skip
REFUSED: dict[str, dict[str, Any]] = {
    "too large": {"text": {"S": "x" * (401 * 1024)}},
    "empty set": {"set": {"SS": []}},
    "no number": {"number": {"N": "many"}},
    "too exact": {"number": {"N": "1" * 39}},
}


def put(table: str, item: dict[str, Any], **more: Any) -> Asked:
    return "PutItem", {"TableName": table, "Item": item, **more}


def story(table: str) -> Iterator[Asked]:
    """Every operation of the kernel, and every refusal that the kernel tells from others."""
    for name, attributes in (ITEMS | REFUSED).items():
        yield put(table, key(name) | attributes, ConditionExpression=WAYS, ReturnConsumedCapacity="TOTAL")
        yield "GetItem", {"TableName": table, "Key": key(name), "ConsistentRead": True}
        yield put(
            table,
            key(name) | {"n": {"N": "1"}},
            ConditionExpression=WAYS,
            ReturnValuesOnConditionCheckFailure="ALL_OLD",
        )
    yield "BatchGetItem", {"RequestItems": {table: {"Keys": [key(name) for name in ITEMS], "ConsistentRead": True}}}
    # 100 of 390 KB are more than one answer takes: what is left out comes back as UnprocessedKeys.
    yield from (put(table, key(f"page{number}") | ITEMS["large"]) for number in range(50))
    yield "BatchGetItem", {"RequestItems": {table: {"Keys": [key(f"page{number}") for number in range(50)]}}}
    query = {
        "TableName": table,
        "KeyConditionExpression": "pk = :p",
        "ExpressionAttributeValues": {":p": key("unicode")["pk"]},
    }
    yield "Query", {**query, "Limit": 1, "ScanIndexForward": False}
    yield "Query", {**query, "KeyConditionExpression": "pk > :p"}
    yield from _transactions(table)
    count = {"UpdateExpression": "ADD n :n", "ExpressionAttributeValues": {":n": {"N": "2"}}, "ReturnValues": "ALL_NEW"}
    yield "UpdateItem", {"TableName": table, "Key": key("counted"), **count}
    yield "UpdateItem", {"TableName": table, "Key": key("counted"), **count, "UpdateExpression": "ADD"}
    yield "DeleteItem", {"TableName": table, "Key": key("counted"), "ReturnValues": "ALL_OLD"}
    yield "DeleteItem", {"TableName": table, "Key": key("counted"), "ConditionExpression": "attribute_exists(pk)"}
    yield "GetItem", {"TableName": f"{table}-of-nobody", "Key": key("x")}


def _transactions(table: str) -> Iterator[Asked]:
    def together(token: str, *parts: dict[str, Any]) -> Asked:
        return "TransactWriteItems", {"TransactItems": list(parts), "ClientRequestToken": token}

    def new(id: str, **more: Any) -> dict[str, Any]:
        return {"Put": {"TableName": table, "Item": key(id) | {"b": {"B": RAW}}, "ConditionExpression": WAYS, **more}}

    old = {"ReturnValuesOnConditionCheckFailure": "ALL_OLD"}
    yield together("first", new("one"), new("two"))
    yield together("first", new("one"), new("two"))
    yield together("first", new("one"), new("three"))
    yield together("second", new("three"), new("two", **old), new("binary", **old))
    yield together("third", new("four"), {"Delete": {"TableName": table, "Key": key("one")}})
    check = {"TableName": table, "Key": key("none"), "ConditionExpression": "attribute_exists(pk)"}
    yield together("fourth", new("five"), {"ConditionCheck": check | old})
    yield together("fifth", new("six"), new("six"))
