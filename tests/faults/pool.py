"""Several processes with a lab each, which they inherit: who does which piece changes nothing in what comes of it."""

import gc
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from tests.faults.workshop import Workshop

Task = tuple[str, tuple[Any, ...]]
"""A method of the workshop and what it is given."""
_here: list[Workshop] = []


def processors() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Pool:
    """`each(tasks)` gives their results in order, as they come."""

    def __init__(self, made: Workshop, workers: Any) -> None:
        self.made, self.workers = made, workers

    def each(self, tasks: Sequence[Task]) -> Iterator[Any]:
        if self.workers is None:
            yield from (_done(self.made, task) for task in tasks)
        else:
            yield from self.workers.imap(_in_a_worker, tasks)


@contextmanager
def pool(made: Workshop, processes: int) -> Iterator[Pool]:
    """Workers are forked from here, so that what was arranged is arranged once."""
    if processes == 1:
        yield Pool(made, None)
        return
    _here[:] = [made]
    gc.collect()
    gc.freeze()  # what is there now stays, and its pages are shared
    try:
        with multiprocessing.get_context("fork").Pool(processes) as workers:
            yield Pool(made, workers)
    finally:
        gc.unfreeze()
        _here.clear()


def _in_a_worker(task: Task) -> Any:
    return _done(_here[0], task)


def _done(made: Workshop, task: Task) -> Any:
    name, given = task
    do: Callable[..., Any] = getattr(made, name)
    return do(*given)
