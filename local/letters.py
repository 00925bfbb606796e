"""`./argosy admin dead-letters`, `redrive` and `discard`: the desk of dead letters from a terminal, by the product's own code."""

from argosy.kernel import clock, ids
from argosy.kernel.errors import Refusal
from argosy.queues import counting, letters, redriving
from argosy.queues.job import MOST_PER_SECOND, Redrive
from argosy.queues.letter import Letter
from local.home import Problem

OPERATOR = "operator"
SHOWN = 100


def show(listener: str | None) -> None:
    """How many wait, by listener and code; or a listener's letters, the latest death first."""
    if listener is None:
        for (of, code), count in counting.waiting().items():
            print(f"{count:>7}  {of:<50} {code}")
        return
    for item in letters.page(listener, SHOWN, None).items:
        letter: Letter = item.to(Letter)
        died = f"{letter.deaths:>3} x {letter.last_at:%Y-%m-%d %H:%M}"
        print(f"{letter.id}  {letter.status:<9} {died}  {letter.code}: {letter.why}")


def redrive(which: str, per_second: int) -> None:
    """A letter, or all of a listener. Raises Problem."""
    at = clock.now()
    named = (which,) if ids.is_id(which, "ltr") else ()
    job = Redrive(
        id=ids.new("rdv"), ids=named, listener=None if named else which, until=at, would=0, asked_by=OPERATOR,
        per_second=min(per_second, MOST_PER_SECOND),
    )  # fmt: skip
    try:
        would = redriving.would(job, at)
        redriving.begin(job, None, None)
    except Refusal as no:
        raise Problem(no.detail("en")) from None
    print(f"{would} to be handled again, {job.per_second} a second; ./argosy admin dead-letters shows what is left")


def discard(letter_id: str, reason: str) -> None:
    """One that moves no money; the rest takes two people, who sign in. Raises Problem."""
    try:
        before = letters.get(letter_id)
        after = before.discarded(by=OPERATOR, reason=reason, at=clock.now())
        letters.discard([before], [after], reason, None, None)
    except Refusal as no:
        raise Problem(no.detail("en")) from None
    print(f"{letter_id} is now: {after.status}")
