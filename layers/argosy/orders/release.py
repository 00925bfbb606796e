"""Pending money becomes available to an order's parties, and repays first what they owe."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from argosy.commission.rule import Timing
from argosy.kernel.money import Money
from argosy.kernel.sums import summed
from argosy.kernel.write import Part
from argosy.ledger import account_kinds, ledger
from argosy.ledger.accounts import pending, receivable
from argosy.ledger.holding import AccountStatus, Holdings
from argosy.ledger.journal import Journal, Posting
from argosy.orders.order import Order
from argosy.orders.split import Share, ShareStatus
from events.orders.shares import PartyShares, SharesReleased


@dataclass(frozen=True)
class Released:
    """What a release adds to the transaction of its cause: its journals, and the fact where a channel is to pass it on."""

    parts: tuple[Part, ...]
    told: tuple[SharesReleased, ...]


def unlocked(order: Order, due: Callable[[Share], bool] | None = None) -> Order:
    """A changed order, with those of its pending shares available that are due, or all of them; a frozen one remembers it."""

    def moved(share: Share) -> Share:
        if due is not None and not due(share):
            return share
        if share.status is ShareStatus.FROZEN:
            return replace(share, is_due=True)
        return replace(share, status=ShareStatus.AVAILABLE) if share.status is ShareStatus.PENDING else share

    return replace(order, shares=tuple(moved(share) for share in order.shares))


def on_receipt(share: Share) -> bool:
    return share.timing is Timing.ON_RECEIPT


def after_days(days: int) -> Callable[[Share], bool]:
    return lambda share: share.timing is Timing.T_PLUS_N and share.days == days


def posted(before: Order, after: Order, step: str, at: datetime) -> Released:
    """The journals of what is available after and was pending before. The parties' accounts and debts are read here."""
    won, asset = _won(before, after), before.currency
    read = ledger.holdings((name, asset) for _, share in won for name in (share.account, receivable(share.party)))
    repaid = _repaid(won, asset, read)
    journals = _journals(after, won, repaid, step, at)
    return Released(ledger.post(*journals, read=read), _told(after, won, repaid, step))


def at_once(paid: Order) -> tuple[SharesReleased, ...]:
    """What is told of a paid order's shares that waited for nothing."""
    return _told(paid, [(place, share) for place, share in enumerate(paid.shares) if _is_available(share)], {}, "paid")


def _repaid(won: list[tuple[int, Share]], asset: str, read: Holdings) -> dict[str, int]:
    """How much of it each party's debt takes: nothing that lands where nothing may leave."""
    free = [share for _, share in won if read[share.account, asset].status is AccountStatus.ACTIVE]
    minors = summed((share.party, share.remaining_minor) for share in free)
    return {party: min(minor, -read[receivable(party), asset].balance_minor) for party, minor in minors.items()}


def _journals(
    order: Order, won: list[tuple[int, Share]], repaid: dict[str, int], step: str, at: datetime
) -> tuple[Journal, ...]:
    """From pending to available, and from there to what the party owes; no journal where nothing moves."""
    moved = summed(((share.party, share.account), share.remaining_minor) for _, share in won)
    steps = {
        step: [Posting(pending(party), account, minor) for (party, account), minor in moved.items()],
        f"{step}, repaid": [
            Posting(account, receivable(party), repaid[party]) for party, account in moved if repaid.get(party)
        ],
    }
    return tuple(
        Journal.of(
            "order", order.id, name, asset=order.currency, at=at, actor="system", order_id=order.id,
            postings=tuple(postings),
        )
        for name, postings in steps.items()
        if postings
    )  # fmt: skip


def _told(
    order: Order, won: Iterable[tuple[int, Share]], repaid: dict[str, int], step: str
) -> tuple[SharesReleased, ...]:
    """Only what is passed on by its channel."""
    found: dict[str, list[tuple[int, Share]]] = {}
    for place, share in won:
        if share.by_channel:
            found.setdefault(share.party, []).append((place, share))
    parties = tuple(_of_party(order, party, theirs, repaid.get(party, 0)) for party, theirs in found.items())
    return (SharesReleased(order_id=order.id, step=step, parties=parties),) if parties else ()


def _of_party(order: Order, party: str, shares: list[tuple[int, Share]], repaid_minor: int) -> PartyShares:
    shared_minor = sum(share.remaining_minor for _, share in shares)
    return PartyShares(
        party=party,
        places=tuple(place for place, _ in shares),
        shared=Money(amount=shared_minor, currency=order.currency),
        amount=Money(amount=shared_minor - repaid_minor, currency=order.currency),
    )


def _won(before: Order, after: Order) -> list[tuple[int, Share]]:
    """The shares that are available now and were not, by their places."""
    both = zip(before.shares, after.shares, strict=True)
    return [(place, now) for place, (then, now) in enumerate(both) if _is_available(now) and not _is_available(then)]


def _is_available(share: Share) -> bool:
    earned = account_kinds.is_available(share.account) or account_kinds.is_at_channel(share.account)
    return earned and bool(share.remaining_minor)
