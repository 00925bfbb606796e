"""A listener that lost a race is tried again: only what can never succeed goes to the dead-letter queue."""

import json

from argosy.kernel.errors import InvalidState, StateConflict
from argosy.kernel.outbox import Event
from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import Listener, listens
from tests.support import cloud
from tests.support.call import context


class Happened(Event, name="test.happened", version=1):
    """Something."""


def told_to(listener: Listener) -> list[dict[str, str]]:
    detail = {
        "id": "evt_1",
        "name": "test.happened",
        "version": 1,
        "actor": "system",
        "trace_id": "",
        "hops": 0,
        "data": {},
    }
    record = {"messageId": "m1", "body": json.dumps({"detail": detail}), "eventSource": "aws:sqs", "attributes": {}}
    failures: list[dict[str, str]] = listener({"Records": [record]}, context())["batchItemFailures"]
    return failures


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
