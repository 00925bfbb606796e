"""Our own transport and botocore's over the same wire: what they send, what they make of answers, how often they try."""

import base64
from threading import Event
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.transport.both import outcome
from tests.transport.server import Act, Server, broken_off, closed, said, silent, spelled, then_closed

Call = tuple[str, str, dict[str, Any]]
KEY = {"pk": {"S": "a"}, "sk": {"S": "b"}}
GET = ("dynamodb", "GetItem", {"TableName": "t", "Key": KEY, "ConsistentRead": True})
PUT = ("dynamodb", "PutItem", {"TableName": "t", "Item": KEY, "ConditionExpression": "x"})
TRANSACT = (
    "dynamodb", "TransactWriteItems",
    {"TransactItems": [{"Put": {"TableName": "t", "Item": KEY | {"é": {"S": "☃ 中文 \U0001f6a2"}}}}], "ClientRequestToken": "c"},
)  # fmt: skip
RAW = bytes(range(256))
B64 = base64.b64encode(RAW).decode()
ATTRIBUTES = {
    "empty": {"S": ""}, "long": {"S": "x" * 390_000}, "B": {"B": B64}, "BS": {"BS": [B64, ""]}, "S": {"S": '"B":'},
    "number": {"N": "-9.9999999999999999999999999999999999999E+125"}, "least": {"N": "1E-130"}, "zero": {"N": "0"},
    "set": {"NS": ["1", "2.5"]}, "deep": {"L": [{"M": {"B": {"B": B64}, "N": {"NULL": True}}}, {"BOOL": False}]}, "no": {"M": {}},
}  # fmt: skip
CAPACITY = {"TableName": "t", "CapacityUnits": 0.5, "Table": {"CapacityUnits": 0.5}}


def same(server: Server, call: Call, *acts: Act) -> tuple[str, Any]:
    """What both made of it."""
    made, sent = {}, {}
    for transport in ("own", "botocore"):
        server.asked.clear()
        server.acts.clear()
        server.will(*acts)
        made[transport] = outcome(transport, *call)
        sent[transport] = [(each.line, each.json, _headers(each.headers)) for each in server.asked]
    assert made["own"] == made["botocore"]
    assert sent["own"] == sent["botocore"]
    return made["own"]


def _headers(given: dict[str, str]) -> dict[str, str]:
    """All that AWS looks at, but for the time and so the signature."""
    named = ("host", "content-type", "content-length", "x-amz-target", "x-amz-security-token", "x-amzn-query-mode")
    under = given["authorization"].partition("Credential=")[2].partition(",")[0]
    return {name: given[name] for name in named if name in given and name != "content-length"} | {"under": under}


