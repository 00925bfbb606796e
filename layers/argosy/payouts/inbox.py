"""Banks' words as they are kept: each once, before it is answered, whatever it says."""

import re
from datetime import datetime, timedelta

from argosy.kernel.errors import NotFound
from argosy.kernel.ids import is_id
from argosy.kernel.write import Write, put
from argosy.payments.errors import NotReady
from argosy.payouts.bank import Word
from argosy.payouts.items import BankEventItem, PayoutAttemptItem
from events.payouts import BankWordReceived

KEPT = timedelta(days=400)


class KnownAlready(Exception):
    """The bank told it before: success."""


def receive(word: Word, at: datetime) -> None:
    """Keep it and tell that it is there. Raises NotReady where it is about a number that is not known (yet)."""
    if word.number is not None and not _is_known(word.number):
        raise NotReady(retry_after_seconds=5)
    item = BankEventItem(
        bank=word.bank, event_id=word.event_id, event_type=word.event_type, received_at=at, word=word,
        expires_at=int((at + KEPT).timestamp()),
    )  # fmt: skip
    write = Write().add(put(item, otherwise=KnownAlready()))
    try:
        write.tell(BankWordReceived(bank=word.bank, event_id=word.event_id), beside=item.key).commit()
    except KnownAlready:
        return


def read(bank: str, event_id: str) -> Word:
    """Raises NotFound."""
    item = BankEventItem.by_event.get(bank=bank, event_id=event_id)
    if item is None:
        raise NotFound
    word: Word = item.word
    return word


def attempt_of(number: str) -> tuple[str, int]:
    """The payout and the round that a number names. Raises NotFound for one that is not spelled as ours are."""
    payout_id, _, which = number.partition("-")
    if not (is_id(payout_id, "pyo") and re.fullmatch(r"[1-9]\d{0,3}", which, re.ASCII)):
        raise NotFound
    return payout_id, int(which)


def _is_known(number: str) -> bool:
    try:
        payout_id, which = attempt_of(number)
    except NotFound:
        return False
    return PayoutAttemptItem.by_number.get(payout_id=payout_id, round=which) is not None
