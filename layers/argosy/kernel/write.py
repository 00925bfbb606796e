"""Everything a command changes, collected and committed as one transaction: it happened or it did not."""

import time
import uuid
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from random import SystemRandom
from typing import Any, Self, TypeVar

from argosy.kernel import aws
from argosy.kernel.aws import ClientError, NoAnswer
from argosy.kernel.errors import Busy, StateConflict
from argosy.kernel.once import Answer, Once
from argosy.kernel.outbox import Event, EventItem
from argosy.kernel.parts import Otherwise, Part, check, delete, put, save, update, upsert
from argosy.kernel.receipt import Receipt
from argosy.kernel.table import Key
from argosy.kernel.timer import TimerItem

__all__ = ["Otherwise", "Part", "Write", "check", "delete", "put", "retrying", "save", "update", "upsert"]

R = TypeVar("R")
TRIES = 4
MOST_PARTS = 100  # DynamoDB's own limit
ALONE = ("Put", "Delete")
"""What may be sent twice and be one: an update that adds would add twice, so it goes as a transaction with a token."""
LUCK = SystemRandom()


def retrying(command: Callable[[], R]) -> R:
    """Load, decide and save again where somebody else was faster in between. Raises StateConflict after a few times."""
    for _ in range(TRIES):
        try:
            return command()
        except StateConflict:
            time.sleep(LUCK.uniform(0, 0.01))
    return command()


class Write:
    """`Write(once).add(...).tell(...).commit()`: the record of the caller's key, the parts, the facts, all or nothing."""

    def __init__(self, once: Once | Receipt | None = None) -> None:
        self._once = once
        self._parts: list[Part] = []
        self._told: list[tuple[Part, Key]] = []

    def add(self, *parts: Part) -> Self:
        self._parts += parts
        return self

    def tell(self, *events: Event, beside: Key) -> Self:
        """Facts about the thing at this key; the relay takes them to the bus after the commit."""
        facts = [put(EventItem.telling(event, beside)) for event in events]
        self._told += [(fact, beside) for fact in facts]
        return self.add(*facts)

    def remind(self, at: datetime, event: Event, *, about: str) -> Self:
        """Tell this event at that time (to the minute), once per event name and `about`."""
        return self.add(put(TimerItem.telling(event, at=at, about=about)))

    def commit(self, answer: Answer | None = None) -> None:
        """Save all of it, or raise the refusal of the first part whose condition failed; Busy if it cannot be known now.

        `answer` is kept with the caller's idempotency key and given again to whoever repeats the request.
        """
        record = self._once.record(answer) if self._once else None
        parts = ([Part("Put", *record)] if record else []) + self._parts
        if not parts:
            return None
        self._order()
        if len(parts) > MOST_PARTS:
            raise ValueError(f"{len(parts)} parts in one transaction")
        token = uuid.uuid4().hex  # one for all tries of this commit, so that a try whose answer was lost counts once
        for tried in range(TRIES):
            try:
                if len(parts) == 1 and (parts[0].verb in ALONE or parts[0].alone):
                    return _alone(parts[0], again=tried > 0)
                return _together(parts, token)
            except _TryAgain:
                time.sleep(LUCK.uniform(0, 0.02 * 2**tried))
            except NoAnswer as lost:
                raise Busy(retry_after_seconds=1) from lost
        raise Busy(retry_after_seconds=1)

    def _order(self) -> None:
        """Facts of a subject that is saved here bear its version (kernel/in_order.py)."""
        saved = [part.request["Item"] for part in self._parts if part.verb == "Put"] if self._told else []
        versions = {Key(item["pk"]["S"], item["sk"]["S"]): int(item["version"]["N"]) for item in saved}
        told: Counter[Key] = Counter()
        for fact, subject in self._told:
            if subject in versions:
                fact.request["Item"]["order"] = {"S": f"{versions[subject]:012d}.{told[subject]:02d}"}
                told[subject] += 1


class _TryAgain(Exception):
    """Somebody else was writing, or DynamoDB was throttling: nothing was decided."""


def _alone(part: Part, *, again: bool) -> None:
    """One item needs no transaction, which would cost twice the write units."""
    try:
        getattr(aws.client("dynamodb"), f"{part.verb.lower()}_item")(**part.request)
    except ClientError as error:
        answer: dict[str, Any] = error.response
        if answer["Error"]["Code"] != "ConditionalCheckFailedException":
            raise _meaning(error) from error
        repeated = again or answer["ResponseMetadata"].get("RetryAttempts", 0) > 0
        if not (repeated and answer.get("Item") == part.request.get("Item")):
            raise part.refusal(answer.get("Item")) from None
        # What stands there is what this write wanted: its first try was done, and only the answer was lost.


def _together(parts: list[Part], token: str) -> None:
    items = [{part.verb: part.request} for part in parts]
    try:
        aws.client("dynamodb").transact_write_items(TransactItems=items, ClientRequestToken=token)
    except ClientError as error:
        answer: dict[str, Any] = error.response
        for part, reason in zip(parts, answer.get("CancellationReasons", ()), strict=False):
            if reason["Code"] == "ConditionalCheckFailed":
                raise part.refusal(reason.get("Item")) from None
        raise _meaning(error) from error


def _meaning(error: ClientError) -> Exception:
    """Only a failed condition means that somebody was first; conflicts and throttling mean try again; the rest is a defect."""
    return _TryAgain() if aws.passes(error) else error
