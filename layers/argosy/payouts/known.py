"""What a decision about a payout needs to know, read consistently, and the parts that fail where any of it has changed since."""

from dataclasses import dataclass
from datetime import datetime

from argosy.kernel.errors import NotFound
from argosy.kernel.table import Item
from argosy.kernel.write import Part
from argosy.ledger import ledger
from argosy.payouts import identities, methods, parties, payouts, tallies
from argosy.payouts.as_read import as_read
from argosy.payouts.guards import Facts
from argosy.payouts.method import Method, default
from argosy.payouts.payout import Payout


@dataclass(frozen=True)
class Known:
    """The facts, and that they still are."""

    facts: Facts
    unchanged: tuple[Part, ...]


def read(payout: Payout, at: datetime) -> Known:
    method, party, identity = _method(payout), parties.get(payout.party), identities.get(payout.owner_id)
    debt, tally = payouts.debt(payout.party, payout.currency), tallies.of(payout)
    facts = Facts(
        at=at, method=method, party=party, identity=identity, owed_minor=-debt.balance_minor,
        in_a_day=tally.in_a_day, month_cents=tally.month_cents, paid_before=tally.paid_before,
    )  # fmt: skip
    owed = as_read(ledger.keys_of(debt.account, debt.asset)[0], Item.version, debt.version)
    same_method = (methods.unchanged(method),) if method else ()
    return Known(facts, (parties.unchanged(party), identities.unchanged(identity), owed, *same_method))


def _method(payout: Payout) -> Method | None:
    """The one that its owner has chosen; for what nobody chose, the one that is theirs by default."""
    if payout.statement_id:
        return default(methods.of_owner(payout.owner_id), payout.currency)
    try:
        return methods.get(payout.owner_id, str(payout.method_id))
    except NotFound:
        return None
