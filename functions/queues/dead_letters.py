"""The desk of dead letters: what waits, why, and having it tried again or given up."""

from dataclasses import replace
from typing import Annotated

from pydantic import Field, Strict, StringConstraints

from argosy.kernel import clock, ids
from argosy.kernel.auth import Caller
from argosy.kernel.body import Body, Id, Query, Text, Time, Whole
from argosy.kernel.http import Accepted, Api, Reply
from argosy.kernel.once import Once
from argosy.kernel.paging import Paging
from argosy.kernel.write import retrying
from argosy.queues import counting, letters, redriving
from argosy.queues.errors import NamesNothing
from argosy.queues.job import MOST_NAMED, MOST_PER_SECOND, Redrive
from argosy.queues.letter import Letter, LetterStatus
from argosy.queues.permissions import OPS_REDRIVE
from argosy.queues.views import DeskView, GroupView, LettersView, LetterView, OpenLetterView, RedriveView, opened

app = Api(tag="operations")
LetterId = Annotated[str, Id("ltr")]
ListenerName = Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,40}\.[a-z0-9_]{1,80}$|^unknown$")]
Code = Annotated[str, StringConstraints(pattern=r"^[\w.:-]{1,80}$")]
MOST_DISCARDED = 30


class Which(Paging):
    listener: ListenerName | None = None
    code: Code | None = None
    status: Annotated[LetterStatus, Strict(False)] | None = None


class Why(Query):
    reason: Annotated[str, Text(1, 300)] | None = None


class RedriveWish(Body):
    """Letters by name, or all of a listener (with one code) that died until then."""

    ids: Annotated[list[LetterId], Field(max_length=MOST_NAMED)] = []
    listener: ListenerName | None = None
    code: Code | None = None
    until: Time | None = None
    per_second: Annotated[int, Whole(1, MOST_PER_SECOND)] = 5
    dry_run: bool = False


class DiscardWish(Body):
    ids: Annotated[list[LetterId], Field(min_length=1, max_length=MOST_DISCARDED)]
    reason: Annotated[str, Text(1, 300)]


@app.get("/v1/admin/dead-letters", may=OPS_REDRIVE)
def desk(which: Which) -> DeskView:
    """A listener's letters, the latest death first; without a listener, what waits, by listener and code."""
    if which.listener is None:
        groups = [GroupView(listener=of, code=code, waiting=count) for (of, code), count in counting.waiting().items()]
        found = [each for each in groups if which.code in (None, each.code)]
        return DeskView(groups=found, data=[], next_cursor=None)
    page = letters.page(which.listener, which.limit, which.after)
    shown = [item for item in page.items if which.code in (None, item.code) and which.status in (None, item.status)]
    return DeskView(
        groups=[], data=[LetterView.of(item.to(Letter)) for item in shown], next_cursor=which.next(page.next)
    )


@app.get("/v1/admin/dead-letters/{letter_id}", may=OPS_REDRIVE)
def one(letter_id: LetterId, why: Why) -> OpenLetterView:
    """A letter; what it holds, which may be about people, only for a reason, which is written down."""
    letter = letters.get(letter_id)
    if why.reason:
        letters.look_at(letter, why.reason)
    return opened(letter, with_body=why.reason is not None)


@app.post("/v1/admin/dead-letters/redrive", may=OPS_REDRIVE, once=True)
def redrive(wish: RedriveWish, caller: Caller, once: Once) -> Accepted[RedriveView] | Reply[RedriveView]:
    """Have letters handled again by the listener that could not, and by no other; or, dry, only say how many it would be."""
    at = clock.now()
    if bool(wish.ids) == bool(wish.listener):
        raise NamesNothing
    job = Redrive(
        id=ids.derived("rdv", once.scope, once.key), ids=tuple(dict.fromkeys(wish.ids)), listener=wish.listener,
        code=wish.code, until=wish.until or at, per_second=wish.per_second, would=0, asked_by=caller.id,
    )  # fmt: skip
    would = redriving.would(job, at)
    if wish.dry_run:
        return Reply(RedriveView.meant(would))
    begun = replace(job, would=would)
    reply = Accepted(RedriveView.of_job(begun, redriving.counts(job.id)), f"/v1/admin/redrives/{job.id}")
    redriving.begin(begun, once, reply)
    return reply


@app.get("/v1/admin/redrives/{job_id}", may=OPS_REDRIVE)
def job(job_id: Annotated[str, Id("rdv")]) -> RedriveView:
    """How far a redrive is, and what came of its letters."""
    return RedriveView.of_job(redriving.get(job_id), redriving.counts(job_id))


@app.post("/v1/admin/dead-letters/discard", may=OPS_REDRIVE, once=True)
def discard(wish: DiscardWish, caller: Caller, once: Once) -> Reply[LettersView]:
    """Give letters up: all of them or none. One that moves money waits until a second person asks for the same."""

    def given_up() -> Reply[LettersView]:
        at, before = clock.now(), letters.named(dict.fromkeys(wish.ids))
        after = [letter.discarded(by=caller.id, reason=wish.reason, at=at) for letter in before]
        reply = Reply(LettersView(data=[LetterView.of(letter) for letter in after]))
        letters.discard(before, after, wish.reason, once, reply)
        return reply

    return retrying(given_up)


handler = app.handler
