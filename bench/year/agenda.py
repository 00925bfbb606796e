"""What is to happen, in the order of time; between two things time passes, and schedules look at their hours."""

import heapq
import itertools
from collections.abc import Callable
from datetime import datetime, timedelta

from argosy.kernel import clock
from tests.conftest import Clock

Act = Callable[[], None]


class Agenda:
    """`every(hours=1, do=…)` is a schedule; `after(…)` and `at(…)` are things that happen once."""

    def __init__(self, time: Clock) -> None:
        self.time = time
        self._number = itertools.count()
        self._coming: list[tuple[datetime, int, Act]] = []

    def at(self, moment: datetime, act: Act) -> None:
        heapq.heappush(self._coming, (moment, next(self._number), act))

    def after(self, span: timedelta, act: Act) -> None:
        self.at(clock.now() + span, act)

    def every(self, span: timedelta, first: datetime, act: Act) -> None:
        """From `first` on, until the end."""

        def again() -> None:
            act()
            self.at(max(planned[0], first) + span, again)
            planned[0] += span

        planned = [first]
        self.at(first, again)

    def play(self, until: datetime) -> None:
        """Everything that is planned before that moment, and what it plans."""
        while self._coming and self._coming[0][0] < until:
            moment, _, act = heapq.heappop(self._coming)
            self.time.now = max(self.time.now, moment)
            act()
        self.time.now = max(self.time.now, until)
