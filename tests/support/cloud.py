"""Argosy's table, bus, key and mail on moto: what the template makes, made small for one test."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import boto3
import pytest
from argon2 import PasswordHasher
from moto import mock_aws
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends

from argosy.identity import passwords
from argosy.kernel import auth, log, pepper, settings
from argosy.ledger import books
from tests.support import moto_strict, privilege

CHEAP_HASHER = cache(lambda: PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
"""Half of what it costs to join would be hashing; tests/identity/test_passwords.py looks at the real one."""
REGION = "eu-west-1"
TABLE = "argosy"
SENDER = "argosy@example.com"
ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": REGION, "AWS_REGION": REGION,
    "AWS_ACCOUNT_ID_ENDPOINT_MODE": "disabled", "TABLE_NAME": TABLE, "BUS_NAME": "argosy", "MAIL_SENDER": SENDER,
    "AWS_LAMBDA_LOG_LEVEL": "FATAL", "VERSION": "test",
}  # fmt: skip


@cache
def client(service: str) -> Any:
    """One client of a service for all tests: to make one takes longer than most of them."""
    return boto3.client(service)  # type: ignore[call-overload]


def attribute(name: str) -> Any:
    return {"AttributeName": name, "AttributeType": "S"}


def key(partition: str, sort: str) -> Any:
    return [{"AttributeName": partition, "KeyType": "HASH"}, {"AttributeName": sort, "KeyType": "RANGE"}]


def make_table(dynamodb: Any) -> None:
    """The table as the template makes it."""
    indexes: Any = [
        {"IndexName": index, "KeySchema": key(f"{index}pk", f"{index}sk"), "Projection": {"ProjectionType": "ALL"}}
        for index in ("gsi1", "gsi2")
    ]
    dynamodb.create_table(
        TableName=TABLE, BillingMode="PAY_PER_REQUEST", KeySchema=key("pk", "sk"), GlobalSecondaryIndexes=indexes,
        AttributeDefinitions=[attribute(name) for name in ("pk", "sk", "gsi1pk", "gsi1sk", "gsi2pk", "gsi2sk")],
    )  # fmt: skip


def forget_clients() -> None:
    """What the kernel keeps for the life of a function and another deployment would not share; clients are all alike."""
    for kept in (settings.settings, auth.public_key, pepper.keyed, log.logger):
        kept.cache_clear()


@contextmanager
def cloud(patch: pytest.MonkeyPatch) -> Iterator[None]:
    """An empty deployment."""
    for name, value in ENVIRONMENT.items():
        patch.setenv(name, value)
    patch.setattr(passwords, "_hasher", CHEAP_HASHER)
    patch.setattr(books, "LAG_SECONDS", 0)  # moto's indexes are never behind
    moto_strict.install()
    privilege.install()
    moto_strict.TOKENS.clear()
    with mock_aws():
        forget_clients()
        make_table(client("dynamodb"))
        signing = client("kms").create_key(KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")["KeyMetadata"]["KeyId"]
        patch.setenv("SIGNING_KEYS", signing)
        client("secretsmanager").create_secret(Name="argosy/pepper", SecretString='{"pepper": "of the tests"}')
        client("events").create_event_bus(Name="argosy")
        client("sesv2").create_email_identity(EmailIdentity=SENDER)
        yield
        forget_clients()


def rows() -> list[dict[str, Any]]:
    """Every item of the table as plain values, read past the code under test."""
    table = dynamodb_backends[DEFAULT_ACCOUNT_ID][REGION].tables[TABLE]
    return [
        {name: int(value.value) if value.type == "N" else value.value for name, value in item.attrs.items()}
        for partition in table.items.values()
        for item in partition.values()
    ]
