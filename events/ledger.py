"""What the ledger tells. What finance asks for, decides and takes back is told with before and after: the audit trail."""

from pydantic import BaseModel

from argosy.kernel.money import Money
from argosy.kernel.outbox import Event


class PartyDebt(BaseModel, frozen=True):
    """What a party owes since more was taken back from it than it had."""

    party: str
    amount: Money


class TransferMade(Event, name="ledger.transfer_made", version=1):
    """Money has gone from one person's wallet to another's."""

    transfer_id: str
    sender_id: str
    receiver_id: str
    amount: Money


class HoldPlaced(Event, name="ledger.hold_placed", version=1):
    """Money in somebody's wallet was set aside; the event's actor did it."""

    hold_id: str
    account: str
    amount: Money
    reason: str


class HoldDeadlinePassed(Event, name="ledger.hold_deadline_passed", version=1):
    """The time of a hold is over. Told once per hold, whether it had ended by then or not."""

    hold_id: str


class HoldEnded(Event, name="ledger.hold_ended", version=1):
    """A hold was `posted`, `voided` or `expired`. Told once per hold; what is not posted is available again."""

    hold_id: str
    account: str
    status: str
    amount: Money
    posted: Money


class AccountState(BaseModel, frozen=True, extra="forbid"):
    """An account at one moment, in minor units."""

    status: str
    balance: int
    available: int


class AccountActionRequested(Event, name="ledger.account_action_requested", version=1):
    """Somebody wants an account frozen, released or put right; a second person decides. The event's actor asked."""

    action_id: str
    account: str
    asset: str
    action: str
    reason: str


class AccountActionApproved(Event, name="ledger.account_action_approved", version=1):
    """It was done; the event's actor is the second person."""

    action_id: str
    account: str
    asset: str
    action: str
    reason: str
    requested_by: str
    before: AccountState
    after: AccountState


class AccountActionRejected(Event, name="ledger.account_action_rejected", version=1):
    """It was not done; the event's actor is the second person."""

    action_id: str
    account: str
    asset: str
    action: str
    requested_by: str


class JournalReversed(Event, name="ledger.journal_reversed", version=1):
    """A journal was taken back, as a whole or in part; the event's actor did it. The sums are those of each of its postings."""

    journal_id: str
    reversal_id: str
    asset: str
    reason: str
    before_minor: list[int]
    after_minor: list[int]
