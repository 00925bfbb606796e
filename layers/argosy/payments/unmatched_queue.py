"""Words that fit nothing, as they are kept until a person has ended each."""

from contextlib import suppress

from argosy.kernel.errors import Conflict
from argosy.kernel.once import Answer, Once
from argosy.kernel.table import Key, Page, Position
from argosy.kernel.write import Part, Write, put, save
from argosy.payments.attempt import Attempt
from argosy.payments.items import UnmatchedItem
from argosy.payments.unmatched import Unmatched, UnmatchedStatus, id_of
from events.payments import UnmatchedExplained


class NotedAlready(Conflict, code="noted_already"):
    """The same word waits already, or was ended; that is success."""

    en = "This is noted."
    zh = "已记录。"


def get(unmatched_id: str) -> Unmatched:
    """Raises NotFound."""
    return UnmatchedItem.by_id.load(Unmatched, id=unmatched_id)


def of_attempt(attempt: Attempt) -> Unmatched:
    """The entry of money that came otherwise than it was asked for. Raises NotFound."""
    return get(id_of(attempt.channel, attempt.id, "succeeded", attempt.received or attempt.asked))


def waiting(limit: int, after: Position | None) -> Page:
    """What nobody has ended, newest first."""
    return UnmatchedItem.waiting.newest(limit=limit, after=after)


def noted(entry: Unmatched) -> Part:
    return put(_item(entry), otherwise=NotedAlready())


def note(entry: Unmatched) -> None:
    """By itself, and once."""
    with suppress(NotedAlready):
        Write().add(noted(entry)).commit()


def saved(entry: Unmatched) -> Part:
    return save(_item(entry))


def explain(entry: Unmatched, once: Once, answer: Answer) -> None:
    """A person has found out what it is."""
    told = UnmatchedExplained(unmatched_id=entry.id, why=entry.why, note=str(entry.note))
    Write(once).add(saved(entry)).tell(told, beside=_key(entry)).commit(answer)


def _key(entry: Unmatched) -> Key:
    key: Key = UnmatchedItem.by_id.key(id=entry.id)
    return key


def _item(entry: Unmatched) -> UnmatchedItem:
    since = entry.noted_at if entry.status is UnmatchedStatus.WAITING else None
    return UnmatchedItem.of(entry, waiting_since=since)
