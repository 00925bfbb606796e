"""Payouts as they are kept: asked for, and taken back. Each move of a state, its money and its fact are one transaction."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from argosy.kernel import clock, ids
from argosy.kernel.errors import NotFound
from argosy.kernel.money import Money
from argosy.kernel.once import Answer, Once
from argosy.kernel.receipt import Receipt
from argosy.kernel.table import Key, Page, Position, fetch
from argosy.kernel.write import Part, Write, put, save
from argosy.ledger import account_kinds, accounts, ledger
from argosy.ledger.holding import Holding
from argosy.payouts import journals, tallies
from argosy.payouts.items import PayoutItem
from argosy.payouts.payout import Payout, PayoutStatus
from argosy.payouts.policy import Policy, cents_worth
from events.payouts import PayoutCancelled, PayoutFailed, PayoutRejected, PayoutRequested


def get(payout_id: str) -> Payout:
    """Raises NotFound."""
    return PayoutItem.by_id.load(Payout, id=payout_id)


def known(payout_ids: Iterable[str]) -> list[Payout]:
    """Those that there are."""
    return [PayoutItem.read(raw).to(Payout) for raw in fetch(map(key, payout_ids)).values()]


def is_known(payout_id: str) -> bool:
    """Whether it was asked for before, and whatever has become of it."""
    return PayoutItem.by_id.get(id=payout_id) is not None


def of_owner(payout_id: str, owner_id: str) -> Payout:
    """Raises NotFound for somebody else's."""
    payout = get(payout_id)
    if payout.owner_id != owner_id:
        raise NotFound
    return payout


def key(payout_id: str) -> Key:
    return PayoutItem.by_id.key(id=payout_id)


def saved(payout: Payout) -> Part:
    return save(PayoutItem.of(payout))


def about(payout: Payout) -> dict[str, Any]:
    """What every fact about it says."""
    said = {"payout_id": payout.id, "owner_id": payout.owner_id, "party": payout.party}
    return {**said, "amount": payout.amount, "statement_id": payout.statement_id}


def debt(party: str, currency: str) -> Holding:
    """What the party owes: below zero by that much."""
    account = accounts.receivable(party), currency
    return ledger.holdings([account])[account]


def withdrawal(payout_id: str, owner_id: str, *, account: str, at: datetime, **wished: Any) -> Payout:
    """A payout that somebody asks for, of what they earned (`earnings`) or of their wallet (`cash`)."""
    earned = accounts.available(accounts.creator(owner_id))
    return _new(payout_id, accounts.cash(accounts.user(owner_id)) if account == "cash" else earned, at, **wished)


def for_statement(statement_id: str, party: str, amount: Money, at: datetime) -> Payout:
    """The payout of a party's statement."""
    wished = {"amount_minor": amount.amount, "currency": amount.currency, "statement_id": statement_id}
    return _new(id_for(statement_id), accounts.available(party), at, **wished)


def id_for(statement_id: str) -> str:
    """A statement has one payout, however often it is told."""
    return ids.derived("pyo", "statement", statement_id)


def _new(payout_id: str, source: str, at: datetime, **wished: Any) -> Payout:
    return Payout(
        id=payout_id, party=str(account_kinds.party_of(source)), owner_id=str(account_kinds.owner_of(source)), source=source,
        worth_cents=cents_worth(wished["amount_minor"], wished["currency"]), requested_at=at, created_at=at, **wished,
    )  # fmt: skip


def request(
    payout: Payout, once: Once | Receipt, answer: Answer | None = None, *, within: Policy | None = None
) -> None:
    """Set its money aside, for a new payout or for another round; whether it goes is decided next.

    Raises InsufficientFunds, AccountFrozen, and with limits to keep `within` LimitExceeded.
    """
    counted = tallies.within(payout, within) if within else tallies.counted(payout)
    write = Write(once).add(saved(payout), *counted, *ledger.post(journals.set_aside(payout, payout.requested_at)))
    write.tell(PayoutRequested(**about(payout)), beside=key(payout.id)).commit(answer)


def note_failed(payout: Payout, why: str, receipt: Receipt) -> None:
    """Its money is not there: nothing was set aside, and whoever waits for it hears so."""
    write = Write(receipt).add(put(PayoutItem.of(payout.failed(why))))
    write.tell(PayoutFailed(**about(payout), reason=why), beside=key(payout.id)).commit()


def cancel(payout: Payout, once: Once, answer: Answer) -> None:
    """The payout as its owner has cancelled it."""
    _taken_back(payout, PayoutCancelled(**about(payout)), once, answer)


def reject(payout: Payout, once: Once, answer: Answer) -> None:
    """The payout as finance has rejected it."""
    _taken_back(payout, PayoutRejected(**about(payout), reason=str(payout.failure)), once, answer)


def _taken_back(payout: Payout, fact: PayoutCancelled | PayoutRejected, once: Once, answer: Answer) -> None:
    write = Write(once).add(saved(payout), *money_back(payout, clock.now())).tell(fact, beside=key(payout.id))
    write.commit(answer)


def money_back(payout: Payout, at: datetime) -> tuple[Part, ...]:
    """From where it was set aside to where it came from."""
    return (*ledger.post(journals.given_back(payout, at)), *tallies.given_back(payout))


def page_of_owner(owner_id: str, limit: int, after: Position | None) -> Page:
    """The newest first."""
    return PayoutItem.by_owner.query(owner_id=owner_id, limit=limit, after=after, newest_first=True)


def page_of_status(status: PayoutStatus, limit: int, after: Position | None) -> Page:
    """The newest first, of everybody."""
    return PayoutItem.by_status.newest(status=status, limit=limit, after=after)
