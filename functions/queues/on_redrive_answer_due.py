"""Looks what came of a redrive: the listener's receipt, or nothing that could be heard."""

from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from argosy.queues import redriving
from events.queues import RedriveAnswerDue


@listens(RedriveAnswerDue)
def handler(event: RedriveAnswerDue, receipt: Receipt) -> None:
    redriving.look(event.letter_id, event.redrives, receipt)
