"""Few workers per function: calls beyond them wait for one, as long as API Gateway would wait for an answer."""

import os
import threading
import time
from collections.abc import Callable
from typing import Any

WORKERS_PER_FUNCTION = int(os.environ.get("ARGOSY_WORKERS", "4"))
QUEUE_SECONDS = 29.0
_freed = threading.Condition()


def waiting(acquire: Callable[..., Any]) -> Callable[..., Any]:
    """Calls beyond the workers of a function wait for one, as long as API Gateway would wait for an answer."""

    def acquire_or_wait(name: str, config: dict[str, Any], code: bytes, qualifier: str = "$LATEST", **_: Any) -> Any:
        deadline = time.monotonic() + QUEUE_SECONDS
        with _freed:
            while True:
                worker, reason = acquire(name, config, code, qualifier=qualifier, max_concurrency=WORKERS_PER_FUNCTION)
                if worker is not None or time.monotonic() > deadline:
                    return worker, reason
                _freed.wait(timeout=0.5)

    return acquire_or_wait


def announcing(release: Callable[[Any], None]) -> Callable[[Any], None]:
    """Tells those who wait that a worker is free."""

    def release_and_tell(worker: Any) -> None:
        release(worker)
        with _freed:
            _freed.notify()

    return release_and_tell
