"""The journals of a refund: every share gives its part, and what a party no longer has it owes."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from argosy.kernel.sums import summed
from argosy.ledger import accounts, recovery
from argosy.ledger.holding import Account, Holdings
from argosy.ledger.journal import Journal, Posting
from argosy.orders.split import Share
from argosy.payments.attempt import Attempt
from argosy.refunds.refund import Refund
from events.ledger import PartyDebt

Given = Sequence[tuple[Share, int]]
"""What each share gives back."""


def decisive(given: Given, asset: str) -> list[Account]:
    """What is read before it is decided where each share's part comes from."""
    return recovery.decisive((share.account for share, _ in given), asset)


def taken_back(refund: Refund, world: str, given: Given, held: Holdings, at: datetime) -> Journal:
    """Each share's part to escrow, from there to the buyer: by the way it came, and into the wallet what came from it.

    A party's part is taken from what it has; the rest it owes (`receivable`), and its next earnings repay it.
    """
    escrow = accounts.escrow(refund.order_id)
    totals = summed((share.account, minor) for share, minor in given)
    found = recovery.sources(totals.items(), refund.currency, held)
    postings = [Posting(source, escrow, minor) for source, minor in found]
    return _of(refund, "succeeded", [*postings, *_back(refund, escrow, world)], at)


def debts(journal: Journal) -> tuple[PartyDebt, ...]:
    """What parties owe since it was posted."""
    return recovery.debts(((each.source, each.amount_minor) for each in journal.postings), journal.asset)


def returned(refund: Refund, attempt: Attempt, at: datetime) -> Journal:
    """The channel has the money again, and it waits for its next try."""
    posting = Posting(accounts.world(attempt.channel), _waiting(refund), refund.channel_minor)
    return _of(refund, f"returned {refund.failures}", [posting], at)


def sent_again(refund: Refund, world: str, at: datetime) -> Journal:
    return _of(refund, f"sent again {refund.failures}", [Posting(_waiting(refund), world, refund.channel_minor)], at)


def unclaimed(refund: Refund, attempt: Attempt, world: str, at: datetime) -> Journal:
    """Money that nobody wanted has gone back."""
    suspense = accounts.suspense(str(refund.unclaimed_as), attempt.id)
    return _of(refund, "succeeded", [Posting(suspense, world, refund.amount_minor)], at)


def _back(refund: Refund, escrow: str, world: str) -> Iterator[Posting]:
    if refund.channel_minor:
        yield Posting(escrow, world, refund.channel_minor)
    if refund.wallet_minor:
        yield Posting(escrow, accounts.cash(accounts.user(refund.buyer_id)), refund.wallet_minor)


def _waiting(refund: Refund) -> str:
    return accounts.suspense("refund", refund.id)


def _of(refund: Refund, step: str, postings: list[Posting], at: datetime) -> Journal:
    return Journal.of(
        "refund", refund.id, step, asset=refund.currency, at=at, actor="system", order_id=refund.order_id,
        postings=tuple(postings),
    )  # fmt: skip
