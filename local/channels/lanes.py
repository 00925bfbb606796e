"""A thread that does what it is given in the order of its time."""

import heapq
from collections.abc import Callable
from itertools import count
from threading import Condition, Thread

_LOOK_SECONDS = 0.05


class Lane:
    """What is put with the same delay is done in the order of putting, one after the other.

    Time is what `now` says. It may be moved, so it is looked at again and again while something waits.
    """

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._tasks: list[tuple[float, int, Callable[[], None]]] = []
        self._order = count()
        self._changed = Condition()
        self._stopping = False
        self._busy = False
        self._thread = Thread(target=self._work, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Returns once a task that is running has ended; what still waits is dropped."""
        with self._changed:
            self._stopping = True
            self._changed.notify()
        if self._thread.is_alive():
            self._thread.join()

    def put(self, delay_seconds: float, task: Callable[[], None]) -> None:
        with self._changed:
            heapq.heappush(self._tasks, (self._now() + delay_seconds, next(self._order), task))
            self._changed.notify()

    @property
    def idle(self) -> bool:
        with self._changed:
            return not self._tasks and not self._busy

    def _work(self) -> None:
        while True:
            with self._changed:
                self._busy = False
                while not self._stopping and (not self._tasks or self._tasks[0][0] > self._now()):
                    self._changed.wait(self._until_next_look())
                if self._stopping:
                    return
                task = heapq.heappop(self._tasks)[2]
                self._busy = True
            task()

    def _until_next_look(self) -> float | None:
        """Seconds; None while nothing waits."""
        return min(max(self._tasks[0][0] - self._now(), 0.0), _LOOK_SECONDS) if self._tasks else None
