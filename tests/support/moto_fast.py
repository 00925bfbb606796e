"""Spares moto what it does over and over: most of a test's time went there.

A call of DynamoDB goes straight to moto's own action instead of through a request of the web, a query looks at the items of
its key instead of putting the whole table in order, and a text says at once what it is. What comes out is moto's.
"""

import json
import re
from typing import Any

from botocore.auth import SigV4Auth
from moto.core.botocore_stubber import BotocoreStubber
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.core.responses import ActionResult
from moto.core.serialize import BaseJSONSerializer
from moto.core.utils import camelcase_to_underscores
from moto.dynamodb.models.dynamo_type import DynamoType, LimitedSizeDict
from moto.dynamodb.models.table import Table
from moto.dynamodb.responses import DynamoHandler
from werkzeug.exceptions import HTTPException

STOCK_REQUEST = BotocoreStubber.process_request
STOCK_STRUCTURE = BaseJSONSerializer._serialize_type_structure
STOCK_QUERY = Table.query
STOCK_SET, LARGE_BYTES = LimitedSizeDict.__setitem__, 2_000
STOCK_SIGN = SigV4Auth.add_auth
STOCK_HASH, STOCK_EQUALS, STOCK_IS_LESS, TEXT = DynamoType.__hash__, DynamoType.__eq__, DynamoType.__lt__, "S"
PLAIN = frozenset({"S", "N", "BOOL", "NULL", "SS", "NS"})
DYNAMODB = re.compile(r"https://dynamodb\.([a-z0-9-]+)\.amazonaws\.com/$")


def request(self: Any, sent: Any) -> Any:
    """What `BotocoreStubber.process_request` answers."""
    found = DYNAMODB.match(sent.url)
    if found is None or b'"B"' in sent.body:
        return STOCK_REQUEST(self, sent)
    handler = DynamoHandler()
    handler.region, handler.current_account = found[1], DEFAULT_ACCOUNT_ID
    handler.headers = {
        name: value.decode() if isinstance(value, bytes) else value for name, value in sent.headers.items()
    }
    handler.querystring, handler.response_headers = {}, {"server": "amazon.com", "x-amzn-requestid": "moto"}
    handler.params = handler.body = json.loads(sent.body)
    try:
        answer = getattr(handler, camelcase_to_underscores(handler._get_action()))()
    except HTTPException as no:
        return no.code, dict(no.get_headers() or []) | handler.response_headers, no.description
    return handler.serialized(answer if isinstance(answer, ActionResult) else ActionResult(answer))


def _query(self: Any, hash_key: DynamoType | None, *rest: Any, **named: Any) -> Any:
    whole = self.items
    try:
        match named.get("hash_key_conditions"):
            case [(attribute, key)]:
                self.items = _sharing(whole, attribute, key.value)
            case None | [] if hash_key in whole:
                self.items = {hash_key: whole[hash_key]}
        return STOCK_QUERY(self, hash_key, *rest, **named)
    finally:
        self.items = whole


def _sharing(whole: dict[Any, Any], attribute: str, key: str) -> dict[Any, Any]:
    """What of the table has this key of an index."""
    found: dict[Any, Any] = {}
    for partition, kept in whole.items():
        for sort, item in kept.items():
            if attribute in item.attrs and item.attrs[attribute].value == key:
                found.setdefault(partition, {})[sort] = item
    return found


def _structure(self: Any, serialized: Any, value: Any, shape: Any, key: str) -> None:
    """A value is spelled as it is kept."""
    if shape.name == "AttributeValue" and isinstance(value, dict) and PLAIN.issuperset(value):
        self._default_serialize(serialized, value, shape, key)
    else:
        STOCK_STRUCTURE(self, serialized, value, shape, key)


def _set(self: Any, name: str, value: Any) -> None:
    """moto adds up all of an item for each attribute. None of ours has so many that small ones alone were too much."""
    if isinstance(value, DynamoType) and value.size() > LARGE_BYTES:
        STOCK_SET(self, name, value)
    else:
        dict.__setitem__(self, name, value)


def _unsigned(self: Any, sent: Any) -> None:
    """Nobody looks at the signature of a call that does not leave the process."""
    if DYNAMODB.match(sent.url) is None:
        STOCK_SIGN(self, sent)


def _hash(self: DynamoType) -> int:
    return hash((self.type, self.value)) if self.type == TEXT else STOCK_HASH(self)


def _equals(self: DynamoType, other: DynamoType) -> bool:
    if self.type == other.type == TEXT:
        return bool(self.value == other.value)
    return STOCK_EQUALS(self, other)


def _is_less(self: DynamoType, other: DynamoType) -> bool:
    if self.type == other.type == TEXT:
        return bool(self.value < other.value)
    return STOCK_IS_LESS(self, other)


PATCHES = (
    (LimitedSizeDict, "__setitem__", _set),
    (SigV4Auth, "add_auth", _unsigned),
    (BaseJSONSerializer, "_serialize_type_structure", _structure),
    (Table, "query", _query),
    (DynamoType, "__hash__", _hash),
    (DynamoType, "__eq__", _equals),
    (DynamoType, "__lt__", _is_less),
)
