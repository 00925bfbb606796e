"""Sends the next letters of a redrive to the listener that could not handle them."""

from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from argosy.queues import redriving
from events.queues import RedriveDue


@listens(RedriveDue)
def handler(event: RedriveDue, receipt: Receipt) -> None:
    redriving.step(event.job_id, event.step, receipt)
