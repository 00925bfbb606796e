"""Admins list users, give them roles and take them away."""

from typing import Annotated

from argosy.identity import users
from argosy.identity.errors import NoSuchRole
from argosy.identity.permissions import USER_ADMINISTER
from argosy.identity.user import User
from argosy.identity.views import UserView
from argosy.kernel.auth import Caller
from argosy.kernel.body import Id, Text, View
from argosy.kernel.http import Api, Listed
from argosy.kernel.paging import Paging
from argosy.kernel.permissions import ROLES

app = Api(tag="admin")


class Roles(View):
    user_id: str
    roles: list[str]


@app.get("/v1/admin/users", may=USER_ADMINISTER)
def all_users(paging: Paging) -> Listed[UserView]:
    """Everybody, newest first."""
    page, roles = users.page(paging.limit, paging.after)
    return paging.answer(page, lambda item: UserView.of_user(item.to(User), roles.get(item.id, [])))


@app.put("/v1/admin/users/{user_id}/roles/{role}", may=USER_ADMINISTER)
def grant(user_id: Annotated[str, Id("usr")], role: Annotated[str, Text(1, 20)], caller: Caller) -> Roles:
    """Give a role. Giving it twice is giving it once."""
    return Roles(user_id=user_id, roles=users.grant(user_id, _known(role), by=caller.id))


@app.delete("/v1/admin/users/{user_id}/roles/{role}", may=USER_ADMINISTER)
def withdraw(user_id: Annotated[str, Id("usr")], role: Annotated[str, Text(1, 20)], caller: Caller) -> Roles:
    """Take a role away; it counts with the user's next request."""
    return Roles(user_id=user_id, roles=users.withdraw(user_id, _known(role), by=caller.id))


def _known(role: str) -> str:
    if role not in ROLES or role == "member":
        raise NoSuchRole(role=role)
    return role


handler = app.handler
