"""What a person may do about a line: explain it, and move the money that it left open."""

from argosy.kernel import clock
from argosy.kernel.once import Answer, Once
from argosy.kernel.write import Write
from argosy.ledger import ledger, owners
from argosy.ledger.account_kinds import is_payable
from argosy.ledger.accounts import PLATFORM, world
from argosy.ledger.journal import Journal, Posting
from argosy.reconciliation import batches, journals, lines
from argosy.reconciliation.batch import Batch
from argosy.reconciliation.errors import InvalidResolution
from argosy.reconciliation.line import Line
from events.reconciliation import ItemResolved


def journal_of(line: Line, posting: Posting | None, by: str) -> Journal | None:
    """From the line's suspense to wherever it belongs; or on the channel's account at most what bill and books differ by.

    Raises InvalidResolution for anything else.
    """
    if posting is None:
        return None
    if not (_leaves_suspense(line, posting) or _closes_difference(line, posting)):
        raise InvalidResolution
    return journals.resolved(line, posting, clock.now(), by)


def resolve(
    batch: Batch, before: Line, after: Line, journal: Journal | None, *, once: Once, answer: Answer
) -> None:  # fmt: skip
    """Raises InsufficientFunds where suspense holds less, AccountFrozen, NotFound for an account that nobody has."""
    write = Write(once).add(*lines.changed(batch, [before], [after]))
    if journal:
        (posting,) = journal.postings
        write.add(*ledger.post(journal), *owners.known(posting.source), *owners.known(posting.destination))
    told = ItemResolved(channel=after.channel, day=batch.date, item_id=after.id, by=str(after.resolved_by))
    write.tell(told, beside=batches.key(batch)).commit(answer)


def booked_minor(line: Line, journal: Journal | None) -> int:
    """How much more our books say afterwards that the channel holds."""
    return -journal.net().get(world(line.channel), 0) if journal else 0


def _leaves_suspense(line: Line, posting: Posting) -> bool:
    return posting.source == journals.suspense(line) and is_payable(posting.destination)


def _closes_difference(line: Line, posting: Posting) -> bool:
    """What our books miss comes from the channel; what they have too much goes to it: at our cost, or out of suspense."""
    account, difference = world(line.channel), line.difference_minor
    if posting.source == account:
        return is_payable(posting.destination) and posting.amount_minor <= -difference
    waits = posting.source.startswith(journals.WAITING)
    return (
        posting.destination == account and (waits or posting.source in PLATFORM) and posting.amount_minor <= difference
    )
