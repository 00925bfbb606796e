"""The journals of a dispute. Suspense holds what is open, whatever the channel has moved by then; `world:<channel>` follows the
channel alone, and `world:<channel>:disputed` is what the channel has taken and may still give again.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from argosy.disputes.dispute import Dispute, Source
from argosy.ledger import account_kinds, accounts
from argosy.ledger.holding import Holdings
from argosy.ledger.journal import Journal, Posting


def opened(dispute: Dispute, at: datetime) -> Journal:
    """From wherever the disputed money was into suspense."""
    postings = [Posting(source.account, waiting(dispute), source.amount_minor) for source in dispute.sources]
    return _of(dispute, "opened", postings, at)


def moved(before: Dispute | None, after: Dispute, at: datetime) -> Iterator[Journal]:
    """What the channel has withdrawn, reinstated and charged since; none where it has moved nothing."""
    world, taken = accounts.world(after.channel), accounts.disputed(after.channel)
    booked = vars(before.money) if before else {}
    flows = {
        "withdrawn_minor": (taken, world), "reinstated_minor": (world, taken),
        "fee_minor": (accounts.FEE_EXPENSE, world), "fee_back_minor": (world, accounts.FEE_EXPENSE),
    }  # fmt: skip
    for name, flow in flows.items():
        minor = vars(after.money)[name]
        if minor > booked.get(name, 0):
            step = f"{name.removesuffix('_minor')} {minor}"
            yield _of(after, step, [Posting(*flow, minor - booked.get(name, 0))], at)


def lost(dispute: Dispute, covered: Iterable[Source], at: datetime) -> Iterator[Journal]:
    """What waited is the channel's; what the platform stood for and the shares have by now is the platform's again."""
    yield _of(
        dispute, "lost", [Posting(waiting(dispute), accounts.disputed(dispute.channel), dispute.amount_minor)], at
    )
    postings = [Posting(source.account, accounts.ADJUSTMENT, source.amount_minor) for source in covered]
    if postings:
        yield _of(dispute, "covered", postings, at)


def won(dispute: Dispute, held: Holdings, at: datetime) -> Journal:
    """Back to where it was; a debt that is repaid by now gets no more than is owed, and the party has the rest."""
    postings = []
    for source in dispute.sources:
        owed_minor = source.amount_minor
        if account_kinds.is_receivable(source.account):
            owed_minor = min(owed_minor, -held[source.account, dispute.currency].balance_minor)
            postings.append(Posting(waiting(dispute), _own(dispute, source.account), source.amount_minor - owed_minor))
        postings.append(Posting(waiting(dispute), source.account, owed_minor))
    return _of(dispute, "won", [posting for posting in postings if posting.amount_minor], at)


def waiting(dispute: Dispute) -> str:
    """Where its money lies while it is open."""
    return accounts.suspense("dispute", dispute.id)


def _own(dispute: Dispute, receivable: str) -> str:
    """The account of which this debt is what was missing."""
    party = account_kinds.party_of(receivable)
    return next(
        given.account
        for given in dispute.given
        if account_kinds.is_strict(given.account) and account_kinds.party_of(given.account) == party
    )


def _of(dispute: Dispute, step: str, postings: list[Posting], at: datetime) -> Journal:
    return Journal.of(
        "dispute", dispute.id, step, asset=dispute.currency, at=at, actor="system", order_id=dispute.order_id,
        postings=tuple(postings),
    )  # fmt: skip
