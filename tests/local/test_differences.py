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
        _route_async_failure=print,
        lambda_execute_result_to_api_proxy_response=print,
    )

    def module(name: str) -> Any:
        return modules.setdefault(name, functions if name == "services.lambda_svc" else SimpleNamespace())

    monkeypatch.setattr(differences, "module", module)
    monkeypatch.setattr(differences, "offset_seconds", lambda: 8 * 86_400.0)
    differences.install()

    moved = [modules[f"services.{name}"].time.time() for name in ("eventbridge", "sqs", "dynamodb")]
    assert max(moved) - min(moved) < 1


def test_what_is_set_aside_on_a_stack_that_runs_ahead_is_as_young_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    queue: dict[str, Any] = {"messages": []}
    monkeypatch.setattr(differences, "module", lambda name: SimpleNamespace(_queue_by_arn=lambda arn: queue))
    monkeypatch.setattr(differences, "offset_seconds", lambda: 20 * 86_400.0)

    def set_aside(target: str, name: str) -> None:
        queue["messages"].append({"sent_at": 5.0, "visible_at": 5.0, "sys": {}})

    differences.dated(set_aside)("arn:aws:sqs:eu-central-1:000000000000:argosy-orders-dead", "function")
    (message,) = queue["messages"]
    assert (message["sent_at"], message["visible_at"]) == (5 + 20 * 86_400.0, 5 + 20 * 86_400.0)
    assert message["sys"]["SentTimestamp"] == "1728005000"


def test_the_bus_calls_a_function_as_somebody_who_does_not_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[Any] = []
    service = SimpleNamespace(
        _get_func_record_for_ref=lambda arn: ({"code": arn}, {"FunctionName": "f"}, "f"),
        _execution_record_for_config=lambda function, config: {**function, "config": config},
        invoke_async_with_retry=lambda *given: called.append(given),
    )
    monkeypatch.setattr(differences, "module", lambda name: service)

    differences.from_the_bus("arn", '{"detail": {"id": "evt_1"}}')
    assert called == [({"code": "arn", "config": {"FunctionName": "f"}}, {"detail": {"id": "evt_1"}})]


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
