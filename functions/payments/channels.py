"""Operators weigh the channels among which payments are led, and close one that is to take none."""

from typing import Annotated, Literal, Self

from pydantic import Field

from argosy.kernel import clock
from argosy.kernel.auth import Caller
from argosy.kernel.body import Body, EachOnce, Instant, Text, View
from argosy.kernel.http import Api, IfMatch, Reply
from argosy.kernel.once import Once
from argosy.kernel.write import retrying
from argosy.payments import routes
from argosy.payments.permissions import CHANNEL_ROUTE
from argosy.payments.routing import Routes
from events.payments import ChannelRoute

app = Api(tag="finance")


class RouteWish(Body):
    """`is_open: false` lets no new attempt begin, whether the buyer names the channel or not; those that run go on."""

    channel: Literal["stripe", "alipay", "wechat"]
    weight: Annotated[int, Field(ge=0, le=1_000)]
    is_open: bool
    reason: Annotated[str, Text(1, 300)] | None = None


class RoutesWish(Body):
    """Channels that are not named stay as they are."""

    channels: Annotated[list[RouteWish], Field(min_length=1, max_length=3), EachOnce("channel")]
    unhealthy_after: Annotated[int, Field(ge=1, le=10_000)] | None = None


class ChannelView(View):
    """`failures` is how often it was silent in the last minutes, where it was worst."""

    channel: str
    weight: int
    is_open: bool
    reason: str | None
    failures: int
    is_healthy: bool


class ChannelsView(View):
    version: int
    unhealthy_after: int
    saved_by: str | None
    saved_at: Instant | None
    data: list[ChannelView]

    @classmethod
    def of_routes(cls, kept: Routes, failures: dict[str, int]) -> Self:
        shown = [
            ChannelView(
                **one.model_dump(), failures=failures[one.channel],
                is_healthy=failures[one.channel] < kept.unhealthy_after,
            )
            for one in kept.channels
        ]  # fmt: skip
        return cls.model_validate({**vars(kept), "data": shown})


@app.get("/v1/admin/channels", may=CHANNEL_ROUTE)
def show() -> ChannelsView:
    """What is set of each channel, and how it does."""
    return ChannelsView.of_routes(routes.current(), routes.health(clock.now()))


@app.put("/v1/admin/channels", may=CHANNEL_ROUTE)
def change(wish: RoutesWish, caller: Caller, once: Once, version: IfMatch | None) -> ChannelsView:
    """Weigh, close or open channels; it counts for the next payment that begins."""
    now = clock.now()

    def save() -> ChannelsView:
        before = routes.current().at_version(version)
        channels = [ChannelRoute.model_validate(one.model_dump()) for one in wish.channels]
        limit = before.unhealthy_after if wish.unhealthy_after is None else wish.unhealthy_after
        after, told = before.set(channels, limit, by=caller.id, at=now)
        reply = Reply(ChannelsView.of_routes(after, routes.health(now)))
        routes.keep(after, told, once, reply)
        return reply.view

    return retrying(save)


handler = app.handler
