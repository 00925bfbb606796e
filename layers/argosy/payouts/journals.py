"""The journals of a payout: each step of a round is posted once."""

from datetime import datetime

from argosy.kernel import trace
from argosy.ledger import accounts
from argosy.ledger.journal import Journal, Posting
from argosy.payouts.payout import Payout


def set_aside(payout: Payout, at: datetime) -> Journal:
    return _journal(payout, "set_aside", at, Posting(payout.source, _hold(payout), payout.amount_minor))


def paid(payout: Payout, bank: str, at: datetime) -> Journal:
    """To the bank, and what is withheld to the tax office."""
    postings = [Posting(_hold(payout), accounts.bank(bank), payout.net_minor)]
    if payout.tax_minor:
        postings.append(Posting(_hold(payout), accounts.TAX_PAYABLE, payout.tax_minor))
    return _journal(payout, "paid", at, *postings)


def given_back(payout: Payout, at: datetime) -> Journal:
    return _journal(payout, "given_back", at, Posting(_hold(payout), payout.source, payout.amount_minor))


def returned(payout: Payout, bank: str, at: datetime) -> Journal:
    """The way back of what was paid: the tax is not owed either."""
    postings = [Posting(accounts.bank(bank), _hold(payout), payout.net_minor)]
    if payout.tax_minor:
        postings.append(Posting(accounts.TAX_PAYABLE, _hold(payout), payout.tax_minor))
    return _journal(payout, "returned", at, *postings, Posting(_hold(payout), payout.source, payout.amount_minor))


def _hold(payout: Payout) -> str:
    return accounts.payout_hold(payout.party)


def _journal(payout: Payout, step: str, at: datetime, *postings: Posting) -> Journal:
    return Journal.of(
        "payout", payout.id, f"{step}:{payout.round}", asset=payout.currency, at=at, actor=trace.current().actor,
        postings=postings,
    )  # fmt: skip
