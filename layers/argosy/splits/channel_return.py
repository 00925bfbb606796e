"""One party's share, or a part of it, on its way back through the channel that passed it on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from argosy.kernel import ids
from argosy.splits.channel_split import INTERNAL, ChannelSplit
from argosy.splits.instruction import Instruction, InstructionStatus
from events.ledger import PartyDebt

WECHAT_GIVES_BACK_WITHIN = timedelta(days=180)


@dataclass(frozen=True, kw_only=True)
class ChannelReturn(Instruction):
    """So much of what was passed on is to come back."""

    split_id: str
    """What was passed on."""
    cause_id: str
    """The refund or the dispute that made its party owe it."""
    channel_return_ref: str | None = None

    def sent(self, owed_minor: int) -> "ChannelReturn":
        """Asked for as far as its party still owes, or void where nothing is owed."""
        if owed_minor <= 0:
            return self.void()
        return self.becomes(status=InstructionStatus.SENT, amount_minor=min(self.amount_minor, owed_minor))

    def done(self, channel_return_ref: str) -> "ChannelReturn":
        return self.becomes(status=InstructionStatus.DONE, channel_return_ref=channel_return_ref, failure=None)

    def again(self) -> "ChannelReturn":
        """To be asked for once more, under the same number. Raises InvalidState unless it has failed."""
        self.may_be_tried_again()
        return self.becomes(status=InstructionStatus.PLANNED, failed_at=None)


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
