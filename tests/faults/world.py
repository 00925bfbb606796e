"""The world in which the product runs here: each call to AWS or the provider is a numbered step, and some of them fail."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from tests.faults.baton import Baton
from tests.faults.calls import READS, WRITES, Call, site

R = TypeVar("R")
Trouble = Callable[[Call], str | None]
"""Which fault happens at a call, if any."""


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
    eventual: bool = False


@dataclass
class Process:
    """One invocation of a function, as far as its faults go."""

    function: str = ""
    dead: bool = False
    hurt: bool = False
    losing: bool = False
    stale: bool = False


class World:
    """A process that crashed makes no more calls, not even from a `finally`. `me` is the one that runs."""

    def __init__(self) -> None:
        self.steps = Steps()
        self.trouble: Trouble = lambda call: None
        self.injected: list[tuple[Call, str]] = []
        self.made: list[Call] = []
        self.on = False
        self.me = Process()
        self.baton: Baton | None = None
        self.after_write: Callable[[Call], None] = lambda call: None
        self.taken: Callable[[list[dict[str, str]]], None] = lambda entries: None
        self.buried: Callable[[str], None] = lambda body: None

    def process(self, function: str, do: Callable[[], R]) -> R | None:
        """One invocation of a function; None if it died."""
        self.me = Process(function)
        try:
            return do()
        except Crash:
            return None
        finally:
            self.me.dead = False

    @property
    def hurt(self) -> bool:
        """Whether the process that has just run had a reason to fail: a fault, or others beside it."""
        return self.me.hurt or self.baton is not None

    def step(self, operation: str, do: Callable[[], R], wire: Wire, touched: Callable[[], Any]) -> R:
        """One call. Before it is made, another actor may run; `touched` says what it reads and writes."""
        me = self.me
        if me.dead:
            raise Crash(operation)
        if operation not in WRITES | READS:
            raise AssertionError(f"the harness does not know whether {operation} writes")
        if self.baton is not None:
            self.baton.turn(touched)
            self.me = me
        call = self._numbered(operation, wire.eventual)
        fault = self.trouble(call)
        if fault is None:
            return self._do(call, do)
        fault = call.fitting(fault)
        self.injected.append((call, fault))
        me.hurt = True
        return self._hurt(call, fault, do, wire)

    def _numbered(self, operation: str, eventual: bool) -> Call:
        self.steps.number += 1
        function, where = self.me.function, site()
        place = f"{function}>{where}:{operation}"
        self.steps.seen[place] += 1
        call = Call(self.steps.number, function, where, operation, self.steps.seen[place], eventual)
        self.made.append(call)
        return call

    def _do(self, call: Call, do: Callable[[], R]) -> R:
        if call.operation not in WRITES:
            return do()
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
        if fault == "unreachable":
            raise wire.timed_out()
        self.me.losing, self.me.stale = fault == "lost_reply", fault == "stale"
        try:
            answer = self._do(call, do)
        finally:
            self.me.losing = self.me.stale = False
        if fault == "crash_after":
            self._die(call)
        if fault == "timeout_after":
            raise wire.timed_out()
        return answer

    def _die(self, call: Call) -> None:
        self.me.dead = True
        raise Crash(str(call))

    def lose(self) -> bool:
        """Whether the answer that is just coming back is lost, so that the SDK sends again."""
        losing, self.me.losing = self.me.losing, False
        return losing
