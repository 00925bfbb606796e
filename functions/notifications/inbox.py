"""People read what concerns them, and say what they have read."""

from typing import Annotated

from annotated_types import MaxLen
from pydantic import model_validator
from pydantic_core import PydanticCustomError

from argosy.kernel import clock, problem
from argosy.kernel.auth import Caller
from argosy.kernel.body import Body, Id
from argosy.kernel.http import Api, Request
from argosy.kernel.paging import Paging
from argosy.notifications import inbox
from argosy.notifications.notification import Notification
from argosy.notifications.permissions import NOTIFICATION_OWN
from argosy.notifications.views import InboxPage, NotificationView, UnreadView

app = Api(tag="notifications")
NotificationId = Annotated[str, Id("ntf")]


class WhatWasRead(Body):
    """Some by their ids, at most fifty, or all."""

    ids: Annotated[list[NotificationId], MaxLen(50)] | None = None
    all: bool = False

    @model_validator(mode="after")
    def one_of_both(self) -> "WhatWasRead":
        if self.all == (self.ids is not None):
            raise PydanticCustomError("invalid_selection", "send either `ids` or `all`: true")
        return self


@app.get("/v1/me/notifications", may=NOTIFICATION_OWN)
def mine(paging: Paging, caller: Caller, request: Request) -> InboxPage:
    """The caller's inbox, newest first, in the language of the request or else the caller's own."""
    asked = request.headers.get("accept-language")
    language = problem.language_of(asked) if asked else None
    page, state = inbox.page(caller.id, paging.limit, paging.after), inbox.state(caller.id)
    data = [NotificationView.in_language(item.to(Notification), language, state.read_through) for item in page.items]
    return InboxPage(data=data, next_cursor=paging.next(page.next), unread=state.unread)


@app.post("/v1/me/notifications/read", may=NOTIFICATION_OWN)
def read(wish: WhatWasRead, caller: Caller) -> UnreadView:
    """Some or all are read; reading twice is reading once. Answers how many are not."""
    state = inbox.read_all(caller.id) if wish.all else inbox.read(caller.id, wish.ids or (), clock.now())
    return UnreadView(unread=state.unread)


handler = app.handler
