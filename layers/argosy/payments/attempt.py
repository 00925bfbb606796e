"""One try to pay an order at one channel."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from argosy.kernel import ids
from argosy.kernel.money import Money
from argosy.kernel.noun import Noun
from argosy.orders.custody import Custody


class AttemptStatus(StrEnum):
    """created → pending → succeeded | failed | closed | mismatched.

    succeeded → charged_back | chargeback_won, when a dispute is closed; won → charged_back by another dispute. failed or
    closed → succeeded, where the money comes all the same and the order takes it. From any of the others but mismatched, money
    that nobody wants any more → succeeded_late → auto_refunded | auto_refund_failed; mismatched goes that way too when a person
    sends it back. The rest is final.
    """

    CREATED = "created"
    PENDING = "pending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CLOSED = "closed"
    MISMATCHED = "mismatched"
    SUCCEEDED_LATE = "succeeded_late"
    AUTO_REFUNDED = "auto_refunded"
    AUTO_REFUND_FAILED = "auto_refund_failed"
    CHARGED_BACK = "charged_back"
    CHARGEBACK_WON = "chargeback_won"

    @property
    def is_open(self) -> bool:
        """Whether the channel may still be waiting for the buyer."""
        return self in (AttemptStatus.CREATED, AttemptStatus.PENDING)

    @property
    def has_paid(self) -> bool:
        """Whether its order was paid by it, whatever the buyer's bank has said since."""
        return self in (AttemptStatus.SUCCEEDED, AttemptStatus.CHARGED_BACK, AttemptStatus.CHARGEBACK_WON)

    @property
    def has_money(self) -> bool:
        return self not in (AttemptStatus.CREATED, AttemptStatus.PENDING, AttemptStatus.FAILED, AttemptStatus.CLOSED)


@dataclass(frozen=True)
class Payer:
    """What some methods have to tell the channel of whoever pays: their account there, and the address they come from."""

    account: str | None = None
    address: str | None = None


@dataclass(frozen=True, kw_only=True)
class Attempt(Noun):
    """Its id is the number under which the channel knows it, and the key under which the channel was asked."""

    id: str
    order_id: str
    buyer_id: str
    channel: str
    method: str
    amount_minor: int
    """What the channel is asked for: the price, less what the buyer's wallet gives."""
    wallet_minor: int = 0
    currency: str
    status: AttemptStatus = AttemptStatus.CREATED
    channel_ref: str | None = None
    failure: str | None = None
    received: Money | None = None
    """What the channel says it got."""
    custody: Custody = Custody.PLATFORM
    """Who keeps what the order's parties earn: some channels have to know before the buyer pays."""
    expires_at_moment: datetime
    created_at: datetime
    payer: Payer = Payer()

    @property
    def asked(self) -> Money:
        return Money(amount=self.amount_minor, currency=self.currency)

    @property
    def price_minor(self) -> int:
        """What its order cost when it began."""
        return self.amount_minor + self.wallet_minor

    @property
    def hold_id(self) -> str:
        """What is set aside in the buyer's wallet until the channel has said."""
        return ids.derived("hld", "payment", self.id)

    def submitted(self, channel_ref: str | None) -> "Attempt":
        """The channel knows it now and waits for the buyer."""
        return self.becomes(status=AttemptStatus.PENDING, channel_ref=channel_ref)

    def took(self, status: AttemptStatus, received: Money, channel_ref: str) -> "Attempt":
        """The channel has this money for it."""
        return self.becomes(status=status, received=received, channel_ref=channel_ref or self.channel_ref)

    def ended(self, status: AttemptStatus, *, channel_ref: str | None = None, failure: str | None = None) -> "Attempt":
        return self.becomes(status=status, channel_ref=channel_ref or self.channel_ref, failure=failure)
