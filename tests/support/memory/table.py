"""The operations: a request as the product makes it, an answer or an error as it gets it."""

import itertools
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sortedcontainers import SortedDict

from tests.support.memory.conditions import Given, condition
from tests.support.memory.errors import FAILED, Invalid, cancelled, condition_failed, refused
from tests.support.memory.rows import Key, Place, Row, State, place_of
from tests.support.memory.updates import update
from tests.support.memory.values import Attributes

Request = dict[str, Any]
MOST_PARTS = 100
BETWEEN = re.compile(r"BETWEEN (:\w+) AND (:\w+)")
BEGINS = re.compile(r"begins_with\(\w+, (:\w+)\)")
BEFORE = re.compile(r"< (:\w+)")
LAST = "\U0010ffff"
"""After every text."""


class MemoryTable:
    """`state` is all there is of it: keep it to come back to it."""

    def __init__(self) -> None:
        self.state: Any = State()
        """A `State`, or for one long history a `Lasting`."""
        self.writes: dict[str, Callable[[Request], Any]] = {
            "PutItem": lambda request: self._alone("Put", request),
            "UpdateItem": lambda request: self._alone("Update", request),
            "DeleteItem": lambda request: self._alone("Delete", request),
            "TransactWriteItems": self._together,
        }
        self.reads: dict[str, Callable[[State, Request], Any]] = {
            "GetItem": _get,
            "BatchGetItem": _batch,
            "Query": _query,
        }

    def call(self, operation: str, request: Request, *, state: State | None = None) -> Any:
        """One try of a call. A read may be of another moment."""
        if operation in self.reads:
            return self.reads[operation](state or self.state, request)
        return self.writes[operation](request)

    def _alone(self, verb: str, request: Request) -> Any:
        operation, key = f"{verb}Item", _key(verb, request)
        stood = self.state.get(key)
        if not _meets(request, stood):
            raise condition_failed(operation, _shown(request, stood))
        try:
            self.state = self.state.after({key: _after(verb, request, stood)})
        except Invalid as why:
            raise refused("ValidationException", operation, str(why)) from None
        return {}

    def _together(self, request: Request) -> Any:
        items, token = request["TransactItems"], request.get("ClientRequestToken")
        operation = "TransactWriteItems"
        if token is not None and token in self.state.tokens:
            if self.state.tokens[token] != items:
                raise refused("IdempotentParameterMismatchException", operation)
            return {}
        parts = [next(iter(item.items())) for item in items]
        keys = [_key(verb, part) for verb, part in parts]
        if len(parts) > MOST_PARTS or len(set(keys)) < len(keys):
            raise refused("ValidationException", operation, "too many items, or one of them twice")
        stood = [self.state.get(key) for key in keys]
        reasons = [_reason(part, row) for (_, part), row in zip(parts, stood, strict=True)]
        if any(reason["Code"] != "None" for reason in reasons):
            raise cancelled(reasons)
        changes: dict[Key, Row | None] = {}
        for place, (key, (verb, part), row) in enumerate(zip(keys, parts, stood, strict=True)):
            try:
                if verb != "ConditionCheck":
                    changes[key] = _after(verb, part, row)
            except Invalid as why:
                reasons[place] = {"Code": "ValidationError", "Message": str(why)}
                raise cancelled(reasons) from None
        self.state = self.state.after(changes, token, items)
        return {}


def _key(verb: str, request: Request) -> Key:
    where = request["Item"] if verb == "Put" else request["Key"]
    return where["pk"]["S"], where["sk"]["S"]


def _meets(request: Request, stood: Row | None) -> bool:
    spelled = request.get("ConditionExpression")
    return spelled is None or condition(spelled)(stood.wire if stood else {}, Given(request))


def _shown(request: Request, stood: Row | None) -> Attributes | None:
    return stood.wire if stood and request.get("ReturnValuesOnConditionCheckFailure") == "ALL_OLD" else None


def _reason(request: Request, stood: Row | None) -> dict[str, Any]:
    if _meets(request, stood):
        return {"Code": "None"}
    shown = _shown(request, stood)
    failed = {"Code": FAILED, "Message": "The conditional request failed"}
    return failed if shown is None else failed | {"Item": dict(shown)}


def _after(verb: str, request: Request, stood: Row | None) -> Row | None:
    if verb == "Put":
        return Row(request["Item"])
    if verb == "Delete":
        return None
    before = stood.wire if stood else request["Key"]
    return Row(update(request["UpdateExpression"])(before, Given(request)))


def _get(state: State, request: Request) -> Any:
    row = state.get(_key("Get", request))
    return {} if row is None else {"Item": dict(row.wire)}


def _batch(state: State, request: Request) -> Any:
    found = {
        table: [dict(row.wire) for key in asked["Keys"] if (row := state.get((key["pk"]["S"], key["sk"]["S"])))]
        for table, asked in request["RequestItems"].items()
    }
    return {"Responses": found, "UnprocessedKeys": {}}


def _query(state: State, request: Request) -> Any:
    """A page. The first condition names the partition; the whole expression then chooses in it."""
    index = request.get("IndexName")
    pk, sk = ("pk", "sk") if index is None else (f"{index}pk", f"{index}sk")
    given, spelled = Given(request), request["KeyConditionExpression"]
    name, sign, value = spelled.split(maxsplit=3)[:3]
    if given.name(name) != pk or sign != "=":
        raise NotImplementedError(spelled)
    partition = state.listed(index).get(given.values[value]["S"], {})
    meets, backwards = condition(spelled), not request.get("ScanIndexForward", True)
    places = _beyond(_places(partition, spelled, given, backwards), request.get("ExclusiveStartKey"), pk, sk, backwards)
    found = (row.wire for row in map(partition.__getitem__, places) if meets(row.wire, given))
    limit = request.get("Limit", len(partition) + 1)
    page = list(itertools.islice(found, limit))
    answer = {"Items": [dict(wire) for wire in page], "Count": len(page), "ScannedCount": len(page)}
    if page and len(page) == limit:  # whether more follows is seen only by going on
        answer["LastEvaluatedKey"] = {attribute: page[-1][attribute] for attribute in {"pk", "sk", pk, sk}}
    return answer


def _places(partition: Mapping[Place, Row], spelled: str, given: Given, backwards: bool) -> Iterable[Place]:
    """In order; where the rows are kept in order, only those within the bounds that the expression spells."""
    if not isinstance(partition, SortedDict):
        return sorted(partition, reverse=backwards)
    low, high = _bounds(spelled, given)
    within: Iterable[Place] = partition.irange((low,), (high, LAST, LAST), reverse=backwards)
    return within


def _bounds(spelled: str, given: Given) -> tuple[str, str]:
    """Nothing beyond them meets the expression."""
    if found := BETWEEN.search(spelled):
        return given.values[found[1]]["S"], given.values[found[2]]["S"]
    if found := BEGINS.search(spelled):
        start = given.values[found[1]]["S"]
        return start, start + LAST
    return "", given.values[found[1]]["S"] if (found := BEFORE.search(spelled)) else LAST


def _beyond(
    places: Iterable[Place], start: Mapping[str, Any] | None, pk: str, sk: str, backwards: bool
) -> Iterable[Place]:
    if start is None:
        return places
    here = place_of(start, pk, sk)
    return (where for where in places if (where < here if backwards else where > here))
