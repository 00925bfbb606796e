"""Whose keys sign: those of the environment, or those that a container's address gives for a while."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from argosy.kernel.transport import credentials, tries
from argosy.kernel.transport.credentials import EARLY_SECONDS, Credentials
from argosy.kernel.transport.errors import NotReached
from tests.transport.server import Server, closed, said
from tests.transport.test_same import PUT

ADDRESS = "AWS_CONTAINER_CREDENTIALS_FULL_URI"


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A second that the test moves."""
    found = [time.time()]
    monkeypatch.setattr("argosy.kernel.transport.credentials.time.time", lambda: found[0])
    return found


@pytest.fixture
def gives(server: Server, fresh: pytest.MonkeyPatch, now: list[float]) -> Callable[..., Any]:
    """What the address answers: keys of this name that end in so many seconds."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
        fresh.delenv(name)
    fresh.setenv(ADDRESS, f"http://127.0.0.1:{server.port}/v1/credentials?of=me")
    fresh.setenv("AWS_CONTAINER_AUTHORIZATION_TOKEN", "container's own")

    def told(key: str, seconds: float) -> Any:
        ends = datetime.fromtimestamp(now[0] + seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return said({"AccessKeyId": key, "SecretAccessKey": "s", "Token": "t", "Expiration": ends}, checksum=False)

    return told


def test_the_environments_keys_are_read_for_each_request(fresh: pytest.MonkeyPatch) -> None:
    for key in ("one", "two"):
        fresh.setenv("AWS_ACCESS_KEY_ID", key)
        assert credentials.credentials().key == key


def test_keys_of_an_address_are_asked_for_once_with_its_token(server: Server, gives: Callable[..., Any]) -> None:
    server.will(gives("A", 3600))

    assert {credentials.credentials()[:3] for _ in range(3)} == {("A", "s", "t")}
    (asked,) = server.asked
    assert (asked.line, asked.headers["authorization"]) == ("GET /v1/credentials?of=me HTTP/1.1", "container's own")


def test_five_minutes_before_their_end_they_are_asked_for_again(
    server: Server, gives: Callable[..., Any], now: list[float]
) -> None:
    server.will(gives("A", 3600), gives("B", 7200))
    assert credentials.credentials().key == "A"
    now[0] += 3600 - EARLY_SECONDS - 2
    assert credentials.credentials().key == "A"
    now[0] += 4
    assert credentials.credentials().key == "B"


def test_a_snapshot_that_wakes_after_their_end_signs_with_new_ones(
    server: Server, gives: Callable[..., Any], now: list[float]
) -> None:
    server.will(gives("A", 3600), gives("B", 100_000))
    credentials.credentials()
    now[0] += 50_000

    assert credentials.credentials().key == "B"


def test_where_the_address_does_not_answer_old_ones_serve_to_their_end_and_no_longer(
    server: Server, gives: Callable[..., Any], now: list[float]
) -> None:
    server.will(gives("A", 3600), closed)
    credentials.credentials()
    now[0] += 3600 - 60
    assert credentials.credentials().key == "A"
    now[0] += 61
    with pytest.raises(Exception, match=r".") as lost:
        credentials.credentials()
    assert tries._again(lost.value, 0, 1)[1]  # type: ignore[arg-type]  # so the call is tried again


def test_a_refusal_of_the_address_reaches_nobody_and_nothing_was_done(
    server: Server, gives: Callable[..., Any]
) -> None:
    server.will(said({"message": "no"}, 403, checksum=False))
    with pytest.raises(NotReached):
        tries.call(*PUT)
    assert {asked.line.split()[0] for asked in server.asked} == {"GET"}


def test_a_token_may_stand_in_a_file(
    server: Server, gives: Callable[..., Any], fresh: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "token").write_text("of the file\n")
    fresh.setenv("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", str(tmp_path / "token"))
    server.will(gives("A", 3600))
    credentials.credentials()

    assert server.asked[0].headers["authorization"] == "of the file"


def test_the_containers_token_is_never_sent_in_the_clear_to_another_machine(fresh: pytest.MonkeyPatch) -> None:
    fresh.delenv("AWS_ACCESS_KEY_ID")
    fresh.setenv(ADDRESS, "http://credentials.example/")
    with pytest.raises(ValueError, match="in the clear"):
        credentials.credentials()


def test_without_any_the_reason_is_named(fresh: pytest.MonkeyPatch) -> None:
    fresh.delenv("AWS_ACCESS_KEY_ID")
    with pytest.raises(KeyError, match=ADDRESS):
        credentials.credentials()


def test_who_gives_no_end_is_believed_for_good() -> None:
    assert Credentials("k", "s").ends == float("inf")
