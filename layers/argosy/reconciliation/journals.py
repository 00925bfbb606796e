"""The journals of reconciliation. Each bears the day that it belongs to, which is not the day on which it is made."""

from datetime import datetime

from argosy.ledger import accounts
from argosy.ledger.journal import Journal, Posting
from argosy.reconciliation.line import Line

BUSINESS = "reconciliation"
WAITING = accounts.suspense("recon", "")
"""How the accounts begin in which money waits that no number of ours explains."""


def fee(line: Line, at: datetime) -> Journal | None:
    """What the channel takes, or gives back with a refund."""
    if not line.fee_minor:
        return None
    source, destination = accounts.FEE_EXPENSE, accounts.world(line.channel)
    if line.fee_minor < 0:
        source, destination = destination, source
    return _of(line, "fee", Posting(source, destination, abs(line.fee_minor)), at, "system")


def unclaimed(line: Line, at: datetime) -> Journal | None:
    """Money under a number that is not ours waits under the line's name. What left us so is not there to wait."""
    if line.billed_minor <= 0:
        return None
    return _of(line, "unknown", Posting(accounts.world(line.channel), suspense(line), line.billed_minor), at, "system")


def resolved(line: Line, posting: Posting, at: datetime, by: str) -> Journal:
    return _of(line, "resolved", posting, at, by)


def suspense(line: Line) -> str:
    return accounts.suspense("recon", line.id)


def day_of(journal: Journal) -> str | None:
    """The reconciled day of which a journal is a part; none for what others have posted, and for what takes such a one back."""
    if journal.business != BUSINESS or journal.reversal_of:
        return None
    return journal.step.rpartition(" ")[2]


def _of(line: Line, what: str, posting: Posting, at: datetime, actor: str) -> Journal:
    return Journal.of(
        BUSINESS, line.id, f"{what} {line.day}", asset=line.currency, at=at, actor=actor, postings=(posting,)
    )
