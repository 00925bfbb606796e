"""Users as they are kept: profiles, and the roles in their accounts."""

from typing import Any

from argosy.identity.errors import LastAdmin
from argosy.identity.items import UserItem
from argosy.identity.user import User
from argosy.kernel.account import AccountItem
from argosy.kernel.errors import NotFound
from argosy.kernel.table import Page, Position, fetch
from argosy.kernel.write import Write, save, update
from events.identity import RoleGranted, RoleWithdrawn


def get(user_id: str) -> User:
    """Raises NotFound."""
    return UserItem.by_id.load(User, id=user_id)


def change(user: User) -> None:
    Write().add(save(UserItem.of(user))).commit()


def page(limit: int, after: Position | None) -> tuple[Page, dict[str, list[str]]]:
    """The newest users, and the roles of each."""
    found = UserItem.all.newest(limit=limit, after=after)
    return found, roles_of([item.id for item in found.items])


def roles_of(user_ids: list[str]) -> dict[str, list[str]]:
    raws = fetch(AccountItem.by_user.key(user_id=user_id) for user_id in user_ids)
    accounts = [AccountItem.read(raw) for raw in raws.values()]
    return {account.user_id: list(account.roles) for account in accounts}


def grant(user_id: str, role: str) -> list[str]:
    """The user's roles with this one; the fact beside the account is the audit row."""
    return _set_roles(user_id, lambda roles: [*roles, role], RoleGranted(user_id=user_id, role=role))


def withdraw(user_id: str, role: str, by: str) -> list[str]:
    """The user's roles without this one; it counts with the next request."""
    if role == "admin" and user_id == by:
        raise LastAdmin
    return _set_roles(
        user_id, lambda roles: [kept for kept in roles if kept != role], RoleWithdrawn(user_id=user_id, role=role)
    )


def _set_roles(user_id: str, change: Any, told: RoleGranted | RoleWithdrawn) -> list[str]:
    account = AccountItem.by_user.get(user_id=user_id)
    if account is None:
        raise NotFound
    before, after = list(account.roles), sorted(set(change(account.roles)))
    if before != after:
        set_roles = update(account.key, AccountItem.roles.set(after), when=AccountItem.roles == before)
        Write().add(set_roles).tell(told, beside=account.key).commit()
    return after
