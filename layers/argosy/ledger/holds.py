"""Holds as they are kept. Each function gives parts for the transaction of whatever sets money aside or moves it."""

from argosy.kernel.table import Key
from argosy.kernel.timer import TimerItem
from argosy.kernel.write import Part, put, save
from argosy.ledger import ledger
from argosy.ledger.hold import Hold, HoldStatus
from argosy.ledger.holding import Holding, Holdings
from argosy.ledger.items import HoldItem
from argosy.ledger.journal import Journal
from events.ledger import HoldDeadlinePassed


def get(hold_id: str) -> Hold:
    """Raises NotFound."""
    return HoldItem.by_id.load(Hold, id=hold_id)


def key(hold_id: str) -> Key:
    return HoldItem.by_id.key(id=hold_id)


def placed(hold: Hold) -> tuple[Part, ...]:
    """Set it aside; whoever does so ends it. Raises InsufficientFunds, AccountFrozen."""
    return save(_item(hold)), ledger.kept(_holding(hold).hold(hold.amount_minor))


def timed(hold: Hold) -> Part:
    """Let it expire by itself: not where it ends with something else, as a payment that may still succeed."""
    return put(TimerItem.telling(HoldDeadlinePassed(hold_id=hold.id), at=hold.expires_at_moment, about=hold.id))


def posted(hold: Hold, *journals: Journal, read: Holdings | None = None) -> tuple[Part, ...]:
    """Its money moves by these journals; what they leave of it is available again. `read` is what was decided by besides.

    Raises InvalidState once it has ended, HoldExceeded, AccountFrozen.
    """
    moved_minor = -sum(journal.net().get(hold.account, 0) for journal in journals)
    ended = hold.ended(HoldStatus.POSTED, posted_minor=moved_minor)
    free = _holding(hold).let_go(hold.amount_minor)
    return save(_item(ended)), *ledger.post(*journals, read={**(read or {}), (hold.account, hold.asset): free})


def let_go(hold: Hold, status: HoldStatus) -> tuple[Part, ...]:
    """All of it is available again: voided, or expired. Raises InvalidState once it has ended."""
    ended = hold.ended(status)
    return save(_item(ended)), ledger.kept(_holding(hold).let_go(hold.amount_minor))


def _holding(hold: Hold) -> Holding:
    return ledger.holdings([(hold.account, hold.asset)])[hold.account, hold.asset]


def _item(hold: Hold) -> HoldItem:
    item = HoldItem.of(hold)
    item.open_until = hold.expires_at_moment if hold.status is HoldStatus.PENDING else None
    return item
