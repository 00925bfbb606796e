"""A strict account: its floor, its chain, what freezes it. Pure, with generated histories."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argosy.kernel.errors import InvalidState
from argosy.ledger.accounts import ADJUSTMENT, InsufficientFunds
from argosy.ledger.errors import HoldExceeded
from argosy.ledger.hold import Hold, HoldStatus
from argosy.ledger.holding import AccountFrozen, AccountStatus, Entry, Holding, chained
from argosy.ledger.journal import Journal, Posting

NOW = datetime(2026, 11, 20, tzinfo=UTC)
CASH, DEBT = "user:ann:cash", "creator:ann:receivable"


def journal(number: int, minor: int, account: str = CASH) -> Journal:
    """Below zero it takes from the account."""
    sides = (ADJUSTMENT, account) if minor > 0 else (account, ADJUSTMENT)
    posting = Posting(*sides, abs(minor))
    return Journal.of("test", str(number), "done", asset="CNY", at=NOW, actor="system", postings=(posting,))


def moved(holding: Holding, *minors: int) -> tuple[Holding, list[Entry]]:
    entries = []
    for number, minor in enumerate(minors, 1):
        holding, entry = holding.moved(journal(number, minor, holding.account), minor)
        entries.append(entry)
    return holding, entries


def cash(**more: Any) -> Holding:
    return Holding(account=CASH, asset="CNY", **more)


@given(st.lists(st.tuples(st.sampled_from(("move", "hold", "let_go")), st.integers(-100, 100))))
def test_whatever_happens_the_rest_is_never_below_zero_and_the_parts_make_the_whole(steps: list[Any]) -> None:
    holding, seen = cash(), 0
    for number, (what, minor) in enumerate(steps):
        try:
            if what == "move" and minor:
                holding, entry = holding.moved(journal(number, minor), minor)
                seen += minor
                assert entry.balance_minor == seen
            elif what == "hold":
                holding = holding.hold(abs(minor))
            elif abs(minor) <= holding.held_minor:
                holding = holding.let_go(abs(minor))
        except InsufficientFunds:
            assert abs(minor) > holding.available_minor
        assert holding.balance_minor == seen
        assert holding.available_minor == holding.balance_minor - holding.held_minor
        assert min(holding.available_minor, holding.held_minor) >= 0


@given(st.lists(st.integers(1, 100), min_size=2, max_size=8), st.data())
def test_a_chain_in_which_one_entry_is_changed_left_out_or_swapped_is_another(minors: list[int], data: Any) -> None:
    holding, entries = moved(cash(), *minors)
    journals = [journal(number, minor) for number, minor in enumerate(minors, 1)]
    assert [entry.seq for entry in entries] == list(range(1, len(minors) + 1))
    assert end_of(journals) == holding.digest == entries[-1].digest

    place = data.draw(st.integers(0, len(minors) - 2))
    swapped = [*journals[:place], journals[place + 1], journals[place], *journals[place + 2 :]]
    changed = [*journals[:place], journal(place + 1, minors[place] + 1), *journals[place + 1 :]]
    for other in (journals[:place] + journals[place + 1 :], swapped, changed):
        assert end_of(other) != holding.digest


def end_of(journals: list[Journal]) -> str:
    digest, balance_minor = "", 0
    for each in journals:
        minor = each.net()[CASH]
        balance_minor += minor
        digest = chained(digest, each, CASH, minor, balance_minor)
    return digest


def test_the_last_cent_may_leave_and_not_one_more() -> None:
    holding, _ = moved(cash(), 100, -100)
    assert (holding.balance_minor, holding.seq) == (0, 2)

    with pytest.raises(InsufficientFunds):
        moved(cash(), 100, -101)


def test_what_is_held_cannot_leave_though_it_is_still_there() -> None:
    holding = moved(cash(), 100)[0].hold(60)
    assert (holding.balance_minor, holding.held_minor, holding.available_minor) == (100, 60, 40)

    with pytest.raises(InsufficientFunds):
        holding.moved(journal(2, -41), -41)
    with pytest.raises(InsufficientFunds):
        holding.hold(41)
    assert holding.let_go(60).moved(journal(2, -100), -100)[0].balance_minor == 0


def test_a_debt_grows_below_zero_is_paid_back_and_never_becomes_a_balance() -> None:
    debt, _ = moved(Holding(account=DEBT, asset="CNY"), -500, 200)
    assert (debt.balance_minor, debt.available_minor) == (-300, -300)
    assert debt.moved(journal(3, 300, DEBT), 300)[0].balance_minor == 0

    with pytest.raises(InsufficientFunds):
        debt.moved(journal(3, 301, DEBT), 301)


@pytest.mark.parametrize(
    ("status", "into", "out", "held"),
    [
        (AccountStatus.ACTIVE, True, True, True),
        (AccountStatus.FROZEN_DEBIT, True, False, False),
        (AccountStatus.FROZEN_ALL, True, False, False),
    ],
)
def test_a_freeze_stops_what_it_says(status: AccountStatus, into: bool, out: bool, held: bool) -> None:
    holding = cash(balance_minor=100, available_minor=50, held_minor=50, status=status)
    tries = (
        lambda: holding.moved(journal(1, 1), 1),
        lambda: holding.moved(journal(1, -1), -1),
        lambda: holding.hold(1),
    )

    for does, allowed in zip(tries, (into, out, held), strict=True):
        if allowed:
            does()
        else:
            with pytest.raises(AccountFrozen):
                does()
    assert holding.let_go(50).available_minor == 100


def test_freezing_what_is_frozen_so_is_refused() -> None:
    frozen = cash().restricted(AccountStatus.FROZEN_ALL)
    assert frozen.restricted(AccountStatus.FROZEN_DEBIT).status is AccountStatus.FROZEN_DEBIT

    with pytest.raises(InvalidState):
        frozen.restricted(AccountStatus.FROZEN_ALL)


def hold(minor: int = 100) -> Hold:
    return Hold(
        id="hld_1", account=CASH, asset="CNY", amount_minor=minor, business="test", business_id="1",
        expires_at_moment=NOW + timedelta(days=1), created_at=NOW,
    )  # fmt: skip


ENDS = st.sampled_from((HoldStatus.POSTED, HoldStatus.VOIDED, HoldStatus.EXPIRED))


@given(ENDS, ENDS)
def test_a_hold_ends_once_however_it_ends(first: HoldStatus, second: HoldStatus) -> None:
    ended = hold().ended(first)
    assert (ended.status, ended.version) == (first, 2)

    with pytest.raises(InvalidState):
        ended.ended(second)


@given(st.integers(1, 200))
def test_no_more_is_posted_than_was_set_aside(minor: int) -> None:
    if minor <= 100:
        assert hold().ended(HoldStatus.POSTED, posted_minor=minor).posted_minor == minor
    else:
        with pytest.raises(HoldExceeded):
            hold().ended(HoldStatus.POSTED, posted_minor=minor)
