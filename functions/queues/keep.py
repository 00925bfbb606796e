"""Takes what died out of every context's dead-letter queue and keeps it as letters. Woken every three minutes.

Late, twice or at once with itself it does no harm: a letter has its id of listener and fact.
"""

import time
from datetime import datetime

from argosy.kernel import metric
from argosy.kernel.log import logger
from argosy.kernel.worker import scheduled
from argosy.queues import taking

LONGEST_SECONDS = 100
"""Then it stops, and the next call goes on: what waits in a queue is safe there for 14 days."""


@scheduled
def handler(at: datetime) -> None:
    began, left, kept = time.monotonic(), taking.queues(), 0
    while left and time.monotonic() < began + LONGEST_SECONDS:
        taken = {name: taking.take(url) for name, url in left.items()}
        kept += sum(taken.values())
        left = {name: url for name, url in left.items() if taken[name]}
    if kept:
        logger().error("letters died", kept=kept)
        metric.count("queues", "DeadLetters")  # once, however many: a storm is one alarm
