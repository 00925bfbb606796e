"""One party's share, or a part of it, on its way back through the channel that passed it on; and the moves of its states."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from argosy.kernel import ids
from argosy.kernel.errors import InvalidState
from argosy.kernel.money import Money
from argosy.kernel.noun import Noun
from argosy.splits.channel_split import INTERNAL, ChannelSplit
from events.ledger import PartyDebt

WECHAT_GIVES_BACK_WITHIN = timedelta(days=180)


class ReturnStatus(StrEnum):
    """planned → sent → done | failed | unknown; planned → void, where its party owes nothing any more.

    unknown → done | failed, when the channel has been asked. failed → planned, when a person has it tried again.
    """

    PLANNED = "planned"
    SENT = "sent"
    UNKNOWN = "unknown"
    DONE = "done"
    FAILED = "failed"
    VOID = "void"

    @property
    def is_under_way(self) -> bool:
        """Whether the channel may be doing it now."""
        return self in (ReturnStatus.SENT, ReturnStatus.UNKNOWN)


@dataclass(frozen=True, kw_only=True)
class ChannelReturn(Noun):
    """Its id is the number under which the channel is asked, at the first try and at every other."""

    id: str
    order_id: str
    purchase_id: str
    """The order under which it was paid: what happens to it is told there."""
    split_id: str
    """What was passed on."""
    cause_id: str
    """The refund or the dispute that made its party owe it."""
    provider: str
    party: str
    amount_minor: int
    currency: str
    status: ReturnStatus = ReturnStatus.PLANNED
    failures: int = 0
    """How often the channel refused it for good: what is tried again is another try of the same number."""
    failure: str | None = None
    failed_at: datetime | None = None
    """Its place in the list of those that have failed."""
    channel_return_ref: str | None = None
    created_at: datetime

    @property
    def amount(self) -> Money:
        return Money(amount=self.amount_minor, currency=self.currency)

    def sent(self, owed_minor: int) -> "ChannelReturn":
        """Asked for as far as its party still owes, or void where nothing is owed."""
        if owed_minor <= 0:
            return self.becomes(status=ReturnStatus.VOID, amount_minor=0)
        return self.becomes(status=ReturnStatus.SENT, amount_minor=min(self.amount_minor, owed_minor))

    def silent(self) -> "ChannelReturn":
        """Nobody knows whether the channel did it."""
        return self.becomes(status=ReturnStatus.UNKNOWN)

    def done(self, channel_return_ref: str) -> "ChannelReturn":
        return self.becomes(status=ReturnStatus.DONE, channel_return_ref=channel_return_ref, failure=None)

    def failed(self, reason: str, at: datetime) -> "ChannelReturn":
        return self.becomes(status=ReturnStatus.FAILED, failures=self.failures + 1, failure=reason, failed_at=at)

    def again(self) -> "ChannelReturn":
        """To be asked for once more, under the same number. Raises InvalidState unless it has failed."""
        if self.status is not ReturnStatus.FAILED:
            raise InvalidState(status=self.status)
        return self.becomes(status=ReturnStatus.PLANNED, failed_at=None)


def planned(
    splits: Iterable[ChannelSplit], debt: PartyDebt, cause_id: str, at: datetime
) -> Iterator[tuple[ChannelSplit, ChannelReturn]]:
    """At most the debt, and of each share at most what was passed on and not asked back yet: the share after, and its return."""
    left_minor = debt.amount.amount
    for split in splits:
        part_minor = min(left_minor, split.left_to_return_minor)
        if split.party != debt.party or not part_minor or not is_returnable(split, at):
            continue
        left_minor -= part_minor
        yield (
            split.asked_back(part_minor),
            ChannelReturn(
                id=ids.derived("crt", cause_id, split.id), order_id=split.order_id, purchase_id=split.purchase_id,
                split_id=split.id, cause_id=cause_id, provider=split.provider, party=split.party,
                amount_minor=part_minor, currency=split.currency, created_at=at,
            ),
        )  # fmt: skip


def is_returnable(split: ChannelSplit, at: datetime) -> bool:
    """What the ledger itself passed on it takes back itself; WeChat Pay gives nothing back from persons, nor after 180 days."""
    if split.provider == "wechat":
        return not split.is_person and at - (split.done_at or at) < WECHAT_GIVES_BACK_WITHIN
    return split.provider != INTERNAL
