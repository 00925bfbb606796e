"""Whether we know who is paid. Until there is a compliance context, finance notes the name that a document showed.

Without it a verified e-mail address is enough for small sums: everybody who is registered has one.
"""

import unicodedata
from dataclasses import dataclass

from argosy.payouts.hold import Hold, HoldCode
from argosy.payouts.method import Method
from argosy.payouts.policy import Policy


@dataclass(frozen=True)
class Identity:
    """What is known of a person; `changes` counts how often that was changed."""

    owner_id: str
    is_registered: bool
    verified_name: str | None = None
    changes: int = 0


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
