"""The relay: what a transaction told reaches the bus, whole, and nothing is passed over."""

from types import SimpleNamespace
from typing import Any

import pytest

from argosy.kernel.outbox import Event, EventItem
from argosy.kernel.table import Key, Spelled
from functions.outbox import relay
from tests.support.bus import Bus
from tests.support.call import context


class Noted(Event, name="test.noted", version=2):
    """Something to be told."""

    text: str


class Wire:
    """Stands where EventBridge's client stands; refuses the entries whose detail holds a word, so many times."""

    def __init__(self, refuses: str = "", times: int = 0) -> None:
        self.refuses, self.times = refuses, times
        self.calls: list[list[dict[str, str]]] = []
        self.taken: list[str] = []

    def put_events(self, Entries: list[dict[str, str]]) -> dict[str, Any]:  # noqa: N803
        self.calls.append(Entries)
        results: list[dict[str, str]] = []
        for entry in Entries:
            refused = bool(self.refuses) and self.refuses in entry["Detail"] and self.times > 0
            self.times -= refused
            results.append({"ErrorCode": "ThrottlingException"} if refused else {"EventId": "e"})
            self.taken += [] if refused else [entry["Detail"]]
        return {"FailedEntryCount": 0, "Entries": results}


@pytest.fixture
def wire(bus: Bus, monkeypatch: pytest.MonkeyPatch) -> Wire:
    wire = Wire()
    monkeypatch.setattr(relay, "aws", SimpleNamespace(client=lambda service: {"events": wire}[service]))
    monkeypatch.setattr(relay, "PAUSE_SECONDS", 0)
    return wire


def record(text: str, number: int) -> dict[str, Any]:
    item = EventItem.telling(Noted(text=text), Key(Spelled("THING#1"), "THING"))
    return {"eventName": "INSERT", "dynamodb": {"SequenceNumber": str(number), "NewImage": item.serialize()}}


def batch(*texts: str) -> dict[str, Any]:
    return {"Records": [record(text, number) for number, text in enumerate(texts, 100)]}


def test_a_fact_arrives_on_the_bus_as_its_listeners_read_it(wire: Wire) -> None:
    assert relay.handler(batch("hé 你"), context()) == {"batchItemFailures": []}

    ((entry,),) = wire.calls
    assert (entry["EventBusName"], entry["Source"], entry["DetailType"]) == ("argosy", "argosy", "test.noted")
    assert '"name":"test.noted","version":2' in entry["Detail"]
    assert '"data":{"text":"hé 你"}' in entry["Detail"]


def test_a_large_batch_goes_in_calls_that_the_bus_takes(wire: Wire) -> None:
    relay.handler(batch(*(str(number) for number in range(23))), context())

    assert [len(call) for call in wire.calls] == [10, 10, 3]


def test_facts_that_are_too_heavy_together_go_apart(wire: Wire) -> None:
    relay.handler(batch(*("x" * 100_000 for _ in range(5))), context())

    assert [len(call) for call in wire.calls] == [2, 2, 1]


def test_a_fact_that_was_refused_once_is_told_in_the_same_call(wire: Wire) -> None:
    wire.refuses, wire.times = "second", 1

    assert relay.handler(batch("first", "second", "third"), context()) == {"batchItemFailures": []}
    assert sorted(len(call) for call in wire.calls) == [1, 3]
    assert len(wire.taken) == 3


def test_from_a_fact_that_stays_refused_on_the_stream_comes_again(wire: Wire) -> None:
    wire.refuses, wire.times = "second", 2

    assert relay.handler(batch("first", "second", "third"), context()) == {
        "batchItemFailures": [{"itemIdentifier": "101"}]
    }


def test_a_bus_that_does_not_answer_is_an_error_and_no_loss(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(**_: Any) -> Any:
        raise ConnectionError

    monkeypatch.setattr(wire, "put_events", silent)
    with pytest.raises(ConnectionError):
        relay.handler(batch("first"), context())
