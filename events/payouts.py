"""What payouts tell."""

from pydantic import BaseModel

from argosy.kernel.money import Money
from argosy.kernel.outbox import Event


class AboutPayout(BaseModel, frozen=True, extra="forbid", defer_build=True):
    """What every fact of a payout's way says of it."""

    payout_id: str
    owner_id: str
    party: str
    amount: Money
    statement_id: str | None = None


class PayoutRequested(AboutPayout, Event, name="payout.requested", version=1):
    """Money is set aside for a payout, and it has to be decided whether it goes."""


class PayoutHeld(AboutPayout, Event, name="payout.held", version=1):
    """A payout waits; `code` is why. Told again only for another reason."""

    code: str


class PayoutReviewDue(Event, name="payout.review_due", version=1):
    """Time to look whether a held payout still has to wait. Told by a timer; void once the payout has another version."""

    payout_id: str
    payout_version: int


class PayoutVouched(Event, name="payout.vouched", version=1):
    """A person of finance is for a payout, which may need another one, or wait for something else."""

    payout_id: str
    approver_id: str


class PayoutApproved(AboutPayout, Event, name="payout.approved", version=1):
    """Nothing speaks against a payout: it is sent next."""


class PayoutSent(AboutPayout, Event, name="payout.sent", version=1):
    """The bank has taken it."""


class PayoutQueryDue(Event, name="payout.query_due", version=1):
    """A bank has been silent about an attempt for a while, so it is asked. Told by a timer."""

    payout_id: str
    round: int
    asked: int


class PayoutPaid(AboutPayout, Event, name="payout.paid", version=1):
    """The bank has paid; within some days it may still return it. `withheld` of the amount went to the tax office."""

    withheld: Money


class PayoutFailed(AboutPayout, Event, name="payout.failed", version=1):
    """It was not paid, and its money is back where it came from."""

    reason: str


class PayoutReturned(AboutPayout, Event, name="payout.returned", version=1):
    """The bank had paid and has sent it back, and the money is back where it came from. `payout.paid` may never be told."""

    reason: str


class PayoutRejected(AboutPayout, Event, name="payout.rejected", version=1):
    """Finance does not pay it, and its money is back where it came from."""

    reason: str


class PayoutCancelled(AboutPayout, Event, name="payout.cancelled", version=1):
    """Its owner has taken it back in time, and its money is back where it came from."""


class PayoutMethodVerified(Event, name="payout.method_verified", version=1):
    """A bank account is known to be its owner's; its cooling-off begins."""

    method_id: str
    owner_id: str


class PartyHeld(Event, name="payout.party_held", version=1):
    """Finance pauses a party's payouts."""

    party: str
    reason: str


class PartyReleased(Event, name="payout.party_released", version=1):
    """Finance takes a reason back for which a party's payouts were paused."""

    party: str
    owner_id: str
    reason: str


class WithholdingChanged(Event, name="payout.withholding_changed", version=1):
    """From now on so much of a party's payouts is withheld for the tax office, in hundredths of a percent."""

    party: str
    bps: int


class IdentityConfirmed(Event, name="payout.identity_confirmed", version=1):
    """Finance has seen who this is."""

    owner_id: str


class IdentityRevoked(Event, name="payout.identity_revoked", version=1):
    """What finance had seen no longer counts."""

    owner_id: str


class BankWordReceived(Event, name="payout.bank_word_received", version=1):
    """A bank told something, signed by it; its own words are kept under this id."""

    bank: str
    event_id: str
