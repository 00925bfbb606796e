"""Where a service is asked: as the environment says, as botocore would."""

import botocore.session
import pytest
from botocore.config import Config

from argosy.kernel.transport.services import SERVICES, endpoint, region

CASES = [
    {},
    {"AWS_ENDPOINT_URL": "http://127.0.0.1:4566"},
    {"AWS_ENDPOINT_URL": "http://127.0.0.1:4566", "AWS_ENDPOINT_URL_DYNAMODB": "http://localhost:8000/"},
    {"AWS_ENDPOINT_URL_KMS": "https://kms.local:8443", "AWS_ENDPOINT_URL_SECRETS_MANAGER": "http://[::1]:1/behind"},
    {"AWS_ENDPOINT_URL_SQS": "https://sqs.local", "AWS_ENDPOINT_URL_EVENTBRIDGE": "https://bus.local"},
]


@pytest.mark.parametrize("where", ["eu-west-1", "us-east-1", "cn-north-1", "cn-northwest-1"])
@pytest.mark.parametrize("given", CASES)
def test_the_address_is_botocores(fresh: pytest.MonkeyPatch, given: dict[str, str], where: str) -> None:
    fresh.setenv("AWS_REGION", where)
    fresh.setenv("AWS_DEFAULT_REGION", where)
    for name, value in given.items():
        fresh.setenv(name, value)
    for service in SERVICES:
        theirs = botocore.session.get_session().create_client(service, config=Config()).meta.endpoint_url
        assert endpoint(service, region()).url.rstrip("/") == theirs.rstrip("/")


def test_an_address_behind_a_path_keeps_it(fresh: pytest.MonkeyPatch) -> None:
    fresh.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1/behind/")
    found = endpoint("dynamodb", "eu-west-1")
    assert (found.secure, found.host, found.port, found.authority, found.path) == (
        False, "127.0.0.1", 1, "127.0.0.1:1", "/behind/",
    )  # fmt: skip


def test_without_a_region_the_variable_is_named(fresh: pytest.MonkeyPatch) -> None:
    fresh.delenv("AWS_REGION")
    fresh.delenv("AWS_DEFAULT_REGION")
    with pytest.raises(KeyError, match="AWS_DEFAULT_REGION"):
        region()
