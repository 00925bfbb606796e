"""People follow each other, and see who follows whom."""

from typing import Annotated

from argosy.identity import users
from argosy.kernel import clock
from argosy.kernel.auth import Caller
from argosy.kernel.body import Id
from argosy.kernel.http import EVERYONE, Api, Listed
from argosy.kernel.paging import Paging
from argosy.social import counts, follows, views
from argosy.social.errors import SameAccount
from argosy.social.items import CountItem
from argosy.social.permissions import FOLLOW_WRITE
from argosy.social.views import Followers, PersonView

app = Api(tag="follows")
UserId = Annotated[str, Id("usr")]


@app.put("/v1/users/{user_id}/follow", may=FOLLOW_WRITE)
def follow(user_id: UserId, caller: Caller) -> None:
    """Have somebody's posts in one's feed from now on, beginning with their newest."""
    if user_id == caller.id:
        raise SameAccount
    follows.follow(caller.id, users.get(user_id).id, clock.now())


@app.delete("/v1/users/{user_id}/follow", may=FOLLOW_WRITE)
def unfollow(user_id: UserId, caller: Caller) -> None:
    """No longer; what they published leaves one's feed at once."""
    follows.unfollow(caller.id, user_id)


@app.get("/v1/users/{user_id}/followers", may=EVERYONE, cached_seconds=1)
def followers(user_id: UserId, paging: Paging) -> Followers:
    """Who follows this user, newest first."""
    user = users.get(user_id)
    page = follows.followers(user.id, paging.limit, paging.after)
    data = views.people({edge.follower_id: edge.followed_at for edge in page.items})
    return Followers(data=data, next_cursor=paging.next(page.next), count=counts.total(user.id, CountItem.followers))


@app.get("/v1/users/{user_id}/following", may=EVERYONE, cached_seconds=1)
def following(user_id: UserId, paging: Paging) -> Listed[PersonView]:
    """Whom this user follows, newest first."""
    page = follows.following(users.get(user_id).id, paging.limit, paging.after)
    data = views.people({edge.author_id: edge.followed_at for edge in page.items})
    return Listed(data=data, next_cursor=paging.next(page.next))


handler = app.handler
