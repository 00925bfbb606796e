"""Keys from the deployment's one secret: one for each use, read when the first is needed."""

from collections.abc import Iterator
from typing import Any

import pytest

from argosy.kernel import aws, pepper, secrets
from tests.support.bus import Bus


@pytest.fixture
def asked(bus: Bus) -> Iterator[list[Any]]:
    """What Secrets Manager is asked."""
    found: list[Any] = []

    def note(params: dict[str, Any], **_: Any) -> None:
        found.append(params["body"])

    events = aws.client("secretsmanager").meta.events
    events.register("before-call.secretsmanager.GetSecretValue", note)
    secrets.forget()
    pepper.keyed.cache_clear()
    yield found
    events.unregister("before-call.secretsmanager.GetSecretValue", note)


def test_each_use_has_a_key_of_its_own_and_all_of_them_cost_one_call(asked: list[Any]) -> None:
    first, second = pepper.keyed("cursor"), pepper.keyed("email")

    assert first != second
    assert {len(first), len(second)} == {32}
    assert pepper.keyed("cursor") == first
    assert len(asked) == 1


def test_a_key_outlives_what_is_kept_of_secrets_for_it_cannot_be_rotated(asked: list[Any], time: Any) -> None:
    first = pepper.keyed("cursor")
    time.forward(days=1)

    assert pepper.keyed("cursor") == first
    assert len(asked) == 1
