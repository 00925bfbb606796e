"""Which channel a payment goes through, where its buyer leaves that to the platform.

The choice follows from the order and from nothing random, so that who asks again is led the same way.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from argosy.kernel.noun import Noun
from argosy.orders.order import Order
from argosy.payments.errors import ChannelClosed, NoChannel
from events.payments import ChannelRoute, ChannelRoutesChanged


@dataclass(frozen=True)
class Takes:
    """What a channel can be paid by (the first where nobody says), and in which currencies; none named is any."""

    methods: tuple[str, ...]
    currencies: tuple[str, ...] = ()


CHANNELS = {
    "alipay": Takes(("page", "wap", "app"), ("CNY",)),
    "stripe": Takes(("card",)),
    "wechat": Takes(("native", "jsapi", "h5", "app"), ("CNY",)),
}


@dataclass(frozen=True)
class Wish:
    """What the buyer says: a channel, a way to pay, both or neither."""

    channel: str | None = None
    method: str | None = None


@dataclass(frozen=True, kw_only=True)
class Routes(Noun):
    """What operators have set. A weight of 0 is only taken where the buyer names it; what is closed takes no new attempt."""

    channels: tuple[ChannelRoute, ...] = tuple(ChannelRoute(channel=name) for name in CHANNELS)
    unhealthy_after: int = 5
    """So many times silent in five to ten minutes, and a channel is passed over."""
    saved_by: str | None = None
    saved_at: datetime | None = None

    def set(
        self, channels: Sequence[ChannelRoute], unhealthy_after: int, *, by: str, at: datetime
    ) -> tuple["Routes", ChannelRoutesChanged]:
        """Those that are named are as they are given, the others as they were."""
        given = {one.channel: one for one in channels}
        after = self.becomes(
            channels=tuple(given.get(one.channel, one) for one in self.channels), unhealthy_after=unhealthy_after,
            saved_by=by, saved_at=at,
        )  # fmt: skip
        told = ChannelRoutesChanged(
            before=self.channels, after=after.channels, unhealthy_after=unhealthy_after, routes_version=after.version
        )
        return after, told


def choose(order: Order, wish: Wish, routes: Routes, failures: Mapping[str, int]) -> tuple[str, str]:
    """Channel and method. What the buyer names, unless it is closed; else one that takes currency and method, is open and has
    not refused this order: not one that is silent while another speaks, the one of its last attempt, or one by weight.

    Raises ChannelClosed, NoChannel.
    """
    if wish.channel:
        if not all(one.is_open for one in routes.channels if one.channel == wish.channel):
            raise ChannelClosed(channel=wish.channel)
        return wish.channel, wish.method or CHANNELS[wish.channel].methods[0]
    able = [one for one in routes.channels if one.is_open and _takes(one.channel, order, wish.method)]
    well = [one for one in able if failures.get(one.channel, 0) < routes.unhealthy_after] or able
    channel = _sticky(order, well) or _by_weight(order.id, well) or _by_weight(order.id, able)
    if channel is None:
        raise NoChannel
    return channel, wish.method or CHANNELS[channel].methods[0]


def _takes(channel: str, order: Order, method: str | None) -> bool:
    takes = CHANNELS[channel]
    pays = not takes.currencies or order.currency in takes.currencies
    return pays and method in (None, *takes.methods) and channel not in order.refused_by


def _sticky(order: Order, routes: Sequence[ChannelRoute]) -> str | None:
    return next((one.channel for one in routes if one.channel == order.last_channel), None)


def _by_weight(order_id: str, routes: Sequence[ChannelRoute]) -> str | None:
    """The one in whose part of the whole weight the order's number falls; none where nothing weighs."""
    whole = sum(one.weight for one in routes)
    if not whole:
        return None
    number = int.from_bytes(hashlib.sha256(order_id.encode()).digest()) % whole
    for one in routes:
        number -= one.weight
        if number < 0:
            return one.channel
    return None
