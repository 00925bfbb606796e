"""That every payout's money is where its state says, as a check of a proof."""

from argosy.kernel.sums import summed
from argosy.ledger.account_kinds import is_payout_hold
from argosy.ledger.accounts import TAX_PAYABLE, bank
from argosy.ledger.books import Books
from argosy.ledger.journal import Journal
from argosy.ledger.proof import Finding, finding
from argosy.payouts import payouts
from argosy.payouts.payout import UNDER_WAY, Payout, PayoutStatus


def findings(books: Books) -> list[Finding]:
    """I10, as far as payouts go. It takes the whole ledger: a part of it has not all of a payout."""
    if not books.is_whole:
        return []
    journals = [journal for journal in books.journals if journal.business == "payout" and not journal.reversal_of]
    held = summed((journal.business_id, _to_hold(journal)) for journal in journals)
    gone = summed((journal.business_id, _to_bank(journal)) for journal in journals)
    off = [each.id for each in payouts.known(held) if (held[each.id], gone[each.id]) != _expected(each)]
    moving = {journal.business_id for journal in books.later} if off else set()
    left = (payout_id for payout_id in off if payout_id not in moving)
    return [finding("I10", "a payout's money is set aside, paid or given back as its state says", left)]


def _expected(payout: Payout) -> tuple[int, int]:
    """What is set aside for it, and what has gone to its bank and to the tax office."""
    if payout.status in UNDER_WAY:
        return payout.amount_minor, 0
    return 0, payout.amount_minor if payout.status is PayoutStatus.PAID else 0


def _to_hold(journal: Journal) -> int:
    return sum(minor for account, minor in journal.net().items() if is_payout_hold(account))


def _to_bank(journal: Journal) -> int:
    banks = bank("")
    return sum(minor for account, minor in journal.net().items() if account == TAX_PAYABLE or account.startswith(banks))
