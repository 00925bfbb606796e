"""Redrives: asked for, done step by step, and what came of each letter."""

import time
from datetime import datetime, timedelta

from argosy.kernel import aws, clock
from argosy.kernel.aws import ClientError
from argosy.kernel.errors import Conflict
from argosy.kernel.keys import Key, Position
from argosy.kernel.log import logger
from argosy.kernel.once import Answer, Once
from argosy.kernel.receipt import Receipt
from argosy.kernel.settings import settings
from argosy.kernel.write import Write, put, retrying, save
from argosy.queues import calling, letters
from argosy.queues.counting import of_job
from argosy.queues.items import LetterItem, RedriveCountItem, RedriveItem
from argosy.queues.job import Redrive
from argosy.queues.letter import Letter, LetterStatus
from events.queues import RedriveAnswerDue, RedriveDue

ANSWERED_IN = timedelta(minutes=5)
"""Lambda's three tries take less, unless it is throttled; who is heard later has left a receipt all the same."""
MOST_COUNTED = 1_000


def get(job_id: str) -> Redrive:
    """Raises NotFound."""
    return RedriveItem.by_id.load(Redrive, id=job_id)


def counts(job_id: str) -> dict[str, int]:
    """What became of its letters so far."""
    item = RedriveCountItem.of_job.get(id=job_id)
    return {what: int(getattr(item, what) or 0) if item else 0 for what in ("sent", "done", "died")}


def would(job: Redrive, at: datetime) -> int:
    """How many letters it would send, up to a thousand. Raises what forbids one that is named."""
    if job.ids:
        for letter in letters.named(job.ids):
            letter.check(settings().version, at)
        return len(job.ids)
    found, after = 0, ""
    while found < MOST_COUNTED:
        some = _next(job, after, 100)
        found += sum(job.takes(letter) and _may(letter, at) for letter in some)
        if len(some) < 100:
            return found
        after = _place(some[-1])
    return MOST_COUNTED


def begin(job: Redrive, once: Once | None, answer: Answer | None) -> None:
    """Its first step is told of in the same transaction."""
    write = Write(once).add(put(RedriveItem.of(job)))
    write.tell(RedriveDue(job_id=job.id, step=job.step), beside=_key(job.id)).commit(answer)


def step(job_id: str, number: int, receipt: Receipt) -> None:
    """Sends the job's next letters, none faster than it says. A step that is done again finds most of them sent."""
    job = get(job_id)
    if job.step != number or job.ended_at:
        return Write(receipt).commit()
    some = _next(job, job.after or "", job.slice)
    for letter in some:
        if job.takes(letter) and _may(letter, clock.now()):
            _send(letter.id, job)
            time.sleep(1 / job.per_second)
    write = Write(receipt)
    if len(some) < job.slice:
        return write.add(save(RedriveItem.of(job.ended(clock.now())))).commit()
    on = job.goes_on(str(int(job.after or 0) + len(some)) if job.ids else _place(some[-1]))
    write.add(save(RedriveItem.of(on))).tell(RedriveDue(job_id=job.id, step=on.step), beside=_key(job.id))
    return write.commit()


def look(letter_id: str, redrives: int, receipt: Receipt) -> None:
    """What came of a redrive: a receipt, or nothing that could be heard."""

    def looked() -> None:
        letter = letters.get(letter_id)
        write = Write(receipt)
        if letter.status is LetterStatus.REDRIVING and letter.redrives == redrives:
            after = letter.done(clock.now()) if letters.acted(letter) else letter.unheard()
            write.add(*letters.changed((letter, after)))
        write.commit()

    retrying(looked)


def _send(letter_id: str, job: Redrive) -> None:
    """First it is written down, then its function is called; a crash in between is found by the look that follows."""
    sent = retrying(lambda: _sent(letter_id, job))
    if sent is None:
        return
    try:
        calling.call(sent)
    except ClientError as no:
        if aws.passes(no):
            raise
        logger().error("cannot be called", letter_id=letter_id, listener=sent.listener, why=str(no))  # it waits again


def _sent(letter_id: str, job: Redrive) -> Letter | None:
    letter, at = letters.get(letter_id), clock.now()
    if not _may(letter, at):
        return None
    if letters.acted(letter):
        Write().add(*letters.changed((letter, letter.done(at))), of_job(job.id, "done")).commit()
        return None
    after = letter.redriven(job.id, settings().version)
    write = Write().add(*letters.changed((letter, after)), of_job(job.id, "sent"))
    answer = RedriveAnswerDue(letter_id=letter.id, redrives=after.redrives)
    write.remind(at + ANSWERED_IN, answer, about=f"{letter.id}:{after.redrives}").commit()
    return after


def _may(letter: Letter, at: datetime) -> bool:
    try:
        letter.check(settings().version, at)
    except Conflict:
        return False
    return True


def _next(job: Redrive, after: str, limit: int) -> list[Letter]:
    if job.ids:
        begin = int(after or 0)
        return letters.named(job.ids[begin : begin + limit])
    position = Position(after, "", "") if after else None
    page = LetterItem.of_listener.oldest(listener=job.listener, limit=limit, after=position)
    return [item.to(Letter) for item in page.items]


def _place(letter: Letter) -> str:
    return f"{clock.spell(letter.last_at)}#{letter.id}"


def _key(job_id: str) -> Key:
    found: Key = RedriveItem.by_id.key(id=job_id)
    return found
