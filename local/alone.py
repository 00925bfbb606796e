"""One at a time where two would tread on each other: a lock that ends with its process, however that ends."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from local.home import Problem, home


@contextmanager
def alone(command: str, otherwise: str) -> Iterator[None]:
    """Raises Problem at once where the command runs already on this stack; *otherwise* says what to do instead."""
    with (home() / f"{command}.lock").open("a+") as lock:
        lock.seek(0)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Problem(f"./argosy {command} runs already (process {lock.read().strip()}): {otherwise}") from None
        lock.truncate(0)
        print(os.getpid(), file=lock, flush=True)
        yield
