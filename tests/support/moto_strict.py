"""Closes the holes of moto that matter for money: one lock, transactions that do not copy the table, ClientRequestToken, 4 MB.

moto 5.2 copies the whole table for each TransactWriteItems, is not atomic between threads and ignores the token.
"""

import copy
import hashlib
import json
import threading
from typing import Any

from botocore.awsrequest import AWSRequest
from moto.core.botocore_stubber import BotocoreStubber
from moto.core.models import botocore_stubber
from moto.core.responses import ActionResult
from moto.dynamodb.comparisons import get_filter_expression
from moto.dynamodb.exceptions import (
    ConditionalCheckFailed,
    DynamodbException,
    MockValidationException,
    MultipleTransactionsException,
    TooManyTransactionsException,
    TransactionCanceledException,
)
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import DynamoType
from moto.dynamodb.responses import DynamoHandler

from argosy.kernel.transport import wire
from argosy.kernel.transport.services import Endpoint
from tests.support import moto_fast

LOCK = threading.RLock()
TOKENS: dict[str, str] = {}
LARGEST_BYTES = 4 * 1024 * 1024
STOCK_RESPONSE = DynamoHandler.transact_write_items
STOCK_SEND = wire.send


def _key_of(table: Any, source: dict[str, Any]) -> dict[str, Any]:
    return {name: source[name] for name in (table.hash_key_attr, table.range_key_attr) if name}


def _planned(self: Any, items: list[dict[str, Any]]) -> list[tuple[str, dict[str, Any], Any, dict[str, Any], Any]]:
    """Every condition checked, nothing touched; raises the cancellation with a reason for each item."""
    plan, seen = [], set()
    reasons: list[tuple[str | None, str | None, Any]] = []
    for item in items:
        ((verb, request),) = item.items()
        table = self.get_table(request["TableName"])
        key = _key_of(table, request["Item"] if verb == "Put" else request["Key"])
        if str(key) in seen:
            raise MultipleTransactionsException
        seen.add(str(key))
        stood = self.get_item(request["TableName"], key)
        names, values = request.get("ExpressionAttributeNames"), request.get("ExpressionAttributeValues")
        condition = request.get("ConditionExpression")
        if condition is None or get_filter_expression(condition, names, values).expr(stood):
            reasons.append((None, None, None))
        else:
            wanted = request.get("ReturnValuesOnConditionCheckFailure") == "ALL_OLD"
            old = stood.to_json()["Attributes"] if stood and wanted else None
            reasons.append(("ConditionalCheckFailed", ConditionalCheckFailed().message, old))
        plan.append((verb, request, table, key, copy.deepcopy(stood)))
    if any(code for code, _, _ in reasons):
        raise TransactionCanceledException(reasons)
    return plan


def _spelled(items: Any) -> str:
    return json.dumps(items, sort_keys=True, default=repr)  # moto hands binary over as bytes


def transact_write_items(self: Any, items: list[dict[str, Any]]) -> None:
    if len(items) > 100:
        raise TooManyTransactionsException
    if len(_spelled(items)) > LARGEST_BYTES:
        raise MockValidationException("Member must have length less than or equal to 4MB")
    plan, done = _planned(self, items), []
    try:
        for verb, request, table, key, before in plan:
            done.append((table, key, before))
            names, values = request.get("ExpressionAttributeNames"), request.get("ExpressionAttributeValues")
            if verb == "Put":
                self.put_item(request["TableName"], request["Item"])
            elif verb == "Delete":
                self.delete_item(request["TableName"], key, None, None, None)
            elif verb == "Update":
                self.update_item(
                    request["TableName"], key, update_expression=request["UpdateExpression"],
                    expression_attribute_names=names, expression_attribute_values=values,
                )  # fmt: skip
    except Exception as why:
        for table, key, before in reversed(done):
            partition, sort = DynamoType(key[table.hash_key_attr]), DynamoType(key[table.range_key_attr])
            if before is None:
                table.items[partition].pop(sort, None)
            else:
                table.items[partition][sort] = before
        if isinstance(why, MockValidationException):  # AWS names the item; moto refuses the request as a whole
            none, invalid = (None, None, None), ("ValidationError", str(why.message), None)
            raise TransactionCanceledException(
                [none] * (len(done) - 1) + [invalid] + [none] * (len(plan) - len(done))
            ) from why
        raise


def _answer(self: Any) -> Any:
    token = self.body.get("ClientRequestToken")
    if not token:
        return STOCK_RESPONSE(self)
    digest = hashlib.sha256(_spelled(self.body["TransactItems"]).encode()).hexdigest()
    if TOKENS.get(token, digest) != digest:
        raise DynamodbException("com.amazonaws.dynamodb.v20120810#IdempotentParameterMismatchException", "token reused")
    if token in TOKENS:
        return ActionResult({"ConsumedCapacity": [], "ItemCollectionMetrics": {}})
    answer = STOCK_RESPONSE(self)
    TOKENS[token] = digest
    return answer


def _one_at_a_time(self: Any, request: Any) -> Any:
    with LOCK:
        return moto_fast.request(self, request)


def _send(to: Endpoint, headers: dict[str, str], body: bytes, *, method: str = "POST") -> wire.Answer:
    """moto answers what our own transport sends as it answers botocore; what it does not know goes over the wire."""
    sent = AWSRequest(method, to.url, data=body, headers=headers).prepare()
    answer = botocore_stubber("before-send", sent)
    if answer is None:
        return STOCK_SEND(to, headers, body, method=method)
    return wire.Answer(
        answer.status_code, {name.lower(): str(it) for name, it in answer.headers.items()}, answer.content
    )


def install() -> None:
    """Patch moto; once per process is enough and twice does no harm."""
    for owner, name, ours in (
        *moto_fast.PATCHES,
        (DynamoDBBackend, "transact_write_items", transact_write_items),
        (DynamoHandler, "transact_write_items", _answer),
        (BotocoreStubber, "process_request", _one_at_a_time),
        (wire, "send", _send),
    ):
        setattr(owner, name, ours)
