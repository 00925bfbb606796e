"""A listener that lost a race is tried again: only what can never succeed goes to the dead-letter queue."""

import json
from typing import Any

from argosy.kernel.aws import NoAnswer
from argosy.kernel.errors import InvalidState, StateConflict
from argosy.kernel.log import logger
from argosy.kernel.outbox import Event
from argosy.kernel.receipt import Receipt
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


def test_a_lost_race_is_tried_again_and_the_fact_is_not_given_up(bus) -> None:
    @listens(Happened)
    def losing(event: Happened, receipt: Receipt) -> None:
        raise StateConflict

    assert told_to(losing) == [{"itemIdentifier": "m1"}]


def test_a_refusal_that_stays_goes_to_the_dead_letter_queue_at_once(bus, monkeypatch) -> None:

    from argosy.kernel.settings import settings

    sqs = cloud.client("sqs")
    url = sqs.create_queue(QueueName="dead")["QueueUrl"]
    monkeypatch.setenv("DEAD_LETTER_URL", url)
    settings.cache_clear()

    @listens(Happened)
    def refusing(event: Happened, receipt: Receipt) -> None:
        raise InvalidState(status="closed")

    assert told_to(refusing) == []
    assert len(sqs.receive_message(QueueUrl=url)["Messages"]) == 1


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
