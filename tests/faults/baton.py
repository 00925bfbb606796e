"""Actors as threads of which exactly one runs: the baton changes hands only before a call, where the chooser says so."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

MOST_TURNS = 5_000


class Stuck(AssertionError):
    """Nobody comes to an end."""


class Cut(BaseException):
    """This run would show nothing new: everybody stops."""


def closed() -> threading.Lock:
    """A lock that somebody waits for."""
    lock = threading.Lock()
    lock.acquire()
    return lock


@dataclass
class Waiting:
    """An actor before its next call; `touched` says what that call reads and writes."""

    name: str
    touched: Callable[[], Any] = tuple
    turn: threading.Lock = field(default_factory=closed)


Choose = Callable[[list[Waiting], str], Waiting]
"""Which of those that wait (in the order of their names) goes on, after this one's call; raises Cut to stop them all."""


class Baton:
    """One meeting of actors: `run` gives what each of them gave or raised. Raises what `choose` raised: Cut, Stuck."""

    def __init__(self, choose: Choose) -> None:
        self.choose = choose
        self._waiting: dict[str, Waiting] = {}
        self._here: dict[int, Waiting] = {}
        self._begun = self._cut = False
        self._broken: BaseException | None = None
        self._main, self._turns, self._last = closed(), 0, ""
        self._results: dict[str, Any] = {}

    def run(self, actors: Mapping[str, Callable[[], Any]]) -> dict[str, Any]:
        """Each actor first comes up to its first call, so that all of them can be chosen from the start."""
        threads = [
            threading.Thread(target=self._body, args=(Waiting(name), act), daemon=True) for name, act in actors.items()
        ]
        for thread in threads:
            thread.start()
            self._main.acquire()
        self._begun = True
        if self._waiting:
            self._pick().turn.release()
            self._main.acquire()
        for thread in threads:
            thread.join()
        if self._broken is not None:
            raise self._broken
        return {name: self._results[name] for name in actors}

    def turn(self, touched: Callable[[], Any]) -> None:
        """Called before each call by the actor that runs; comes back when it is its turn again."""
        me = self._here[threading.get_ident()]
        if self._cut:
            raise Cut
        me.touched = touched
        self._waiting[me.name] = me
        chosen = self._pick() if self._begun else None
        if chosen is not me:
            (chosen.turn if chosen else self._main).release()
            me.turn.acquire()
        if self._cut:
            raise Cut

    def _pick(self) -> Waiting:
        self._turns += 1
        waiting = [self._waiting[name] for name in sorted(self._waiting)]
        chosen = waiting[0]
        if not self._cut:
            try:
                if self._turns > MOST_TURNS:
                    raise Stuck(f"no end after {MOST_TURNS} turns")
                chosen = self.choose(waiting, self._last)
            except BaseException as why:  # it is raised where nobody else waits for a turn
                self._cut, self._broken = True, why
        self._last = chosen.name
        return self._waiting.pop(chosen.name)

    def _body(self, me: Waiting, act: Callable[[], Any]) -> None:
        self._here[threading.get_ident()] = me
        try:
            self._results[me.name] = act()
        except BaseException as why:
            self._results[me.name] = why
        finally:
            (self._pick().turn if self._begun and self._waiting else self._main).release()
