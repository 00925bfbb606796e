"""What wakes a function besides HTTP: a fact from the bus or from a queue (`@listens`), or a schedule (`@scheduled`)."""

import json
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from random import SystemRandom
from typing import Any

from argosy import settled
from argosy.kernel import aws, clock, in_order, trace
from argosy.kernel.errors import Refusal, StateConflict, Unavailable
from argosy.kernel.in_order import Place
from argosy.kernel.log import logger
from argosy.kernel.outbox import Event, EventItem
from argosy.kernel.receipt import AlreadyDone, Receipt
from argosy.kernel.settings import settings
from argosy.kernel.write import Write

Listening = Callable[[Any, Receipt], None]
TRIES = 3
"""Of a fact that the bus brought itself: Lambda comes back only twice, a minute later at least, and each counts as an error."""
PAUSE_SECONDS = 0.1
LONGEST_WHY = 500
LUCK = SystemRandom()


class UnknownEvent(ValueError):
    """The queue brought something that this function does not listen to: a fault of the rule, or a forgery."""


class Listener:
    """The Lambda entry of a function that hears facts, one from the bus or a batch of them from its own queue.

    A fact that was handled before is success. A refusal can never succeed, so it goes to the dead-letter queue at once, where an
    alarm tells a person; anything else is tried again by who brought it, and the rest of a batch is not held up.
    """

    def __init__(self, hears: Listening, events: tuple[type[Event], ...], *, in_order: bool = False) -> None:
        self.hears, self.events, self.in_order = hears, events, in_order
        self.name = hears.__module__.removeprefix("functions.")
        self.__doc__, self.__module__ = hears.__doc__, hears.__module__

    def __call__(self, brought: dict[str, Any], context: Any) -> Any:
        settled()
        if "Records" not in brought:
            return self._called(brought)
        failed = [record["messageId"] for record in brought["Records"] if not self._done(record)]
        return {"batchItemFailures": [{"itemIdentifier": message} for message in failed]}

    def _called(self, brought: dict[str, Any]) -> None:
        """One fact, from the bus or from the desk of dead letters. Raises what it failed with."""
        for tried in range(1, TRIES + 1):
            try:
                done = self._record({"body": json.dumps(brought, ensure_ascii=False)})
                return _answered(self.name, brought) if done else None
            except Exception as why:
                if not _passes(why) or tried == TRIES:
                    raise
            time.sleep(LUCK.uniform(0, PAUSE_SECONDS * 2**tried))
        return None

    def _done(self, record: dict[str, Any]) -> bool:
        """Whether the queue may forget the message. Whatever it fails with concerns no other message of the batch."""
        try:
            self._record(record)
        except Exception as why:
            tell = logger().warning if _passes(why) else logger().exception
            tell("will be tried again", message_id=record["messageId"], listener=self.name, why=type(why).__name__)
            return False
        return True

    def _record(self, record: dict[str, Any]) -> bool:
        """Whether it was handled, now or before, and not set aside."""
        brought = json.loads(record["body"])
        told = brought["detail"]
        if self.in_order:
            return self._follow(told, brought.get(trace.REDRIVEN))
        try:
            event = self._event(told)
            trace.begin(trace.Trace(told["actor"], told["trace_id"], told["hops"] + 1))
            self.hears(event, Receipt(self.name, told["id"]))
            logger().info("handled", event_id=told["id"], listener=self.name, trace_id=told["trace_id"])
        except AlreadyDone:
            logger().info("handled before", event_id=told["id"], listener=self.name)
        except (Unavailable, StateConflict):  # somebody else was faster: the next try reads what is there now
            raise
        except (Refusal, UnknownEvent) as never:
            logger().error("will never succeed", event_id=told.get("id"), listener=self.name, why=str(never))
            self._set_aside(record["body"], never)
            return False
        return True

    def _follow(self, told: dict[str, Any], redriven: str | None) -> bool:
        """A fact that rings: what is open of its subject is done, as far as it goes. Whether that one was, now or before."""
        if not told["order"]:
            raise TypeError(f"{told['name']} was told without its subject, so it has no order")
        names = frozenset(event.name for event in self.events)
        facts = in_order.open_facts(self.name, told["subject"], names)
        while facts:
            place = in_order.place(self.name, told["subject"]).before(facts[0])
            if place.order < facts[0].order and not self._passed(facts[0], place, redriven):
                break
            facts.pop(0)
        return told["id"] not in {fact.id for fact in facts}

    def _passed(self, fact: EventItem, place: Place, redriven: str | None) -> bool:
        """Whether the listener stands behind this fact now; a dead letter that nobody has mended or given up is not passed."""
        if place.parked_on == fact.id and redriven != fact.id:
            if not in_order.given_up(self.name, fact.id):
                logger().warning("waits behind a dead letter", event_id=fact.id, listener=self.name)
                return False
        elif not self._took(fact, place):
            return False
        if in_order.place(self.name, place.subject).order < fact.order:  # it left nothing that would say so
            Write(place).commit()
        return True

    def _took(self, fact: EventItem, place: Place) -> bool:
        """Whether it was done; what can never be is set aside, and its subject parked."""
        told = fact.envelope()
        try:
            event = self._event(told)
            trace.begin(trace.Trace(fact.actor, fact.trace_id, int(fact.hops) + 1))
            self.hears(event, place)
            logger().info("handled", event_id=fact.id, listener=self.name, trace_id=fact.trace_id)
        except AlreadyDone:
            logger().info("handled before", event_id=fact.id, listener=self.name)
        except (Unavailable, StateConflict):
            raise
        except (Refusal, UnknownEvent) as never:
            logger().error("will never succeed", event_id=fact.id, listener=self.name, why=str(never))
            self._set_aside(json.dumps({"detail-type": fact.name, "detail": told}, ensure_ascii=False), never)
            place.park()
            return False
        return True

    def _set_aside(self, body: str, never: Exception) -> None:
        """For the desk (functions/queues): whose it is and why stands beside the fact, which stays as it was told."""
        why = {
            "listener": self.name,
            "code": getattr(never, "code", type(never).__name__),
            "why": str(never)[:LONGEST_WHY],
        }
        said = {name: {"DataType": "String", "StringValue": text or "-"} for name, text in why.items()}
        aws.client("sqs").send_message(QueueUrl=settings().dead_letter_url, MessageBody=body, MessageAttributes=said)

    def _event(self, told: dict[str, Any]) -> Event:
        for event in self.events:
            if (event.name, event.event_version) == (told.get("name"), told.get("version")):
                return event.model_validate(told["data"])
        raise UnknownEvent(f"{told.get('name')} version {told.get('version')}")


