"""What splits by channels tell."""

from pydantic import BaseModel

from argosy.kernel.money import Money
from argosy.kernel.outbox import Event


class ChannelSplitDue(Event, name="channel_split.due", version=1):
    """A share is to be passed on by its channel, or the channel has not said yet whether it did. Told by a timer."""

    purchase_id: str
    split_id: str
    asked: int = 0


class ChannelSplitDone(Event, name="channel_split.done", version=1):
    """The channel has passed a share on to its party."""

    purchase_id: str
    split_id: str
    order_id: str
    party: str
    provider: str
    amount: Money


class ChannelSplitVoid(Event, name="channel_split.void", version=1):
    """Nothing of a share was left to be passed on when its time came."""

    purchase_id: str
    split_id: str
    order_id: str
    party: str
    provider: str


class ChannelSplitFailed(Event, name="channel_split.failed", version=1):
    """The channel refused for good; the share waits until a person has it tried again."""

    purchase_id: str
    split_id: str
    order_id: str
    party: str
    reason: str


class ChannelSplitTriedAgain(Event, name="channel_split.tried_again", version=1):
    """A person has the channel asked once more, under the same number."""

    purchase_id: str
    split_id: str
    by: str
    failures: int


class ChannelReturnDue(Event, name="channel_return.due", version=1):
    """What was passed on is to be taken back by its channel, or the channel has not said yet whether it did. Told by a timer."""

    purchase_id: str
    return_id: str
    asked: int = 0


class AboutReturn(BaseModel, frozen=True, extra="forbid", defer_build=True):
    """What every fact of a return's way says of it; `cause_id` is the refund or the dispute that takes the share back."""

    purchase_id: str
    return_id: str
    order_id: str
    cause_id: str
    party: str
    provider: str
    amount: Money


class ChannelReturnDone(AboutReturn, Event, name="channel_return.done", version=1):
    """The channel has taken a share back from its party: the money is with us again, and its debt repaid."""


class ChannelReturnFailed(AboutReturn, Event, name="channel_return.failed", version=1):
    """The channel refused for good: the party's debt stays, and its next earnings repay it, or a person has it tried again."""

    reason: str


class ChannelReturnTriedAgain(Event, name="channel_return.tried_again", version=1):
    """A person has the channel asked once more, under the same number."""

    purchase_id: str
    return_id: str
    by: str
    failures: int


class ChannelAccountChanged(Event, name="channel_account.changed", version=1):
    """Finance said where a party has its account at a channel; the event's actor is who did."""

    party: str
    channel: str
    account: str
