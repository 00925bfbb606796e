"""That shares on their way through channels and the ledger say the same, as a check of a proof."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from argosy.kernel.sums import summed
from argosy.ledger.books import Books
from argosy.ledger.journal import Journal
from argosy.ledger.proof import Finding, finding
from argosy.orders import orders
from argosy.splits import journals, returns, splits
from argosy.splits.channel_return import ChannelReturn
from argosy.splits.channel_split import ChannelSplit
from argosy.splits.instruction import InstructionStatus

SPLIT, RETURN = "channel_split", "channel_return"


@dataclass(frozen=True)
class Seen:
    """The splits and returns that journals name, and what the journals say of each: what lies aside, and what came back."""

    aside: Mapping[str, int]
    returned: Mapping[str, int]
    splits: Mapping[str, ChannelSplit]
    returns: Mapping[str, ChannelReturn]


def findings(books: Books) -> list[Finding]:
    """What moved while it was read is looked at once more."""
    ours = [journal for journal in books.journals if journal.business in (SPLIT, RETURN)]
    purchases = orders.purchases({str(journal.order_id) for journal in ours})
    heads = {order.id: purchase.head.id for purchase in purchases for order in purchase.orders}
    seen = _seen(books, ours, heads)
    if any(said for _, rule in RULES for said in rule(seen)):
        seen = _seen(books, ours, heads)
    found = [(words, list(rule(seen))) for words, rule in RULES]
    moving = {journal.business_id for journal in books.later} if any(against for _, against in found) else set()
    return [finding("splits", words, [said for said in against if said not in moving]) for words, against in found]


def _seen(books: Books, ours: Collection[Journal], heads: Mapping[str, str]) -> Seen:
    named = {(heads.get(str(journal.order_id), ""), journal.business_id, journal.business) for journal in ours}
    back = returns.known((purchase_id, number) for purchase_id, number, business in named if business == RETURN)
    passed_on = [(purchase_id, number) for purchase_id, number, business in named if business == SPLIT]
    kept = ((account, minor) for (account, _), minor in books.kept.items() if account.startswith(journals.ASIDE))
    return Seen(
        aside={account.removeprefix(journals.ASIDE): minor for account, minor in kept},
        returned=_returned(ours),
        splits=splits.known([*passed_on, *((one.purchase_id, one.split_id) for one in back.values())]),
        returns=back,
    )


def _returned(ours: Collection[Journal]) -> dict[str, int]:
    return summed(
        (journal.business_id, posting.amount_minor)
        for journal in ours
        if journal.business == RETURN and journal.reversal_of is None
        for posting in journal.postings
    )


def _aside(seen: Seen) -> Iterator[str]:
    for number, minor in seen.aside.items():
        split = seen.splits.get(number)
        is_aside = split and (split.status.is_under_way or split.status is InstructionStatus.FAILED)
        if minor != (split.amount_minor if split and is_aside else 0):
            yield number


def _brought(seen: Seen) -> Iterator[str]:
    for number, minor in seen.returned.items():
        back = seen.returns.get(number)
        if minor != (back.amount_minor if back and back.status is InstructionStatus.DONE else 0):
            yield number


def _within(seen: Seen) -> Iterator[str]:
    """Of a part of the ledger only some of what came back is seen."""
    back = summed((one.split_id, one.amount_minor) for one in seen.returns.values())
    for split in seen.splits.values():
        if not back.get(split.id, 0) <= split.returning_minor <= split.amount_minor:
            yield split.id


RULES: tuple[tuple[str, Callable[[Seen], Iterator[str]]], ...] = (
    ("what is set aside is what channels are to pass on", _aside),
    ("what channels took back is in the books", _brought),
    ("channels take back no more than they passed on", _within),
)
