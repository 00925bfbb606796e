"""Where the emulator is put right: time that moves everywhere at once, and an update that changes nothing."""

from types import SimpleNamespace
from typing import Any

import pytest
from botocore.exceptions import ClientError

from local import deploy, differences


def test_bus_queues_and_tables_share_one_time_so_no_message_is_too_old_when_it_arrives(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    modules: dict[str, Any] = {}
    functions = SimpleNamespace(
        _execute_function=print,
        _apply_filter_criteria=print,
        lambda_execute_result_to_api_proxy_response=print,
    )

    def module(name: str) -> Any:
        return modules.setdefault(name, functions if name == "services.lambda_svc" else SimpleNamespace())

    monkeypatch.setattr(differences, "module", module)
    monkeypatch.setattr(differences, "offset_seconds", lambda: 8 * 86_400.0)
    differences.install()

    moved = [modules[f"services.{name}"].time.time() for name in ("eventbridge", "sqs", "dynamodb")]
    assert max(moved) - min(moved) < 1


def refusing(message: str) -> Any:
    def send(**_: object) -> None:
        raise ClientError({"Error": {"Code": "ValidationError", "Message": message}}, "UpdateStack")

    return send


def test_a_template_that_says_the_same_in_other_words_is_no_change() -> None:
    assert deploy._send(refusing("No updates are to be performed."), StackName="argosy-state") is False
    assert deploy._send(lambda **_: None, StackName="argosy-state") is True


def test_any_other_refusal_of_an_update_is_said() -> None:
    with pytest.raises(ClientError, match="no such bucket"):
        deploy._send(refusing("no such bucket"), StackName="argosy-state")
