"""What a proof looks at: the journals of the whole ledger or since the last seal, and the balances that they must have left."""

import time
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from argosy.kernel import clock
from argosy.kernel.sums import summed
from argosy.ledger import closings, journals, ledger, seals
from argosy.ledger.account_kinds import is_strict
from argosy.ledger.holding import Holding
from argosy.ledger.journal import Journal
from argosy.ledger.seal import Account, Seal

LAG_SECONDS = 1.0
"""How far the index of journals may be behind the balances."""
LONGEST_COMMAND = timedelta(minutes=15)
"""Between the time that a journal bears and its commit lies at most the life of a function."""


@dataclass(frozen=True)
class Books:
    """`opening` is what accounts held before `since`; `sealed` are the seals whose days are looked at."""

    journals: tuple[Journal, ...]
    opening: Mapping[Account, int]
    sealed: tuple[Seal, ...]
    since: datetime
    read_at: datetime

    @property
    def is_whole(self) -> bool:
        """Whether these are all journals that there are."""
        return self.since == journals.ALWAYS

    @cached_property
    def by_id(self) -> dict[str, Journal]:
        return {journal.id: journal for journal in self.journals}

    @cached_property
    def expected(self) -> dict[Account, int]:
        """What each account that these journals touch must hold, in minor units."""
        moves = ((account, j.asset, minor) for j in self.journals for account, minor in j.net().items())
        nets = summed(((account, asset), minor) for account, asset, minor in moves)
        return {account: self.opening.get(account, 0) + minor for account, minor in nets.items()}

    @cached_property
    def holdings(self) -> dict[Account, Holding]:
        """The strict accounts among them, as they are kept."""
        return ledger.holdings(account for account in self.expected if is_strict(account[0]))

    @cached_property
    def kept(self) -> dict[Account, int]:
        """What each of them does hold."""
        others = ledger.balances([account for account in self.expected if account not in self.holdings])
        return others | {account: holding.balance_minor for account, holding in self.holdings.items()}

    @cached_property
    def later(self) -> tuple[Journal, ...]:
        """The journals that came while the balances were read: whatever is in use has moved meanwhile."""
        time.sleep(LAG_SECONDS)
        came = journals.between(max(self.since, self.read_at - LONGEST_COMMAND), clock.now() + LONGEST_COMMAND)
        return tuple(journal for journal in came if journal.id not in self.by_id)

    @cached_property
    def off(self) -> dict[Account, int]:
        """By how much accounts differ from their journals, where no journal that came meanwhile can be the reason."""
        off = {account: minor - self.expected[account] for account, minor in self.kept.items()}
        off = {account: minor for account, minor in off.items() if minor}
        least: dict[Account, int] = defaultdict(int)
        most: dict[Account, int] = defaultdict(int)
        for journal in self.later if off else ():
            for account, minor in journal.net().items():
                (most if minor > 0 else least)[account, journal.asset] += minor
        return {account: minor for account, minor in off.items() if not least[account] <= minor <= most[account]}

    @cached_property
    def days(self) -> list[tuple[Seal, list[Journal]]]:
        """Each sealed day with its journals; those from before the first are the first's, which did not know them."""
        found: list[tuple[Seal, list[Journal]]] = [(seal, []) for seal in self.sealed]
        begins = [seal.since for seal in self.sealed]
        for journal in self.journals if found else ():
            place = max(bisect_right(begins, journal.at) - 1, 0)
            if journal.at < self.sealed[place].until:
                found[place][1].append(journal)
        return found


def whole() -> Books:
    """From the first journal on: as long as the ledger. A function holds about a million journals."""
    read_at, sealed = clock.now(), tuple(seals.every())
    found = journals.between(journals.ALWAYS, read_at + LONGEST_COMMAND)
    return Books(tuple(found), {}, sealed, journals.ALWAYS, read_at)


def since_last_seal() -> Books:
    """What moved since the end of the last sealed day, on what the accounts held then; the whole where there is no seal."""
    last, read_at = seals.last(), clock.now()
    if last is None:
        return whole()
    found = journals.between(last.until, read_at + LONGEST_COMMAND)
    touched = {(account, journal.asset) for journal in found for account in journal.net()}
    return Books(tuple(found), closings.upto(touched, last.day), (), last.until, read_at)
