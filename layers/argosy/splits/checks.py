"""That shares on their way through channels and the ledger say the same, as a check of a proof."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from argosy.kernel.sums import summed
from argosy.ledger.books import Books
from argosy.ledger.proof import Finding, finding
from argosy.orders import orders
from argosy.splits import journals, returns, splits
from argosy.splits.channel_return import ChannelReturn, ReturnStatus
from argosy.splits.channel_split import ChannelSplit, SplitStatus

OURS = ("channel_split", "channel_return")


@dataclass(frozen=True)
class Seen:
    """What was, or is to be, passed on of one purchase, and what of it came back, or is to."""

    purchase_id: str
    splits: tuple[ChannelSplit, ...]
    returns: tuple[ChannelReturn, ...]


@dataclass(frozen=True)
class Booked:
    """What lies aside for each split, and what each return has brought, as far as these journals go."""

    aside: dict[str, int]
    returned: dict[str, int]
    is_whole: bool

    def differs(self, booked: dict[str, int], number: str, minor: int) -> bool:
        """A part of the ledger says nothing of what did not move in it."""
        return (number in booked or self.is_whole) and booked.get(number, 0) != minor


def findings(books: Books) -> list[Finding]:
    """For every purchase of which a journal moved a share. What moved while it was read is looked at once more."""
    ours = [journal for journal in books.journals if journal.business in OURS]
    booked, seen = _booked(books), _seen(p.head.id for p in orders.purchases({str(j.order_id) for j in ours}))
    suspects = [each for each in seen if any(said for _, rule in RULES for said in rule(booked, each))]
    again = _seen(each.purchase_id for each in suspects)
    known = {split.id for each in seen for split in each.splits}
    lost = [split_id for split_id, minor in booked.aside.items() if minor and split_id not in known]
    moving = {journal.business_id for journal in books.later} if again or lost else set()
    found = [(words, [said for each in again for said in rule(booked, each)]) for words, rule in RULES]
    found.append(("what is set aside has a split", lost))
    return [finding("splits", words, [said for said in against if said not in moving]) for words, against in found]


def _booked(books: Books) -> Booked:
    kept = ((account, minor) for (account, _), minor in books.kept.items() if account.startswith(journals.ASIDE))
    aside = {account.removeprefix(journals.ASIDE): minor for account, minor in kept}
    back = (
        (journal.business_id, posting.amount_minor)
        for journal in books.journals
        if journal.business == "channel_return" and journal.reversal_of is None
        for posting in journal.postings
    )
    return Booked(aside, summed(back), books.is_whole)


def _seen(purchase_ids: Iterable[str]) -> list[Seen]:
    return [Seen(each, tuple(splits.of_purchase(each)), tuple(returns.of_purchase(each))) for each in purchase_ids]


def _aside(booked: Booked, seen: Seen) -> Iterator[str]:
    for split in seen.splits:
        is_aside = split.status.is_under_way or split.status is SplitStatus.FAILED
        if booked.differs(booked.aside, split.id, split.amount_minor if is_aside else 0):
            yield split.id


def _brought(booked: Booked, seen: Seen) -> Iterator[str]:
    for back in seen.returns:
        if booked.differs(booked.returned, back.id, back.amount_minor if back.status is ReturnStatus.DONE else 0):
            yield back.id


def _within(_: Booked, seen: Seen) -> Iterator[str]:
    asked = summed((back.split_id, back.amount_minor) for back in seen.returns)
    for split in seen.splits:
        if not asked.get(split.id, 0) == split.returning_minor <= split.amount_minor:
            yield split.id


RULES: tuple[tuple[str, Callable[[Booked, Seen], Iterator[str]]], ...] = (
    ("what is set aside is what channels are to pass on", _aside),
    ("what channels took back is in the books", _brought),
    ("channels take back no more than they passed on", _within),
)
