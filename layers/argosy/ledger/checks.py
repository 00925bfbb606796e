"""The ledger's own invariants, as checks of a proof."""

from collections.abc import Iterator
from datetime import timedelta

from argosy.kernel import clock
from argosy.ledger import chains, closings, seals
from argosy.ledger.account_kinds import is_receivable, may_be_negative
from argosy.ledger.books import Books
from argosy.ledger.hold import Hold, HoldStatus
from argosy.ledger.holding import Holding
from argosy.ledger.items import HoldItem
from argosy.ledger.journal import Journal
from argosy.ledger.proof import Finding, finding, sums_minor
from argosy.ledger.seal import Account, Seal

GRACE = timedelta(hours=1)
"""Timers are told each minute, and a queue tries again for some minutes."""

LATE = timedelta(days=1)


def findings(books: Books) -> list[Finding]:
    """I1, I2, I3, I4, I13 and the seals."""
    differing = [f"{' '.join(account)}: {minor:+}" for account, minor in books.off.items()]
    unbalanced = [f"{asset}: {minor:+}" for asset, minor in sums_minor(books).items() if minor]
    return [
        finding("I1", "every journal is as it was written", altered(books.journals)),
        finding("I2", "the balances of each asset sum to zero", unbalanced),
        finding("I3", "every balance is the sum of its journals", differing),
        finding("I3", "the entries of a strict account follow each other without a gap", chains.broken(books)),
        finding(
            "I3", "no account but a flow account is below zero, and holds are within the balance", _overdrawn(books)
        ),
        finding("I4", "no order's money rests in escrow", _resting(books)),
        finding("I13", "no hold is open that should have ended", _forgotten()),
        finding("seals", "every sealed day is as it was sealed", _unsealed(books)),
    ]


def sealing(books: Books) -> list[Finding]:
    """Whether sealing happens at all: a schedule that is not there fails nowhere."""
    overdue = seals.due(seals.last(), clock.now() - LATE)
    return [finding("seals", "every day is sealed before the next has ended", [overdue.day] if overdue else [])]


def altered(journals: tuple[Journal, ...] | list[Journal]) -> list[str]:
    """Journals that are none, or are not the ones whose digest they bear."""
    return [
        journal.id
        for journal in journals
        if journal.digest != journal.computed_digest()
        or any(p.amount_minor <= 0 or p.source == p.destination for p in journal.postings)
    ]


def _overdrawn(books: Books) -> Iterator[str]:
    for account, minor in books.kept.items():
        holding = books.holdings.get(account)
        if not _sound(holding) if holding else minor < 0 and not may_be_negative(account[0]):
            yield " ".join(account)


def _sound(holding: Holding) -> bool:
    """What is held is a part of the balance, and the rest is not below zero; a debt never above it."""
    rest_minor = -holding.available_minor if is_receivable(holding.account) else holding.available_minor
    return (
        holding.available_minor == holding.balance_minor - holding.held_minor
        and min(rest_minor, holding.held_minor) >= 0
    )


def _resting(books: Books) -> Iterator[str]:
    return (" ".join(account) for account, minor in books.kept.items() if account[0].startswith("order:") and minor)


def _forgotten() -> Iterator[str]:
    """The index names those that may be open; the hold itself says whether it is."""
    late = clock.now() - GRACE
    for shard in range(HoldItem.still_open.shards):
        for listed in HoldItem.still_open.every(shard=shard):
            if listed.open_until > late:
                break  # they come in the order of time
            hold = HoldItem.by_id.load(Hold, id=listed.id)
            if hold.status is HoldStatus.PENDING:
                yield hold.id


def _unsealed(books: Books) -> Iterator[str]:
    """Each seal made again from the journals alone, the first day on nothing, each other on what the days before left."""
    opening: dict[Account, int] = {}
    before: Seal | None = None
    for seal, journals in books.days:
        again, changed = Seal.over(seal.period, journals, opening, before.digest if before else "", seal.sealed_at)
        kept = closings.of(changed, seal.day)
        yield from seal.differences(again)
        yield from (f"{seal.day}: closing of {' '.join(at)}" for at, minor in changed.items() if kept.get(at) != minor)
        opening |= changed
        before = seal
