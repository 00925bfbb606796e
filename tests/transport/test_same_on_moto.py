"""The same story told to moto through both transports: the same answers, the same refusals, the same table at the end."""

import json
import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends

from argosy.kernel.transport import stock, tries
from tests.support import cloud, moto_strict
from tests.support.bus import Bus
from tests.support.memory.histories import history
from tests.transport.both import outcome
from tests.transport.cases import Asked, story
from tests.transport.conftest import forget

HISTORIES = 10
REFUSALS = {
    "ConditionalCheckFailedException", "IdempotentParameterMismatchException", "ResourceNotFoundException",
    "TransactionCanceledException", "ValidationException",
}  # fmt: skip
VOLATILE = ("HTTPHeaders", "RequestId")


@pytest.fixture(autouse=True)
def clients_of_their_own(bus: Bus) -> Iterator[None]:
    forget()
    yield
    forget()


def told(transport: str, asked: list[Asked]) -> list[Any]:
    """On an empty table."""
    moto_strict.TOKENS.clear()
    cloud.client("dynamodb").delete_table(TableName=cloud.TABLE)
    cloud.make_table(cloud.client("dynamodb"))
    answers = [_plainly(outcome(transport, "dynamodb", *each)) for each in asked]
    partitions = dynamodb_backends[DEFAULT_ACCOUNT_ID][cloud.REGION].tables[cloud.TABLE].items.values()
    return [*answers, sorted(str(item.to_json()) for partition in partitions for item in partition.values())]


def _plainly(made: tuple[str, Any]) -> tuple[str, Any]:
    kind, answer = made
    if answer:
        for name in VOLATILE:
            answer["ResponseMetadata"].pop(name, None)
    return kind, answer


def differences(asked: list[Asked]) -> list[str]:
    both = zip(told("own", asked), told("botocore", asked), strict=True)
    return [
        f"{number} {asked[number : number + 1]}: {ours} {theirs}"
        for number, (ours, theirs) in enumerate(both)
        if ours != theirs
    ]


def test_the_story_of_every_operation_and_every_refusal_is_the_same() -> None:
    asked = list(story(cloud.TABLE))
    *answers, _ = told("own", asked)

    assert {answer["Error"]["Code"] for kind, answer in answers if kind == "no"} == REFUSALS
    assert [answer for _, answer in answers if answer and answer.get("UnprocessedKeys")]
    assert differences(asked) == []


@pytest.mark.parametrize("seed", range(HISTORIES))
def test_any_history_is_the_same(seed: int) -> None:
    assert differences(history(random.Random(seed))) == []


def everything_else(call: Callable[..., Any]) -> list[Any]:
    """The services beside the table: an answer of each, and a refusal."""
    key = cloud.client("kms").create_key(KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")["KeyMetadata"]["KeyId"]
    secret = cloud.client("secretsmanager").create_secret(Name=f"s{key}", SecretString='{"é": "中"}')["Name"]
    queue = cloud.client("sqs").create_queue(QueueName=f"q{key}")["QueueUrl"]
    signing = {"Message": b"\x00m", "MessageType": "RAW", "SigningAlgorithm": "ECDSA_SHA_256"}
    fact = {"EventBusName": "argosy", "Source": "argosy", "DetailType": "x", "Detail": json.dumps({"é": 1})}
    return [
        type(call("kms", "GetPublicKey", {"KeyId": key})[1]["PublicKey"]),
        type(call("kms", "Sign", {"KeyId": key, **signing})[1]["Signature"]),
        call("secretsmanager", "GetSecretValue", {"SecretId": secret})[1]["SecretString"],
        sorted(call("sqs", "SendMessage", {"QueueUrl": queue, "MessageBody": "中"})[1]),
        call("events", "PutEvents", {"Entries": [fact, {**fact, "Detail": "no JSON"}]})[1]["FailedEntryCount"],
        call("kms", "GetPublicKey", {"KeyId": "none"})[1]["Error"],
        call("secretsmanager", "GetSecretValue", {"SecretId": "none"})[1]["Error"],
        call("sqs", "SendMessage", {"QueueUrl": f"{queue}0", "MessageBody": "m"})[1]["Error"],
    ]


def test_the_services_beside_the_table_answer_alike() -> None:
    ours, theirs = (
        everything_else(lambda *asked, by=transport: outcome(by, *asked)) for transport in ("own", "botocore")
    )

    assert ours == theirs


def test_one_setting_leads_every_call_past_our_own_transport(monkeypatch: pytest.MonkeyPatch) -> None:
    from argosy.kernel.aws import client
    from argosy.kernel.settings import settings

    asked: list[str] = []
    monkeypatch.setattr(tries, "call", lambda service, *_: asked.append(service))
    monkeypatch.setattr(stock, "call", lambda service, *_: asked.append(f"botocore {service}"))
    services = ("dynamodb", "events", "kms", "secretsmanager", "sqs", "sesv2", "sns")
    for transport in ("own", "botocore"):
        monkeypatch.setenv("TRANSPORT", transport)
        settings.cache_clear()
        for service in services:
            client(service).anything()

    assert asked[:5] == list(services[:5])
    assert asked[5:] == [f"botocore {service}" for service in (*services[5:], *services)]
