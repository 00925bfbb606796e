"""What a person is shown of dead letters and redrives."""

from typing import Any, Self

from argosy.kernel.body import Instant, View
from argosy.queues.job import Redrive
from argosy.queues.letter import Letter, LetterStatus


class GroupView(View):
    """How many letters of a listener wait for one reason."""

    listener: str
    code: str
    waiting: int


class LetterView(View):
    """`tries` counts the redrives under the `tried_version` of the product; `asked_by` has asked for it to be discarded."""

    id: str
    listener: str
    fact_id: str
    name: str
    code: str
    why: str
    status: LetterStatus
    deaths: int
    first_at: Instant
    last_at: Instant
    told_at: Instant
    trace_id: str
    redrives: int
    tries: int
    tried_version: str
    job_id: str | None
    asked_by: str | None
    ended_by: str | None
    ended_at: Instant | None
    note: str | None
    version: int


class OpenLetterView(LetterView):
    """With what its listener is called with, for who has said why."""

    body: str | None


class DeskView(View):
    """A page of a listener's letters; without a listener, what waits, by listener and code."""

    groups: list[GroupView]
    data: list[LetterView]
    next_cursor: str | None


class RedriveView(View):
    """`would` is how many letters it meant when it was asked for, up to a thousand; `died` counts those that wait again."""

    id: str | None
    would: int
    sent: int
    done: int
    died: int
    ended_at: Instant | None

    @classmethod
    def of_job(cls, job: Redrive, counts: dict[str, int]) -> Self:
        return cls(id=job.id, would=job.would, ended_at=job.ended_at, **counts)

    @classmethod
    def meant(cls, would: int) -> Self:
        return cls(id=None, would=would, sent=0, done=0, died=0, ended_at=None)


class LettersView(View):
    """Letters as they are now."""

    data: list[LetterView]


class QueueView(View):
    """A dead-letter queue: what the desk has not taken out yet."""

    context: str
    waiting: int
    in_flight: int


class QueuesView(View):
    """Every dead-letter queue of the product."""

    data: list[QueueView]


def opened(letter: Letter, *, with_body: bool) -> OpenLetterView:
    shown: dict[str, Any] = vars(letter) | {"body": letter.body if with_body else None}
    return OpenLetterView.model_validate(shown)
