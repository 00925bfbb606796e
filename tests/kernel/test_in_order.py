"""A subject's facts act in the order of its versions; poison parks that subject, and its neighbours go on."""

import json
from typing import Any

import pytest
from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from argosy.kernel import trace, worker
from argosy.kernel.errors import InvalidState, StateConflict
from argosy.kernel.outbox import Event
from argosy.kernel.receipt import Receipt
from argosy.kernel.settings import settings
from argosy.kernel.table import Item, Primary
from argosy.kernel.trace import REDRIVEN
from argosy.kernel.worker import Listener, listens
from argosy.kernel.write import Part, Write, save, update
from tests.conftest import Clock
from tests.support import cloud
from tests.support.bus import Bus, brought, told
from tests.support.call import context


class Moved(Event, name="test.moved", version=1):
    """A thing has another number."""

    number: int


class ThingItem(Item, discriminator="test_numbered"):
    """What the facts are about."""

    by_id = Primary("THING#{id}", "THING")

    id = UnicodeAttribute()


class SumItem(Item, discriminator="test_numbers"):
    """What the listener does: it must be done once for each."""

    by_id = Primary("SUM#{id}", "SUM")

    id = UnicodeAttribute()
    total = NumberAttribute(default=0)


@pytest.fixture
def dead(bus: Bus, monkeypatch: pytest.MonkeyPatch) -> str:
    """The dead-letter queue."""
    url = str(cloud.client("sqs").create_queue(QueueName="dead")["QueueUrl"])
    monkeypatch.setenv("DEAD_LETTER_URL", url)
    monkeypatch.setattr(worker, "PAUSE_SECONDS", 0)
    settings.cache_clear()
    return url


def letters(url: str) -> list[dict[str, Any]]:
    found = cloud.client("sqs").receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
    return [json.loads(each["Body"])["detail"] for each in found]


def moves(thing: str, *numbers: int) -> list[dict[str, Any]]:
    """As many versions of the thing, each with its fact; the facts as rows, in order."""
    trace.begin(trace.NOBODY)
    for number in numbers:
        item = ThingItem(id=thing, version=number)
        Write().add(save(item)).tell(Moved(number=number), beside=item.key).commit()
    return [row for row in told("test.moved") if row["subject"] == f"THING#{thing}"]


class Following:
    """A listener that adds up what it hears, and refuses what is poison until that is mended."""

    def __init__(self, *poison: int) -> None:
        self.heard: list[int] = []
        self.poison = set(poison)
        following = self

        @listens(Moved, in_order=True)
        def listener(event: Moved, receipt: Receipt) -> None:
            following.hears(event.number, receipt)

        self.listener: Listener = listener

    def hears(self, number: int, receipt: Receipt) -> None:
        if number in self.poison:
            raise InvalidState(status="closed")
        self.heard.append(number)
        Write(receipt).add(added(number)).commit()

    def ring(self, row: dict[str, Any], **mark: str) -> None:
        self.listener({**brought(row), **mark}, context())


def added(number: int) -> Part:
    """`ADD`, so that doing it twice would be seen."""
    key = SumItem.by_id.key(id="all")
    return update(key, SumItem.total.add(number), when=SumItem.pk.exists())


def total() -> int:
    return int(SumItem.by_id.get(id="all").total)


@pytest.fixture(autouse=True)
def nothing_yet(bus: Bus) -> None:
    Write().add(save(SumItem(id="all"))).commit()


def test_facts_that_arrive_as_three_one_two_act_as_one_two_three(dead: str) -> None:
    rows, following = moves("a", 1, 2, 3), Following()
    for place in (2, 0, 1):
        following.ring(rows[place])

    assert (following.heard, total()) == ([1, 2, 3], 6)


def test_a_fact_that_arrives_before_a_later_one_is_told_waits_for_nothing(dead: str) -> None:
    following = Following()
    for number in (1, 2, 3):
        following.ring(moves("a", number)[-1])
    assert following.heard == [1, 2, 3]


def test_a_fact_that_comes_five_times_by_call_and_queue_acts_once(dead: str) -> None:
    (row,), following = moves("a", 1), Following()
    record = {"messageId": "m", "body": json.dumps(brought(row)), "eventSource": "aws:sqs", "attributes": {}}
    for _ in range(5):
        following.ring(row)
        assert following.listener({"Records": [record]}, context()) == {"batchItemFailures": []}

    assert (following.heard, total()) == ([1], 1)


