"""What is known of people, as it is kept."""

from argosy.identity.items import UserItem
from argosy.kernel.write import Part, upsert
from argosy.payouts.as_read import as_read
from argosy.payouts.items import IdentityItem
from argosy.payouts.kyc import Identity


def get(owner_id: str) -> Identity:
    """Read consistently: a payout is decided by it."""
    is_registered = UserItem.by_id.get(id=owner_id) is not None
    item = IdentityItem.by_owner.get(owner_id=owner_id)
    if item is None:
        return Identity(owner_id, is_registered)
    return Identity(owner_id, is_registered, item.verified_name, int(item.changes))


def unchanged(identity: Identity) -> Part:
    """The transaction fails with StateConflict where it was changed since it was read."""
    return as_read(IdentityItem.by_owner.key(owner_id=identity.owner_id), IdentityItem.changes, identity.changes)


def confirmed(owner_id: str, name: str) -> Part:
    return upsert(IdentityItem(owner_id=owner_id), IdentityItem.verified_name.set(name), IdentityItem.changes.add(1))


def revoked(owner_id: str) -> Part:
    return upsert(IdentityItem(owner_id=owner_id), IdentityItem.verified_name.remove(), IdentityItem.changes.add(1))
