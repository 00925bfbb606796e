"""People see and change their own profile."""

from typing import Annotated, Literal

from argosy.identity import users
from argosy.identity.permissions import ACCOUNT_OWN
from argosy.identity.views import UserView
from argosy.kernel.auth import Caller
from argosy.kernel.body import UNSENT, Body, Id, Lines, Text
from argosy.kernel.http import Api, IfMatch
from argosy.kernel.zone import Zone

app = Api(tag="users")


class ProfileChange(Body):
    display_name: Annotated[str, Text(1, 60)] = UNSENT
    bio: Annotated[str, Lines(0, 500)] = UNSENT
    locale: Literal["en", "zh-CN"] = UNSENT
    time_zone: Zone = UNSENT
    avatar_media_id: Annotated[str, Id("med")] | None = None


@app.get("/v1/me", may=ACCOUNT_OWN)
def me(caller: Caller) -> UserView:
    """The caller's own profile and roles."""
    return _shown(caller.id)


@app.patch("/v1/me", may=ACCOUNT_OWN)
def change(wish: ProfileChange, caller: Caller, version: IfMatch | None) -> UserView:
    """Change the fields that are sent."""
    user = users.get(caller.id).at_version(version)
    if fields := wish.sent():
        users.change(user.change(**fields))
    return _shown(caller.id)


def _shown(user_id: str) -> UserView:
    return UserView.of_user(users.get(user_id), users.roles_of([user_id])[user_id])


handler = app.handler
