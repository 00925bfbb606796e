"""Who keeps what an order's parties have earned."""

from enum import StrEnum


class Custody(StrEnum):
    """platform: the platform, which pays it out. channel: the channel that took the money, which passes each share on.

    In mainland China a platform without a licence must not hold merchants' money.
    """

    PLATFORM = "platform"
    CHANNEL = "channel"
