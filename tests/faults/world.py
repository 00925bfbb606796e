"""The world in which the product runs here: each call to AWS or the provider is a numbered step, and a plan says which fail."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from tests.faults.calls import READS, WRITES, Call, site

R = TypeVar("R")


class Crash(BaseException):
    """The process died. Not an Exception, so that nothing of the product or of botocore can swallow it."""


@dataclass
class Steps:
    """How far the story is: plain data, so that a run can begin in the middle of it."""

    number: int = 0
    seen: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Wire:
    """How one kind of call fails: the exceptions that its SDK would give, and how the answer of a done call is lost."""

    throttled: Callable[[], Any]
    timed_out: Callable[[], Exception]
    conflict: Callable[[], Exception] | None = None


class World:
    """`plan` maps step numbers to faults. A process that crashed makes no more calls, not even from a `finally`."""

    def __init__(self) -> None:
        self.steps = Steps()
        self.plan: dict[int, str] = {}
        self.injected: list[tuple[Call, str]] = []
        self.made: list[Call] = []
        self.on = False
        self.function = ""
        self.dead = False
        self.hurt = False
        self.losing = False
        self.after_write: Callable[[Call], None] = lambda call: None
        self.on_stale: Callable[[Callable[[], Any]], Any] = lambda do: do()
        self.before_write: Callable[[], None] = lambda: None
        self.taken: Callable[[list[dict[str, str]]], None] = lambda entries: None
        self.read: Callable[[str, Any], Any] = lambda operation, given: None
        self.comparing = False

    def process(self, function: str, do: Callable[[], R]) -> R | None:
        """One invocation of a function; None if it died."""
        self.function, self.hurt = function, False
        try:
            return do()
        except Crash:
            return None
        finally:
            self.dead = False
            self.function = ""

    def step(self, operation: str, do: Callable[[], R], wire: Wire, *, eventual: bool = False) -> R:
        if self.dead:
            raise Crash(operation)
        if operation not in WRITES | READS:
            raise AssertionError(f"the harness does not know whether {operation} writes")
        call = self._numbered(operation, eventual)
        fault = self.plan.get(call.number)
        if fault is None:
            return self._do(call, do)
        fault = call.fitting(fault)
        self.injected.append((call, fault))
        self.hurt = True
        return self._hurt(call, fault, do, wire)

    def _numbered(self, operation: str, eventual: bool) -> Call:
        self.steps.number += 1
        place = f"{self.function}>{site()}:{operation}"
        self.steps.seen[place] += 1
        function, rest = place.split(">", 1)
        call = Call(self.steps.number, function, rest.rsplit(":", 1)[0], operation, self.steps.seen[place], eventual)
        self.made.append(call)
        return call

    def _do(self, call: Call, do: Callable[[], R]) -> R:
        if call.operation not in WRITES:
            return do()
        self.before_write()
        try:
            return do()
        finally:
            self.after_write(call)

    def _hurt(self, call: Call, fault: str, do: Callable[[], R], wire: Wire) -> R:
        if fault == "crash_before":
            self._die(call)
        if fault == "throttle":
            refused: R = wire.throttled()
            return refused
        if fault == "conflict" and wire.conflict:
            raise wire.conflict()
        if fault == "stale":
            shown: R = self.on_stale(do)
            return shown
        self.losing = fault == "lost_reply"
        try:
            answer = self._do(call, do)
        finally:
            self.losing = False
        if fault == "crash_after":
            self._die(call)
        if fault == "timeout_after":
            raise wire.timed_out()
        return answer

    def _die(self, call: Call) -> None:
        self.dead = True
        raise Crash(str(call))

    def lose(self) -> bool:
        """Whether the answer that is just coming back is lost, so that the SDK sends again."""
        losing, self.losing = self.losing, False
        return losing
