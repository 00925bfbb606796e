"""Whose address counts: the one that the distribution names, and only where it is the distribution that names it."""

import pytest
from botocore.exceptions import ClientError

from argosy.kernel import secrets
from argosy.kernel.origin import SECRET_HEADER, VIEWER_HEADER, address_of
from tests.support import cloud

REACHED = "192.0.2.1"
SECRET = "drawn by Secrets Manager"


@pytest.fixture(autouse=True)
def _kept(bus: object) -> None:
    secrets.forget()
    cloud.client("secretsmanager").create_secret(Name="argosy/origin", SecretString=f'{{"secret": "{SECRET}"}}')


def seen(viewer: str | None, secret: str | None) -> str:
    given = {VIEWER_HEADER: viewer, SECRET_HEADER: secret}
    return address_of({name: value for name, value in given.items() if value is not None}, REACHED)


@pytest.mark.parametrize(
    ("viewer", "address"),
    [
        ("198.51.100.7:46532", "198.51.100.7"),
        ("2001:db8::7:46532", "2001:db8::7"),
        ("[2001:db8::7]:46532", "2001:db8::7"),
        ("2001:0db8:85a3:0000:0000:8a2e:0370:7334:46532", "2001:db8:85a3::8a2e:370:7334"),
    ],
)
def test_whom_the_distribution_names_is_who_calls(viewer: str, address: str) -> None:
    assert seen(viewer, SECRET) == address


@pytest.mark.parametrize("secret", [None, "", "guessed", SECRET + " ", SECRET[:-1], SECRET.upper(), "gehörig", "\x00"])
def test_an_address_that_anybody_else_names_is_passed_over(secret: str | None) -> None:
    assert seen("198.51.100.7:46532", secret) == REACHED


@pytest.mark.parametrize("viewer", [None, "", ":", "198.51.100.7", "nonsense:1", "1.2.3.4, 5.6.7.8:1", "999.1.1.1:80"])
def test_what_is_no_address_is_passed_over_even_from_the_distribution(viewer: str | None) -> None:
    assert seen(viewer, SECRET) == REACHED


def test_a_deployment_without_a_secret_believes_nobody() -> None:
    cloud.client("secretsmanager").delete_secret(SecretId="argosy/origin", ForceDeleteWithoutRecovery=True)
    secrets.forget()
    assert seen("198.51.100.7:46532", "") == seen("198.51.100.7:46532", SECRET) == REACHED
    cloud.client("secretsmanager").create_secret(Name="argosy/origin", SecretString="{}")
    secrets.forget()
    assert seen("198.51.100.7:46532", "") == REACHED


def test_who_calls_directly_costs_no_question(monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(name: str) -> None:
        raise ClientError({"Error": {"Code": "asked"}}, name)

    monkeypatch.setattr(secrets, "_read", asked)
    assert seen(None, None) == seen("198.51.100.7:46532", None) == seen(None, "guessed") == REACHED