def _answered(name: str, brought: dict[str, Any]) -> None:
    """A redrive that went through leaves a receipt of its own, for what it does may have left none."""
    if trace.REDRIVEN in brought:
        with suppress(AlreadyDone):
            Write(Receipt(name, brought[trace.REDRIVEN]).of(trace.REDRIVEN)).commit()


def _passes(why: Exception) -> bool:
    """Whether the same may go through in a moment."""
    return isinstance(why, Unavailable | StateConflict) or aws.passes(why)


def listens(*events: type[Event], in_order: bool = False) -> Callable[[Listening], Listener]:
    """Makes a function the listener of these facts; its rule comes from here too.

    `in_order` gives it each subject's facts in the order of the subject's versions (kernel/in_order.py).
    """
    return lambda hears: Listener(hears, events, in_order=in_order)


class Scheduled:
    """The Lambda entry of a function that a schedule wakes. It may be woken late, twice, or by hand."""

    def __init__(self, does: Callable[[datetime], None]) -> None:
        self.does = does
        self.name = does.__module__.removeprefix("functions.")
        self.__doc__, self.__module__ = does.__doc__, does.__module__

    def __call__(self, event: dict[str, Any], context: Any) -> None:
        settled()
        trace.begin(trace.Trace("system", getattr(context, "aws_request_id", "")))
        self.does(clock.now())
        _answered(self.name, event)


def scheduled(does: Callable[[datetime], None]) -> Scheduled:
    """Makes a function the work of a schedule."""
    return Scheduled(does)
