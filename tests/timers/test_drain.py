"""Deadlines: what is due is told once, whoever drains it, however late, and whatever else lies beside it."""

from datetime import timedelta
from typing import Any

import pytest

from argosy.kernel import aws
from argosy.kernel.outbox import Event
from argosy.kernel.table import Key, Spelled
from argosy.kernel.timer import SHARDS, TimerItem
from argosy.kernel.write import Write, delete
from functions.timers import drain
from tests.conftest import Clock
from tests.support.bus import Bus, told
from tests.support.call import context
from tests.support.cloud import TABLE, rows


class Due(Event, name="test.due", version=1):
    """It is time."""

    number: int


def remind(clock: Clock, number: int, **span: float) -> None:
    Write().remind(clock.now + timedelta(**span), Due(number=number), about=f"thing{number}").commit()


def wake() -> None:
    drain.handler({}, context())


def timers() -> int:
    return len([row for row in rows() if row["kind"] == "timer"])


def test_a_deadline_is_told_when_it_has_come_and_not_before(bus: Bus, time: Clock) -> None:
    remind(time, 1, minutes=15)

    wake()
    assert told() == []

    time.forward(minutes=15)
    wake()
    assert [row["data"] for row in told("test.due")] == ['{"number":1}']
    assert timers() == 0


def test_draining_twice_tells_once(bus: Bus, time: Clock) -> None:
    remind(time, 1, minutes=1)
    time.forward(minutes=2)

    wake()
    wake()

    assert len(told("test.due")) == 1


def test_many_deadlines_are_all_told_in_one_call(bus: Bus, time: Clock) -> None:
    for number in range(260):
        remind(time, number, minutes=1)
    time.forward(minutes=2)

    wake()

    assert len(told("test.due")) == 260
    assert timers() == 0


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What DynamoDB answers to the drain's questions."""
    found: list[dict[str, Any]] = []
    dynamodb = aws.client("dynamodb")
    stock = dynamodb.query

    def kept(**request: Any) -> Any:
        found.append(stock(**request))
        return found[-1]

    monkeypatch.setattr(dynamodb, "query", kept)
    return found


def test_a_pause_of_a_year_asks_no_more_than_one_of_a_minute(
    bus: Bus, time: Clock, pages: list[dict[str, Any]]
) -> None:
    remind(time, 1, days=100)
    time.forward(days=365)

    wake()

    assert len(told("test.due")) == 1
    assert len(pages) == SHARDS


def test_what_is_not_due_yet_is_not_paid_for(bus: Bus, time: Clock, pages: list[dict[str, Any]]) -> None:
    for number in range(40):
        remind(time, number, minutes=1 if number < 3 else 2)
    time.forward(minutes=1)

    wake()

    assert sum(page["ScannedCount"] for page in pages) == len(told("test.due")) == 3


def test_a_timer_that_another_drain_has_told_does_not_hold_up_its_neighbours(
    bus: Bus, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(30):
        remind(time, number, minutes=1)
    time.forward(minutes=2)
    read = TimerItem.waiting.query

    def late(**values: Any) -> Any:
        """The index still shows a timer that is gone from the table."""
        page = read(**values)
        for timer in page.items[:1]:
            Write().add(delete(timer.key)).commit()
        return page

    monkeypatch.setattr(TimerItem.waiting, "query", late)
    wake()

    shards = len({row["pk"] for row in told("test.due")})
    assert len(told("test.due")) == 30 - shards
    assert timers() == 0


def test_a_timer_that_cannot_be_told_stays_and_is_reported_while_the_others_go(bus: Bus, time: Clock) -> None:
    for number in range(10):
        remind(time, number, minutes=1)
    broken = next(row for row in rows() if row["kind"] == "timer")
    key = Key(Spelled(broken["pk"]), broken["sk"]).wire
    spoilt = {"UpdateExpression": "SET about = :a", "ExpressionAttributeValues": {":a": {"S": "not#a#key"}}}
    aws.client("dynamodb").update_item(TableName=TABLE, Key=key, **spoilt)
    time.forward(minutes=2)

    with pytest.raises(drain.Untold):
        wake()

    assert len(told("test.due")) == 9
    assert timers() == 1


def test_a_told_deadline_carries_on_as_the_systems_own_doing(bus: Bus, time: Clock) -> None:
    remind(time, 1, minutes=1)
    time.forward(minutes=2)
    wake()

    (row,) = told("test.due")
    assert (row["actor"], row["hops"], row["event_version"]) == ("system", 0, 1)
    assert row["pk"].startswith("DUE#")
    assert row["expires_at"] > 0
