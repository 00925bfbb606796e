"""Somebody with the keys of the table changes it by hand."""

from collections.abc import Callable
from typing import Any

from boto3.dynamodb.types import TypeSerializer

from tests.support import cloud
from tests.support.call import call
from tests.support.cloud import TABLE, rows
from tests.support.people import Person

Row = dict[str, Any]
WIRE = TypeSerializer()


def found(kind: str, where: Callable[[Row], bool] = lambda row: True) -> list[Row]:
    return [row for row in rows() if row["kind"] == kind and where(row)]


def one(kind: str, **having: Any) -> Row:
    (row,) = found(kind, lambda row: all(row.get(name) == value for name, value in having.items()))
    return row


def put(row: Row, **changes: Any) -> None:
    item = {name: WIRE.serialize(value) for name, value in (row | changes).items()}
    cloud.client("dynamodb").put_item(TableName=TABLE, Item=item)


def delete(row: Row) -> None:
    key = {name: WIRE.serialize(row[name]) for name in ("pk", "sk")}
    cloud.client("dynamodb").delete_item(TableName=TABLE, Key=key)


def broken(finance: Person) -> set[str]:
    """The invariants against which the proof found something."""
    shown = call("ledger.proof", "GET /v1/admin/ledger/proof", token=finance.token).ok()
    return {each["id"] for each in shown["invariants"] if not each["holds"]}
