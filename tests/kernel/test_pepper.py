"""Keys from the deployment's one secret: one for each use, read when the first is needed."""

from typing import Any

import pytest

from argosy.kernel import pepper, secrets
from tests.support.bus import Bus
from tests.support.hook import Call, on_calls


@pytest.fixture
def asked(bus: Bus, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What Secrets Manager is asked."""
    found: list[Any] = []

    def note(go_on: Call, service: str, operation: str, request: Any) -> Any:
        if (service, operation) == ("secretsmanager", "GetSecretValue"):
            found.append(request)
        return go_on(service, operation, request)

    on_calls(monkeypatch, note)
    secrets.forget()
    pepper.keyed.cache_clear()
    return found


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
