"""DynamoDB's client without its walks over shapes: what it sends and what it gives are the stock client's."""

import base64
import json
import zlib
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, cast

import botocore.session
import pytest
from botocore.awsrequest import AWSResponse
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.httpsession import URLLib3Session
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from urllib3._collections import HTTPHeaderDict

from argosy.kernel import aws

KEY = {"pk": {"S": "a"}, "sk": {"S": "b"}}


class Both:
    """The kernel's client and the stock one, over a wire that answers what the test wants."""

    def __init__(self) -> None:
        self.kernel = aws.client("dynamodb")
        self.stock = botocore.session.get_session().create_client("dynamodb", config=Config(parameter_validation=False))
        self.answers: list[tuple[int, bytes]] = []
        self.sent: list[Any] = []

    def send(self, request: Any) -> AWSResponse:
        status, body = self.answers.pop(0)
        headers = {
            "content-type": "application/x-amz-json-1.0",
            "x-amzn-requestid": "R",
            "x-amz-crc32": str(zlib.crc32(body)),
        }
        self.sent.append(request)
        raw = SimpleNamespace(stream=lambda *_, **__: iter([body]))
        response = AWSResponse(request.url, status, cast(Any, HTTPHeaderDict(headers)), raw)
        assert response.content == body
        return response

    def same(self, operation: str, given: dict[str, Any], status: int, body: Any) -> Any:
        """The answer, once both clients have sent and got the same."""
        text = json.dumps(body).encode()
        got: list[Any] = []
        for client in (self.kernel, self.stock):
            self.answers.append((status, text))
            try:
                got.append(getattr(client, operation)(**given))
            except ClientError as error:
                got.append((type(error).__name__, error.response))
        ours, theirs = self.sent[-2:]
        assert json.loads(ours.body) == json.loads(theirs.body)
        assert ours.url == theirs.url
        for name in ("X-Amz-Target", "Content-Type"):
            assert _text(ours.headers[name]) == _text(theirs.headers[name])
        assert got[0] == got[1]
        return got[0]


def _text(value: Any) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)


@pytest.fixture
def both(monkeypatch: pytest.MonkeyPatch) -> Iterator[Both]:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "x")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    monkeypatch.setenv("AWS_ACCOUNT_ID_ENDPOINT_MODE", "disabled")
    aws.client.cache_clear()
    aws._session.cache_clear()
    made = Both()
    monkeypatch.setattr(URLLib3Session, "send", made.send)
    yield made
    aws.client.cache_clear()
    aws._session.cache_clear()


plain = st.one_of(
    st.builds(lambda text: {"S": text}, st.text(max_size=20)), st.builds(lambda number: {"N": str(number)}, st.integers()),
    st.builds(lambda value: {"BOOL": value}, st.booleans()), st.just({"NULL": True}),
    st.builds(lambda texts: {"SS": texts}, st.lists(st.text(max_size=5), min_size=1, max_size=3)),
    st.builds(lambda raw: {"B": base64.b64encode(raw).decode()}, st.binary(max_size=8)),
)  # fmt: skip
attributes = st.recursive(
    plain,
    lambda inner: st.one_of(
        st.builds(lambda items: {"L": items}, st.lists(inner, max_size=3)),
        st.builds(lambda items: {"M": items}, st.dictionaries(st.text(max_size=5), inner, max_size=3)),
    ),
    max_leaves=6,
)
items = st.dictionaries(st.text(min_size=1, max_size=8), attributes, max_size=5)
FAST = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@FAST
@given(items)
def test_an_item_of_any_shape_is_read_as_the_stock_client_reads_it(both: Both, item: Any) -> None:
    both.same("get_item", {"TableName": "t", "Key": KEY, "ConsistentRead": True}, 200, {"Item": item})


@FAST
@given(st.lists(items, max_size=4))
def test_so_is_a_list(both: Both, found: Any) -> None:
    given_ = {"TableName": "t", "KeyConditionExpression": "pk = :p", "ExpressionAttributeValues": {":p": {"S": "é☃"}}}
    both.same("query", given_, 200, {"Items": found, "Count": len(found), "ScannedCount": 9, "LastEvaluatedKey": KEY})
    both.same(
        "batch_get_item",
        {"RequestItems": {"t": {"Keys": [KEY]}}},
        200,
        {"Responses": {"t": found}, "UnprocessedKeys": {}},
    )


def test_text_that_looks_like_binary_is_still_text(both: Both) -> None:
    answer = both.same("get_item", {"TableName": "t", "Key": KEY}, 200, {"Item": {"a": {"S": 'x"B":y'}}})

    assert answer["Item"] == {"a": {"S": 'x"B":y'}}


def test_a_cancelled_transaction_tells_the_same_reasons(both: Both) -> None:
    stood = {"pk": {"S": "a"}, "n": {"N": "1"}}
    reasons = [{"Code": "None"}, {"Code": "ConditionalCheckFailed", "Message": "m", "Item": stood}]
    kind = "com.amazonaws.dynamodb.v20120810#TransactionCanceledException"
    body = {"__type": kind, "Message": "no", "CancellationReasons": reasons}
    wish = {"TransactItems": [{"Put": {"TableName": "t", "Item": KEY}}], "ClientRequestToken": "token"}
    kind, answer = both.same("transact_write_items", wish, 400, body)

    assert (kind, answer["CancellationReasons"]) == ("TransactionCanceledException", reasons)


def test_a_condition_that_failed_shows_what_stood_there(both: Both) -> None:
    body = {"__type": "x#ConditionalCheckFailedException", "message": "no", "Item": {"pk": {"S": "a"}}}
    _, answer = both.same("put_item", {"TableName": "t", "Item": KEY, "ConditionExpression": "x"}, 400, body)

    assert answer["Item"] == {"pk": {"S": "a"}}


def test_an_empty_answer_and_the_cost_of_a_call_are_the_same(both: Both) -> None:
    both.same("put_item", {"TableName": "t", "Item": KEY}, 200, {})
    both.same(
        "delete_item",
        {"TableName": "t", "Key": KEY},
        200,
        {"ConsumedCapacity": {"TableName": "t", "CapacityUnits": 0.5}},
    )
