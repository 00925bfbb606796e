"""Whether we know who is paid. Until there is a compliance context, finance notes the name that a document showed.

Without it a verified e-mail address is enough for small sums: everybody who is registered has one.
"""

import unicodedata
from dataclasses import dataclass

from argosy.identity.items import UserItem
from argosy.kernel.write import Part, upsert
from argosy.payouts.as_read import as_read
from argosy.payouts.hold import Hold, HoldCode
from argosy.payouts.items import IdentityItem
from argosy.payouts.method import Method
from argosy.payouts.policy import Policy


@dataclass(frozen=True)
class Identity:
    """What is known of a person; `changes` counts how often that was changed."""

    owner_id: str
    is_registered: bool
    verified_name: str | None = None
    changes: int = 0


def identity(owner_id: str) -> Identity:
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


def hold(identity: Identity, method: Method, month_cents: int, policy: Policy) -> Hold | None:
    """Why this person is not paid to this account now, with so much asked for in this month."""
    if identity.verified_name is not None:
        same = _words(identity.verified_name) == _words(method.holder_name)
        return None if same else Hold(HoldCode.PAYEE_NAME_DIFFERS)
    if identity.is_registered and month_cents <= policy.most_cents_unidentified:
        return None
    return Hold(HoldCode.KYC_REQUIRED)


def _words(name: str) -> list[str]:
    """Banks write names in capitals, without accents, and some with the family name first."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    letters = "".join(
        character if character.isalnum() else " " for character in plain if not unicodedata.combining(character)
    )
    return sorted(letters.split())
