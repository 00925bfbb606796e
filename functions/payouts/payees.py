"""Finance keeps what decides about payees: pauses of their payouts, the tax that is withheld, who they are."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from argosy.identity import users
from argosy.kernel.body import Body, Id, Text, View
from argosy.kernel.errors import NotFound
from argosy.kernel.http import Api
from argosy.kernel.write import Part, Write
from argosy.payouts import identities, parties
from argosy.payouts.items import IdentityItem, PartyItem
from argosy.payouts.permissions import PAYOUT_REVIEW
from argosy.payouts.tax import MOST_BPS
from events.payouts import IdentityConfirmed, IdentityRevoked, PartyHeld, PartyReleased, WithholdingChanged

app = Api(tag="finance")


def _party(text: str) -> str:
    if not re.fullmatch(r"(user|creator|merchant|channel):\w{1,40}", text, re.ASCII):
        raise PydanticCustomError("invalid_id", "a party is spelled as in creator:usr_…")
    return text


PartyName = Annotated[str, AfterValidator(_party)]
UserId = Annotated[str, Id("usr")]


class Pause(Body):
    reason: Annotated[str, Text(1, 100)]


class Withholding(Body):
    bps: Annotated[int, Field(ge=0, le=MOST_BPS)]


class VerifiedName(Body):
    name: Annotated[str, Text(2, 70)]


class PartyView(View):
    """Its payouts wait while `held_for` has any reason; `withholding_bps` are hundredths of a percent."""

    name: str
    held_for: list[str]
    withholding_bps: int


class IdentityView(View):
    user_id: str
    verified_name: str | None


@app.get("/v1/admin/payees/{party}", may=PAYOUT_REVIEW)
def show(party: PartyName) -> PartyView:
    """What is known of a party that is paid."""
    found = parties.get(party)
    return PartyView(name=party, held_for=sorted(found.held_for), withholding_bps=found.withholding_bps)


@app.post("/v1/admin/payees/{party}/hold", may=PAYOUT_REVIEW)
def hold(party: PartyName, wish: Pause) -> None:
    """Pause a party's payouts, those that are not yet at the bank too. The payee reads the reason."""
    _keep(parties.hold_party(party, wish.reason), PartyHeld(party=party, reason=wish.reason))


@app.post("/v1/admin/payees/{party}/release", may=PAYOUT_REVIEW)
def release(party: PartyName, wish: Pause) -> None:
    """Take one reason back; without any other the payouts go on by themselves."""
    told = PartyReleased(party=party, owner_id=party.partition(":")[2], reason=wish.reason)
    _keep(parties.release_party(party, wish.reason), told)


@app.put("/v1/admin/payees/{party}/withholding", may=PAYOUT_REVIEW)
def withhold(party: PartyName, wish: Withholding) -> None:
    """How much of a party's payouts goes to the tax office; counts for what is not yet at the bank."""
    _keep(parties.withholding(party, wish.bps), WithholdingChanged(party=party, bps=wish.bps))


@app.get("/v1/admin/identities/{user_id}", may=PAYOUT_REVIEW)
def known(user_id: UserId) -> IdentityView:
    """Under which name a person may be paid, if a document has shown one."""
    found = identities.get(user_id)
    if not found.is_registered:
        raise NotFound
    return IdentityView(user_id=user_id, verified_name=found.verified_name)


@app.put("/v1/admin/identities/{user_id}", may=PAYOUT_REVIEW)
def confirm(user_id: UserId, wish: VerifiedName) -> None:
    """A document has shown this name: its owner is paid without the limit for strangers, and under this name only."""
    key = IdentityItem.by_owner.key(owner_id=users.get(user_id).id)
    Write().add(identities.confirmed(user_id, wish.name)).tell(IdentityConfirmed(owner_id=user_id), beside=key).commit()


@app.delete("/v1/admin/identities/{user_id}", may=PAYOUT_REVIEW)
def revoke(user_id: UserId) -> None:
    """What was seen no longer counts; payouts that are not yet at the bank are held by what is left."""
    key = IdentityItem.by_owner.key(owner_id=user_id)
    Write().add(identities.revoked(user_id)).tell(IdentityRevoked(owner_id=user_id), beside=key).commit()


def _keep(change: Part, told: PartyHeld | PartyReleased | WithholdingChanged) -> None:
    key = PartyItem.by_name.key(name=told.party)
    Write().add(change).tell(told, beside=key).commit()


handler = app.handler
