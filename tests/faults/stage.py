"""Where every mode plays: it begins at a moment that was kept, looks after every write, and looks again at the end."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Self

from tests.faults.books import ALWAYS, Books, read
from tests.faults.books_later import ALWAYS_LATER
from tests.faults.calls import Call
from tests.faults.delivery import Delivery
from tests.faults.lab import Lab
from tests.faults.moves import Moves
from tests.faults.told import Told
from tests.faults.world import Trouble

Injected = list[tuple[Call, str]]


def nothing_happens(call: Call) -> None:
    """The trouble of a calm run."""


@dataclass
class Figures:
    """What was done, for the table; those of several processes are added up."""

    runs: int = 0
    faults: int = 0
    calls: int = 0
    checks: int = 0
    hit: set[tuple[str, str]] = field(default_factory=set)

    def add(self, other: Self) -> None:
        self.runs, self.faults = self.runs + other.runs, self.faults + other.faults
        self.calls, self.checks = self.calls + other.calls, self.checks + other.checks
        self.hit |= other.hit


class Stage:
    """`told` is what the clients know. Whatever is wrong is in `delivery.wrong`."""

    def __init__(self, lab: Lab) -> None:
        self.lab, self.world = lab, lab.world
        self.delivery, self.moves, self.told = Delivery(lab), Moves(), Told()
        self.figures = Figures()
        self.world.after_write = self._look

    def keep(self) -> Any:
        """The moment, to begin at as often as one likes."""
        return self.lab.taken((self.delivery.mail, self.told, self.moves))

    def begin(self, moment: Any, trouble: Trouble = nothing_happens) -> None:
        """From here on, with these faults."""
        self.delivery.mail, self.told, self.moves = self.lab.back_to(moment)
        self.delivery.wrong, self.world.made, self.world.injected = [], [], []
        self.world.trouble, self.world.baton = trouble, None

    @contextmanager
    def on(self) -> Iterator[None]:
        """Calls are steps, and are counted."""
        self.world.on = True
        try:
            yield
        finally:
            self.world.on = False

    def ends(self) -> None:
        """Adds the run to the figures."""
        self.figures.runs += 1
        self.figures.calls += len(self.world.made)
        self.figures.faults += len(self.world.injected)
        self.figures.hit |= {(call.place, fault) for call, fault in self.world.injected}

    def books(self) -> Books:
        return read(self.lab.aws.rows())

    def holds(self, invariants: tuple[Callable[[Books], Iterator[str]], ...], books: Books) -> None:
        """Notes what speaks against them."""
        for invariant in invariants:
            self.figures.checks += 1
            for against in invariant(books):
                self.delivery.fail(f"{invariant.__name__}: {against}")

    def _look(self, call: Call) -> None:
        """Reads the table directly, so it is no step."""
        books = self.books()
        self.holds(ALWAYS + ALWAYS_LATER, books)
        for against in self.moves.wrong(books):
            self.delivery.fail(f"moves: {against}")