CALLS: dict[str, tuple[Call, dict[str, Any]]] = {
    "GetItem": (GET, {"Item": ATTRIBUTES, "ConsumedCapacity": CAPACITY}),
    "GetItem of nothing": (GET, {}),
    "Query": (
        ("dynamodb", "Query", {"TableName": "t", "ExpressionAttributeValues": {":p": {"S": "é"}}}),
        {"Items": [ATTRIBUTES, {}], "Count": 2, "ScannedCount": 9, "LastEvaluatedKey": KEY},
    ),
    "BatchGetItem": (
        ("dynamodb", "BatchGetItem", {"RequestItems": {"t": {"Keys": [KEY], "ConsistentRead": True}}}),
        {"Responses": {"t": [ATTRIBUTES]}, "UnprocessedKeys": {"t": {"Keys": [KEY], "ConsistentRead": True}}},
    ),
    "PutItem": (PUT, {"ConsumedCapacity": CAPACITY}),
    "DeleteItem": (("dynamodb", "DeleteItem", {"TableName": "t", "Key": KEY}), {"Attributes": KEY}),
    "UpdateItem": (("dynamodb", "UpdateItem", {"TableName": "t", "Key": KEY, "UpdateExpression": "ADD n :n"}), {}),
    "TransactWriteItems": (TRANSACT, {"ConsumedCapacity": [CAPACITY]}),
    "binary": (
        ("dynamodb", "PutItem", {"TableName": "t", "Item": {"a": {"B": RAW}, "b": {"BS": [RAW, b""]}, "c": {"L": [{"B": b""}]}}}),
        {},
    ),
    "GetPublicKey": (("kms", "GetPublicKey", {"KeyId": "k"}), {"KeyId": "k", "PublicKey": B64, "KeySpec": "ECC_NIST_P256"}),
    "Sign": (("kms", "Sign", {"KeyId": "k", "Message": RAW, "MessageType": "RAW"}), {"KeyId": "k", "Signature": B64}),
    "GetSecretValue": (("secretsmanager", "GetSecretValue", {"SecretId": "s"}), {"Name": "s", "SecretString": '{"é": 1}'}),
    "a binary secret": (("secretsmanager", "GetSecretValue", {"SecretId": "s"}), {"Name": "s", "SecretBinary": B64}),
    "SendMessage": (("sqs", "SendMessage", {"QueueUrl": "https://q/1", "MessageBody": "中"}), {"MessageId": "m"}),
    "PutEvents": (
        ("events", "PutEvents", {"Entries": [{"Source": "argosy", "DetailType": "x", "Detail": "{}"}]}),
        {"FailedEntryCount": 1, "Entries": [{"EventId": "1"}, {"ErrorCode": "InternalException", "ErrorMessage": "m"}]},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CALLS)
def test_every_operation_is_asked_and_understood_alike(server: Server, name: str) -> None:
    call, answer = CALLS[name]
    kind, told = same(server, call, said(answer))

    assert kind == "answer"
    assert told["ResponseMetadata"]["RetryAttempts"] == 0


def error(code: str, status: int = 400, **more: Any) -> Act:
    return said({"__type": f"com.amazonaws.dynamodb.v20120810#{code}", "message": "no"} | more, status)


REASONS = [
    {"Code": "None"},
    {"Code": "ConditionalCheckFailed", "Message": "m", "Item": ATTRIBUTES},
    {"Code": "ThrottlingError"},
]
REFUSALS: dict[str, tuple[Call, Act]] = {
    **{code: (PUT, error(code)) for code in (
        "ValidationException", "AccessDeniedException", "ResourceNotFoundException", "ItemCollectionSizeLimitExceededException",
        "TransactionConflictException", "UnrecognizedClientException", "ExpiredTokenException", "SomethingNobodyKnowsYet",
    )},
    "condition": (PUT, error("ConditionalCheckFailedException")),
    "condition with what stood there": (PUT, error("ConditionalCheckFailedException", Item=ATTRIBUTES)),
    "cancelled": (TRANSACT, said(
        {"__type": "x#TransactionCanceledException", "Message": "cancelled", "CancellationReasons": REASONS}, 400)),
    "token used for another": (TRANSACT, error("IdempotentParameterMismatchException")),
    "a code with an address": (PUT, said({"__type": "ValidationException:http://internal/"}, 400)),
    "no code": (PUT, said({"message": "what?"}, 400)),
    "an empty refusal": (PUT, said(b"", 400)),
    "a refusal in words": (PUT, said(b"go away \xc3\xa9", 403)),
    "moved": (PUT, said(b"", 301)),
    "kms": (("kms", "Sign", {"KeyId": "k", "Message": b"m"}), said({"__type": "NotFoundException", "message": "no key"}, 400)),
    "secret": (("secretsmanager", "GetSecretValue", {"SecretId": "s"}), error("ResourceNotFoundException", Message="no")),
    "queue": (("sqs", "SendMessage", {"QueueUrl": "q", "MessageBody": "m"}), said(
        {"__type": "com.amazonaws.sqs#QueueDoesNotExist", "message": "no"}, 400,
        x_amzn_query_error="AWS.SimpleQueueService.NonExistentQueue;Sender")),
    "bus": (("events", "PutEvents", {"Entries": []}), error("ValidationException")),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSALS)
def test_every_refusal_says_the_same_and_is_asked_once(server: Server, name: str) -> None:
    call, act = REFUSALS[name]
    kind, told = same(server, call, act)

    assert kind == "no"
    assert told["ResponseMetadata"]["RetryAttempts"] == 0


PASSING = {
    **{code: error(code) for code in (
        "ProvisionedThroughputExceededException", "ThrottlingException", "RequestLimitExceeded", "LimitExceededException",
        "TransactionInProgressException", "TooManyRequestsException", "RequestTimeout",
    )},
    "InternalServerError": error("InternalServerError", 500),
    "a page of a load balancer": said(b"<html><body>503 Service Unavailable</body></html>", 503, checksum=False),
    "nothing but a status": said(b"", 502, checksum=False),
    "words": said(b"upstream timed out", 504, checksum=False),
    "too many, without a code": said(b"", 429, checksum=False),
    "a wrong checksum": said(checksum=False, x_amz_crc32="1"),
    "a wrong checksum of a refusal": said({"__type": "ValidationException"}, 400, checksum=False, x_amz_crc32="1"),
    "closed before the answer": closed,
    "broken off in the answer": broken_off,
    "no HTTP": lambda link: link.sendall(b"SSH-2.0-OpenSSH\r\n\r\n") is not None,
}  # fmt: skip


@pytest.mark.parametrize("name", PASSING)
def test_what_may_pass_is_sent_again_and_the_answer_says_how_often(server: Server, name: str) -> None:
    kind, told = same(server, PUT, PASSING[name], said({}))

    assert kind == "answer"
    assert told["ResponseMetadata"]["RetryAttempts"] == 1


DAMAGED = {"a wrong checksum", "a wrong checksum of a refusal", "broken off in the answer"}
"""In the end botocore takes these for answers, the last for an empty one; we never do (test_wire.py)."""


@pytest.mark.parametrize("name", sorted(set(PASSING) - DAMAGED))
def test_what_does_not_pass_is_sent_three_times_and_no_more(server: Server, name: str) -> None:
    kind, told = same(server, PUT, PASSING[name])

    assert kind == ("no answer" if name in ("closed before the answer", "no HTTP") else "no")
    assert len(server.asked) == 3
    assert told is None or told["ResponseMetadata"]["RetryAttempts"] == 2


def test_a_condition_that_fails_when_it_is_sent_again_says_that_it_was(server: Server) -> None:
    _, told = same(server, PUT, closed, error("ConditionalCheckFailedException", Item=KEY))

    assert told["ResponseMetadata"]["RetryAttempts"] == 1
    assert told["Item"] == KEY


def test_an_answer_that_takes_too_long_is_waited_for_no_longer(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("argosy.kernel.transport.wire.READ_SECONDS", 0.2)
    monkeypatch.setattr("argosy.kernel.transport.stock.READ_SECONDS", 0.2)

    assert same(server, PUT, silent, said({}))[1]["ResponseMetadata"]["RetryAttempts"] == 1
    assert same(server, PUT, silent) == ("no answer", None)


def test_where_nobody_listens_nothing_was_done(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")

    assert same(server, PUT) == ("not reached", None)
    assert server.asked == []


def test_a_connection_that_was_closed_while_it_was_idle_costs_no_try(server: Server) -> None:
    for transport in ("own", "botocore"):
        server.acts.clear()
        server.will(then_closed(said({})), said({}))
        first = outcome(transport, *PUT)
        Event().wait(0.1)  # until the end of the connection has arrived
        second = outcome(transport, *PUT)

        assert first[1]["ResponseMetadata"]["RetryAttempts"] == second[1]["ResponseMetadata"]["RetryAttempts"] == 0


def test_an_answer_in_pieces_of_unknown_number_is_put_together(server: Server) -> None:
    chunked = b'4\r\n{"It\r\n10;x=y\r\nem": {"a":{"S":"\r\n7\r\nx"}} } \r\n0\r\nx-trailer: 1\r\n\r\n'
    kind, told = same(server, GET, spelled(200, {"transfer-encoding": "chunked"}, chunked))

    assert (kind, told["Item"]) == ("answer", {"a": {"S": "x"}})


def test_an_answer_without_a_length_ends_with_its_connection(server: Server) -> None:
    kind, told = same(server, GET, spelled(200, {}, b'{"Item": {}}', keep=False))

    assert (kind, told["Item"]) == ("answer", {})


plain = st.one_of(
    st.builds(lambda text: {"S": text}, st.text(max_size=20)), st.builds(lambda number: {"N": str(number)}, st.integers()),
    st.builds(lambda value: {"BOOL": value}, st.booleans()), st.just({"NULL": True}),
    st.builds(lambda texts: {"SS": texts}, st.lists(st.text(max_size=5), min_size=1, max_size=3)),
    st.builds(lambda raw: {"B": base64.b64encode(raw).decode()}, st.binary(max_size=8)),
    st.builds(lambda raws: {"BS": [base64.b64encode(raw).decode() for raw in raws]}, st.lists(st.binary(max_size=8), max_size=3)),
)  # fmt: skip
names = st.one_of(st.sampled_from(["B", "BS", "L", "M"]), st.text(min_size=1, max_size=5))
attributes = st.recursive(
    plain,
    lambda inner: st.one_of(
        st.builds(lambda items: {"L": items}, st.lists(inner, max_size=3)),
        st.builds(lambda items: {"M": items}, st.dictionaries(names, inner, max_size=3)),
    ),
    max_leaves=6,
)
items = st.dictionaries(names, attributes, max_size=5)
FAST = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@FAST
@given(st.lists(items, max_size=4))
def test_items_of_any_shape_are_read_alike(server: Server, found: Any) -> None:
    query = CALLS["Query"][0]
    _, told = same(server, query, said({"Items": found, "Count": len(found), "LastEvaluatedKey": KEY}))

    assert len(told["Items"]) == len(found)


@FAST
@given(items)
def test_and_what_stood_in_the_way_of_a_condition_too(server: Server, item: Any) -> None:
    same(server, PUT, error("ConditionalCheckFailedException", Item=item))
