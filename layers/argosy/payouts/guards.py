"""What has to hold before a payout leaves. Pure: everything it decides by was read before."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from argosy.kernel.money import Money
from argosy.payouts import kyc, risk
from argosy.payouts.hold import Hold, HoldCode
from argosy.payouts.kyc import Identity
from argosy.payouts.method import Method
from argosy.payouts.party import Party
from argosy.payouts.payout import Payout, PayoutStatus
from argosy.payouts.policy import Policy


@dataclass(frozen=True, kw_only=True)
class Facts:
    """`owed_minor` is the party's debt in the payout's currency, the counts are its owner's."""

    at: datetime
    method: Method | None
    party: Party
    identity: Identity
    owed_minor: int
    in_a_day: int
    month_cents: int
    paid_before: int


def hold(payout: Payout, facts: Facts, policy: Policy) -> Hold | None:
    """Why the payout waits, or none. What a person may overrule is asked once: an approved payout is past it."""
    found = next(_against(payout, facts, policy), None)
    if found or payout.status is PayoutStatus.APPROVED:
        return found
    return _unseen(payout, facts, policy)


def _against(payout: Payout, facts: Facts, policy: Policy) -> Iterator[Hold]:
    """What nobody overrules."""
    if facts.method is None or not facts.method.is_verified:
        yield Hold(HoldCode.NO_PAYOUT_METHOD)
        return
    if facts.party.held_for:
        yield Hold(HoldCode.PARTY_HELD, facts={"reasons": ", ".join(sorted(facts.party.held_for))})
    if facts.owed_minor:
        owed = Money(amount=facts.owed_minor, currency=payout.currency)
        yield Hold(HoldCode.RECEIVABLE, facts={"owed": str(owed)})
    if found := kyc.hold(facts.identity, facts.method, facts.month_cents, policy):
        yield found
    if found := risk.cooling_off(facts.method, policy, facts.at):
        yield found


def _unseen(payout: Payout, facts: Facts, policy: Policy) -> Hold | None:
    """What people have to look at before: one of them where something is unusual, two where it is much."""
    seen_by = len(payout.approved_by)
    unusual = risk.hold(payout.worth_cents, in_a_day=facts.in_a_day, paid_before=facts.paid_before, policy=policy)
    if unusual and not seen_by:
        return unusual
    if payout.worth_cents > policy.four_eyes_cents and seen_by < 2:
        return Hold(HoldCode.APPROVAL_REQUIRED, facts={"left": str(2 - seen_by)})
    return None
