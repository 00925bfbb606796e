"""What the desk of dead letters tells."""

from argosy.kernel.outbox import Event


class LetterRead(Event, name="queues.letter_read", version=1):
    """Somebody looked at what a dead letter holds, for a reason."""

    letter_id: str
    reason: str


class LetterDiscarded(Event, name="queues.letter_discarded", version=1):
    """A dead letter was given up; with `asked` it waits for a second person."""

    letter_id: str
    listener: str
    fact_id: str
    reason: str
    asked: bool


class RedriveDue(Event, name="queues.redrive_due", version=1):
    """The next letters of a job are to be sent."""

    job_id: str
    step: int


class RedriveAnswerDue(Event, name="queues.redrive_answer_due", version=1):
    """Time to look what came of a redrive. Void once the letter was redriven again. Told by a timer."""

    letter_id: str
    redrives: int
