"""What finance is shown of splits by channels, and of the parties' accounts there."""

from argosy.kernel.body import Instant, View
from argosy.kernel.money import Money
from argosy.splits.instruction import InstructionStatus


class ChannelSplitView(View):
    """`failure` is why the channel refused it last; `account` is where it was sent."""

    id: str
    order_id: str
    party: str
    provider: str
    step: str
    amount: Money
    status: InstructionStatus
    account: str | None
    failures: int
    failure: str | None
    channel_split_ref: str | None
    created_at: Instant
    version: int


class ChannelReturnView(View):
    """`cause_id` is the refund or the dispute that takes a share back; `failure` is why the channel refused it last."""

    id: str
    order_id: str
    split_id: str
    cause_id: str
    party: str
    provider: str
    amount: Money
    status: InstructionStatus
    failures: int
    failure: str | None
    channel_return_ref: str | None
    created_at: Instant
    version: int


class ChannelAccountView(View):
    """Where a party has its account at a channel."""

    party: str
    channel: str
    account: str
    is_person: bool
    saved_at: Instant
