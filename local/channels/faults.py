"""Faults on demand: the next `times` requests or webhooks of a name go wrong in a chosen way."""

import time
from dataclasses import asdict, dataclass
from fnmatch import fnmatchcase
from itertools import count
from threading import Lock
from typing import Any

from local.channels.http import Answer, ConnectionDropped

# `slow` waits before the effect, `answer_late` after it; `answer_lost` has the effect and then drops the connection.
ANSWER_KINDS = ("slow", "answer_late", "answer_lost")
# `webhook_reordered` waits for the next event about the same payment, at most `seconds`.
WEBHOOK_KINDS = ("webhook_lost", "webhook_late", "webhook_doubled", "webhook_reordered")
_DEFAULT_SECONDS = {"webhook_reordered": 10.0}


@dataclass
class Fault:
    """`operation` is an operation ("refunds.create"), an event type, a pattern with `*`, or None for all."""

    id: int
    kind: str
    operation: str | None
    times: int
    seconds: float


class Faults:
    """`refusals` are the channel's own ways to refuse a request that it never began."""

    def __init__(self, refusals: tuple[str, ...]) -> None:
        self.request_kinds = (*refusals, *ANSWER_KINDS)
        self._lock = Lock()
        self._ids = count(1)
        self._faults: list[Fault] = []

    def add(self, kind: str, operation: str | None = None, times: int = 1, seconds: float | None = None) -> Fault:
        """Raises ValueError for a kind that this channel has not."""
        kinds = self.request_kinds + WEBHOOK_KINDS
        if kind not in kinds:
            raise ValueError(f"Invalid kind: must be one of {', '.join(kinds)}")
        waits = _DEFAULT_SECONDS.get(kind, 1.0) if seconds is None else seconds
        with self._lock:
            fault = Fault(next(self._ids), kind, operation, int(times), float(waits))
            self._faults.append(fault)
        return fault

    def take(self, name: str, kinds: tuple[str, ...]) -> Fault | None:
        """The oldest fault that fits, once less from now on."""
        with self._lock:
            for fault in self._faults:
                if fault.kind in kinds and fault.times > 0 and fnmatchcase(name, fault.operation or "*"):
                    fault.times -= 1
                    return fault
        return None

    def list(self) -> list[dict[str, Any]]:
        """Those that are still to come."""
        with self._lock:
            return [asdict(fault) for fault in self._faults if fault.times > 0]

    def clear(self) -> None:
        with self._lock:
            self._faults.clear()


def before(fault: Fault | None) -> None:
    """What a fault does to a request that is about to have its effect."""
    if fault is not None and fault.kind == "slow":
        time.sleep(fault.seconds)


def after(fault: Fault | None, answered: Answer) -> Answer:
    """What a fault does to an answer. Raises ConnectionDropped where it is lost."""
    if fault is not None and fault.kind == "answer_lost":
        raise ConnectionDropped
    if fault is not None and fault.kind == "answer_late":
        time.sleep(fault.seconds)
    return answered
