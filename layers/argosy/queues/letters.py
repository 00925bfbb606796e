"""Letters as they are kept, read and given up."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from argosy.kernel import clock
from argosy.kernel.errors import NotFound
from argosy.kernel.keys import Key, Page, Position
from argosy.kernel.once import Answer, Once
from argosy.kernel.receipt import Receipt, ReceiptItem
from argosy.kernel.table import fetch
from argosy.kernel.trace import REDRIVEN
from argosy.kernel.write import Part, Write, retrying, save
from argosy.queues.counting import Change, counted
from argosy.queues.death import Death
from argosy.queues.items import LetterItem
from argosy.queues.letter import Letter, LetterStatus
from events.queues import LetterDiscarded, LetterRead

KEPT = timedelta(days=90)
"""After its end. One that waits is kept until somebody has ended it."""


def get(letter_id: str) -> Letter:
    """Raises NotFound."""
    return LetterItem.by_id.load(Letter, id=letter_id)


def named(letter_ids: Iterable[str]) -> list[Letter]:
    """In this order. Raises NotFound if one is not there."""
    wanted = [key(letter_id) for letter_id in letter_ids]
    found = fetch(wanted)
    if len(found) < len(set(wanted)):
        raise NotFound
    return [LetterItem.read(found[each]).to(Letter) for each in wanted]


def page(listener: str, limit: int, after: Position | None) -> Page:
    """A listener's letters, the latest death first."""
    return LetterItem.of_listener.newest(listener=listener, limit=limit, after=after)


def keep(deaths: Sequence[Death]) -> None:
    """A letter for each listener and fact, however often it died. Ten deaths are one transaction, and no more come together."""
    by_letter: dict[str, list[Death]] = {}
    for death in deaths:
        by_letter.setdefault(death.letter_id, []).append(death)

    def kept() -> None:
        at = clock.now()
        found = fetch(key(letter_id) for letter_id in by_letter)
        changes: list[Change] = []
        for letter_id, died in by_letter.items():
            raw = found.get(key(letter_id))
            letter = LetterItem.read(raw).to(Letter) if raw else None
            after = letter.dies(died[-1], at, times=len(died)) if letter else Letter.of(died[-1], at, times=len(died))
            changes.append((letter, after))
        Write().add(*changed(*changes)).commit()

    retrying(kept)


def changed(*changes: Change) -> list[Part]:
    """Letters as they are after this, and what counts them."""
    return [*(save(_item(after)) for _, after in changes), *counted(*changes)]


def acted(letter: Letter) -> bool:
    """Whether its listener has done its part, by what it wrote in the transaction of its effect or after a redrive."""
    known = {letter.listener, Receipt(letter.listener, letter.fact_id).of(REDRIVEN).listener}
    return any(item.listener in known for item in ReceiptItem.by_event.every(event_id=letter.fact_id))


def look_at(letter: Letter, reason: str) -> None:
    """Somebody is shown what it holds, and that is written down first."""
    Write().tell(LetterRead(letter_id=letter.id, reason=reason), beside=key(letter.id)).commit()


def discard(
    before: Sequence[Letter], after: Sequence[Letter], reason: str, once: Once | None, answer: Answer | None
) -> None:
    """All of them or none. Raises AlreadyDone for one that has acted after all."""
    write = Write(once).add(*changed(*zip(before, after, strict=True)))
    for letter in after:
        asked = letter.status is LetterStatus.WAITING
        if not asked:  # so that it does not act after all, and who hears in order goes on without it
            write.add(Part("Put", *Receipt(letter.listener, letter.fact_id).record()))
        told = LetterDiscarded(
            letter_id=letter.id, listener=letter.listener, fact_id=letter.fact_id, reason=reason, asked=asked
        )
        write.tell(told, beside=key(letter.id))
    write.commit(answer)


def key(letter_id: str) -> Key:
    found: Key = LetterItem.by_id.key(id=letter_id)
    return found


def _item(letter: Letter) -> LetterItem:
    item = LetterItem.of(letter)
    if letter.ended_at:
        item.expires_at = int((letter.ended_at + KEPT).timestamp())
    return item
