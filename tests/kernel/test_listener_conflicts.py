"""A listener that lost a race is tried again: only what can never succeed goes to the dead-letter queue, whoever brought it."""

import json
from typing import Any

import pytest

from argosy.kernel import worker
from argosy.kernel.aws import NoAnswer
from argosy.kernel.errors import InvalidState, StateConflict
from argosy.kernel.log import logger
from argosy.kernel.outbox import Event
from argosy.kernel.receipt import Receipt
from argosy.kernel.settings import settings
from argosy.kernel.worker import Listener, listens
from tests.support import cloud
from tests.support.call import context


class Happened(Event, name="test.happened", version=1):
    """Something."""


def told_to(listener: Listener, *ids: str) -> list[dict[str, str]]:
    records = [record(each) for each in ids or ("m1",)]
    failures: list[dict[str, str]] = listener({"Records": records}, context())["batchItemFailures"]
    return failures


def record(id: str) -> dict[str, Any]:
    detail = {
        "id": f"evt_{id}",
        "name": "test.happened",
        "version": 1,
        "actor": "system",
        "trace_id": "",
        "hops": 0,
        "data": {},
    }
    return {"messageId": id, "body": json.dumps({"detail": detail}), "eventSource": "aws:sqs", "attributes": {}}


def called_with(id: str) -> dict[str, Any]:
    """What the bus brings, where no queue stands between."""
    told: dict[str, Any] = json.loads(record(id)["body"])
    return {"version": "0", "id": "e", "source": "argosy", "detail-type": "test.happened", **told}


def test_a_fact_that_the_bus_brings_itself_is_heard_like_one_from_a_queue(bus) -> None:
    heard: list[str] = []

    @listens(Happened)
    def listener(event: Happened, receipt: Receipt) -> None:
        heard.append(receipt.event_id)

    assert listener(called_with("a"), context()) is None
    told_to(listener, "a")
    assert heard == ["evt_a", "evt_a"]


def test_a_lost_race_of_a_call_is_tried_again_at_once_and_costs_no_error(bus, monkeypatch) -> None:
    monkeypatch.setattr(worker, "PAUSE_SECONDS", 0)
    tries: list[str] = []

    @listens(Happened)
    def winning_later(event: Happened, receipt: Receipt) -> None:
        tries.append(receipt.event_id)
        if len(tries) < 3:
            raise StateConflict

    winning_later(called_with("a"), context())
    assert len(tries) == 3


def test_a_call_that_stays_in_vain_or_fails_for_a_defect_is_raised_so_that_lambda_comes_again(bus, monkeypatch) -> None:
    monkeypatch.setattr(worker, "PAUSE_SECONDS", 0)
    tries: list[type[Exception]] = []

    def failing(why: type[Exception]) -> Listener:
        @listens(Happened)
        def listener(event: Happened, receipt: Receipt) -> None:
            tries.append(why)
            raise why("late")

        return listener

    for why in (NoAnswer, KeyError):
        with pytest.raises(why):
            failing(why)(called_with("a"), context())
    assert tries == [NoAnswer] * 3 + [KeyError]


def test_a_lost_race_is_tried_again_and_the_fact_is_not_given_up(bus) -> None:
    @listens(Happened)
    def losing(event: Happened, receipt: Receipt) -> None:
        raise StateConflict

    assert told_to(losing) == [{"itemIdentifier": "m1"}]


@pytest.mark.parametrize("way", [told_to, lambda listener: listener(called_with("m1"), context()) or []])
def test_a_refusal_that_stays_goes_to_the_dead_letter_queue_at_once_and_says_whose_it_is(bus, monkeypatch, way) -> None:
    sqs = cloud.client("sqs")
    url = sqs.create_queue(QueueName="dead")["QueueUrl"]
    monkeypatch.setenv("DEAD_LETTER_URL", url)
    settings.cache_clear()

    @listens(Happened)
    def refusing(event: Happened, receipt: Receipt) -> None:
        raise InvalidState(status="closed")

    assert way(refusing) == []
    (letter,) = sqs.receive_message(QueueUrl=url, MessageAttributeNames=["All"])["Messages"]
    said = {name: value["StringValue"] for name, value in letter["MessageAttributes"].items()}
    assert said == {
        "listener": refusing.name,
        "code": "invalid_state",
        "why": "This is not possible while it is closed.",
    }
    assert json.loads(letter["Body"])["detail"]["id"] == "evt_m1"


def test_one_message_that_fails_holds_up_no_other_and_the_log_says_why(bus, monkeypatch, capsys) -> None:
    monkeypatch.setenv("AWS_LAMBDA_LOG_LEVEL", "WARN")
    logger.cache_clear()
    causes = {"evt_a": StateConflict(), "evt_c": KeyError("sku"), "evt_d": NoAnswer("late")}
    heard: list[str] = []

    @listens(Happened)
    def listener(event: Happened, receipt: Receipt) -> None:
        heard.append(receipt.event_id)
        if receipt.event_id in causes:
            raise causes[receipt.event_id]

    assert [each["itemIdentifier"] for each in told_to(listener, "a", "b", "c", "d")] == ["a", "c", "d"]
    assert heard == ["evt_a", "evt_b", "evt_c", "evt_d"]
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(line["level"], line["why"], line["message_id"]) for line in lines] == [
        ("WARNING", "StateConflict", "a"), ("ERROR", "KeyError", "c"), ("WARNING", "NoAnswer", "d"),
    ]  # fmt: skip
    assert [line["message_id"] for line in lines if "stack_trace" in line] == ["c"]
    logger.cache_clear()