def test_versions_of_one_transaction_are_in_the_order_in_which_they_were_told(dead: str) -> None:
    item, following = ThingItem(id="a"), Following()
    Write().add(save(item)).tell(Moved(number=5), Moved(number=1), Moved(number=4), beside=item.key).commit()
    following.ring(told("test.moved")[-1])

    assert following.heard == [5, 1, 4]


def test_clocks_that_differ_do_not_change_the_order(dead: str, time: Clock) -> None:
    following = Following()
    moves("a", 1)
    time.forward(seconds=-30)
    moves("a", 2)
    time.forward(seconds=60)
    following.ring(moves("a", 3)[0])
    assert following.heard == [1, 2, 3]

    time.forward(minutes=-1)
    following.ring(moves("a", 4)[0])
    assert following.heard == [1, 2, 3, 4]


def test_poison_parks_its_subject_while_another_goes_on_and_resumes_in_order(dead: str) -> None:
    following = Following(2)
    mine, others = moves("a", 1, 2, 3), moves("b", 1)
    for row in mine[::-1]:
        following.ring(row)
    following.ring(others[0])
    for row in moves("a", 4):
        following.ring(row)

    assert following.heard == [1, 1]
    (letter,) = letters(dead)
    assert (letter["id"], letter["data"]) == (mine[1]["id"], {"number": 2}), "one letter, of the poison alone"

    following.poison.clear()
    following.ring(mine[1], **{REDRIVEN: mine[1]["id"]})
    assert (following.heard, total()) == ([1, 1, 2, 3, 4], 11)
    following.ring(mine[1], **{REDRIVEN: mine[1]["id"]})
    assert total() == 11


def test_poison_that_is_redriven_before_it_is_mended_dies_again_and_passes_nobody(dead: str) -> None:
    following = Following(1)
    rows = moves("a", 1, 2)
    following.ring(rows[0])
    following.ring(rows[0], **{REDRIVEN: rows[0]["id"]})
    following.ring(rows[1], **{REDRIVEN: rows[1]["id"]})

    assert following.heard == []
    assert [letter["id"] for letter in letters(dead)] == [rows[0]["id"]] * 2


def test_what_a_person_gave_up_is_passed_over(dead: str) -> None:
    following = Following(1)
    rows = moves("a", 1, 2)
    following.ring(rows[0])
    Write(Receipt(following.listener.name, rows[0]["id"])).commit()
    following.ring(rows[1])

    assert following.heard == [2]


def test_a_defect_is_raised_and_tried_again_from_where_it_stood(dead: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rows, following = moves("a", 1, 2), Following()
    with monkeypatch.context() as patch:
        patch.setattr(following, "hears", lambda number, receipt: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            following.ring(rows[1])
    following.ring(rows[1])
    assert (following.heard, letters(dead)) == ([1, 2], [])


def test_who_was_overtaken_between_reading_and_saving_reads_again_and_acts_once(dead: str) -> None:
    (row,), following = moves("a", 1), Following()
    other = Following()
    other.listener.name = following.listener.name
    first = following.hears

    def overtaken(number: int, receipt: Receipt) -> None:
        if not other.heard:
            other.ring(row)
        first(number, receipt)

    following.hears = overtaken  # type: ignore[method-assign]
    following.ring(row)
    assert (other.heard, total()) == ([1], 1)


def test_a_fact_that_leaves_nothing_behind_is_not_heard_twice(dead: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (row,), following = moves("a", 1), Following()
    heard: list[int] = []
    monkeypatch.setattr(following, "hears", lambda number, receipt: heard.append(number))
    following.ring(row)
    following.ring(row)
    assert heard == [1]


def test_a_fact_that_was_told_without_its_subject_is_a_defect_and_no_silence(dead: str) -> None:
    Write().tell(Moved(number=1), beside=ThingItem.by_id.key(id="a")).commit()
    with pytest.raises(TypeError, match="no order"):
        Following().ring(told("test.moved")[0])


def test_a_conflict_that_stays_is_raised_so_that_the_fact_comes_again(
    dead: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (row,), following = moves("a", 1), Following()

    def losing(number: int, receipt: Receipt) -> None:
        raise StateConflict

    monkeypatch.setattr(following, "hears", losing)
    with pytest.raises(StateConflict):
        following.ring(row)
    assert letters(dead) == []
