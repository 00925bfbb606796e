"""Whether there is somebody to own the money. Users are identity's; what the kernel knows of them is enough here."""

from argosy.kernel.account import AccountItem
from argosy.kernel.errors import NotFound
from argosy.kernel.write import Part, check
from argosy.ledger.account_kinds import owner_of


def active(user_id: str) -> Part:
    """Let the transaction fail with NotFound unless this person exists and is not suspended."""
    may = AccountItem.suspended == False  # noqa: E712
    return check(AccountItem.by_user.key(user_id=user_id), when=may, otherwise=NotFound())


def known(account: str) -> tuple[Part, ...]:
    """Let the transaction fail with NotFound unless the account's owner exists; parties that are no users have no such item."""
    owner = owner_of(account)
    if owner is None or not owner.startswith("usr_"):
        return ()
    return (check(AccountItem.by_user.key(user_id=owner), when=AccountItem.pk.exists(), otherwise=NotFound()),)
