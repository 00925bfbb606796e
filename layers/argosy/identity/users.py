"""Users as they are kept: profiles, and the roles in their accounts."""

from collections.abc import Callable

from argosy.identity.errors import LastAdmin
from argosy.identity.items import UserItem
from argosy.identity.user import User
from argosy.kernel.account import AccountItem
from argosy.kernel.auth import Forbidden
from argosy.kernel.errors import NotFound
from argosy.kernel.permissions import ADMIN
from argosy.kernel.table import Page, Position, fetch
from argosy.kernel.write import Write, check, save, update
from events.identity import RoleGranted, RoleWithdrawn

STILL_ADMIN = AccountItem.roles.contains(ADMIN) & (AccountItem.suspended == False)  # noqa: E712


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


def grant(user_id: str, role: str, *, by: str | None) -> list[str]:
    """The user's roles with this one; `by` an admin, or nobody: the operator at a terminal. Raises NotFound, Forbidden."""
    return _set_roles(user_id, lambda roles: {*roles, role}, RoleGranted, role, by)


def withdraw(user_id: str, role: str, *, by: str | None) -> list[str]:
    """The user's roles without this one; it counts with the next request. Raises NotFound, LastAdmin, Forbidden."""
    if role == ADMIN and user_id == by:
        raise LastAdmin
    return _set_roles(user_id, lambda roles: {*roles} - {role}, RoleWithdrawn, role, by)


def _set_roles(
    user_id: str,
    change: Callable[[list[str]], set[str]],
    told: type[RoleGranted] | type[RoleWithdrawn],
    role: str,
    by: str | None,
) -> list[str]:
    """The fact beside the account is the audit row."""
    account = AccountItem.by_user.get(user_id=user_id)
    if account is None:
        raise NotFound
    before, after = list(account.roles), sorted(change(account.roles))
    if before == after:
        return after
    as_it_was = AccountItem.roles == before
    write = Write()
    if by == user_id:
        as_it_was &= STILL_ADMIN
    elif by is not None:
        # Of two admins who take the role from each other one is first, and the other no longer may: one is always left.
        write.add(check(AccountItem.by_user.key(user_id=by), when=STILL_ADMIN, otherwise=Forbidden()))
    fact = told(user_id=user_id, role=role, before=before, after=after)
    write.add(update(account.key, AccountItem.roles.set(after), when=as_it_was)).tell(fact, beside=account.key).commit()
    return after
