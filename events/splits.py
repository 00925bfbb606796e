"""What splits by channels tell."""

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


class ChannelAccountChanged(Event, name="channel_account.changed", version=1):
    """Finance said where a party has its account at a channel; the event's actor is who did."""

    party: str
    channel: str
    account: str
