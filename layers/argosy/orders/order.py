"""An order and the moves of its states. Money is in minor units of the order's one currency."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from argosy.catalogue.biz_type import BizType
from argosy.kernel.errors import InvalidState
from argosy.kernel.money import Money
from argosy.kernel.noun import Noun
from argosy.kernel.sums import summed
from argosy.orders.claim import Claim
from argosy.orders.custody import Custody
from argosy.orders.errors import AfterSaleOpen, OrderHeld
from argosy.orders.hold import DISPUTED, Hold
from argosy.orders.late_payment import LatePayment
from argosy.orders.line import Line
from argosy.orders.shipment import Shipment
from argosy.orders.split import Share
from argosy.orders.status import OrderStatus
from events.orders import OrderedLine

TIME_TO_PAY = timedelta(minutes=15)
AFTER_SALE_WINDOW = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Order(Noun):
    """What one buyer buys of one seller. An order over several sellers is a head, which is paid, with a child for each."""

    id: str
    buyer_id: str
    seller_id: str | None
    parent_id: str | None = None
    child_ids: tuple[str, ...] = ()
    biz_type: BizType = BizType.GOODS
    status: OrderStatus = OrderStatus.PENDING_PAYMENT
    close_reason: str | None = None
    hold: Hold | None = None
    """What a person wants; see `stopped_by`."""
    dispute_ids: tuple[str, ...] = ()
    """Open disputes about its payment: each keeps it on hold until it is closed, whatever people hold or release meanwhile."""
    currency: str
    payable_minor: int
    paid_minor: int = 0
    wallet_minor: int = 0
    """How much of it was paid from the buyer's wallet; the rest came by the channel."""
    wallet_back_minor: int = 0
    """How much of that went back there, or is on its way."""
    lines: tuple[Line, ...] = ()
    rule_book_version: int = 0
    """The version of the commission rules by which its shares were made."""
    promoter_ids: tuple[str, ...] = ()
    shares: tuple[Share, ...] = ()
    attempt_ids: tuple[str, ...] = ()
    open_attempt_ids: tuple[str, ...] = ()
    paid_attempt_id: str | None = None
    last_channel: str | None = None
    refused_by: tuple[str, ...] = ()
    """The channels that have refused it before anything was submitted."""
    address: dict[str, str] | None = None
    shipments: tuple[Shipment, ...] = ()
    receive_by: datetime | None = None
    receipt_extended: bool = False
    claims: tuple[Claim, ...] = ()
    window_ended: bool = False
    """That the after-sale window ended while a claim was open: it is completed as soon as none is."""
    pay_deadline: datetime
    late_payment: LatePayment = LatePayment.REFUND
    """The platform's policy when it was placed."""
    custody: Custody = Custody.PLATFORM
    """The same of who keeps what its parties earn."""
    created_at: datetime

    @property
    def head_id(self) -> str:
        """The order under which it is paid, and whose history is its own."""
        return self.parent_id or self.id

    @property
    def payable(self) -> Money:
        return Money(amount=self.payable_minor, currency=self.currency)

    @property
    def refunded_minor(self) -> int:
        return sum(line.refunded_minor for line in self.lines)

    @property
    def refunding_minor(self) -> int:
        return sum(line.refunding_minor for line in self.lines)

    @property
    def charged_back_minor(self) -> int:
        return sum(line.charged_back_minor for line in self.lines)

    @property
    def stopped_by(self) -> Hold | None:
        """What keeps it from moving on."""
        return DISPUTED if self.dispute_ids else self.hold

    @property
    def is_shipped(self) -> bool:
        """Whether it has to reach somebody: goods with an address."""
        return self.biz_type is BizType.GOODS and self.address is not None

    @property
    def has_open_claim(self) -> bool:
        """Whether its buyer asks for something back."""
        return any(claim.open for claim in self.claims)

    @property
    def waits(self) -> bool:
        """Whether its money may not become available for the time being."""
        return self.stopped_by is not None or self.has_open_claim

    @property
    def told_lines(self) -> tuple[OrderedLine, ...]:
        return tuple(line.told(self.currency) for line in self.lines)

    def quantities(self) -> dict[str, int]:
        """How many of each SKU: lines of one SKU are summed, for stock is one number."""
        return summed((line.sku_id, line.quantity) for line in self.lines if line.sku_id)

    def complete(self) -> Self:
        """The after-sale window is over. Raises OrderHeld, AfterSaleOpen, InvalidState unless it has reached its buyer."""
        self.free()
        if self.status is not (OrderStatus.DELIVERED if self.is_shipped else OrderStatus.PAID):
            raise InvalidState(status=self.status)
        if self.has_open_claim:
            raise AfterSaleOpen
        return self.becomes(status=OrderStatus.COMPLETED)

    def free(self) -> None:
        """Raises OrderHeld while somebody holds it."""
        if self.stopped_by:
            raise OrderHeld(kind=self.stopped_by.kind)

    def held(self, hold: Hold) -> Self:
        """Nothing of it moves on until it is released. Raises InvalidState unless it was paid."""
        if not self.status.was_paid or self.hold:
            raise InvalidState(status="on hold" if self.hold else self.status)
        return self.becomes(hold=hold)

    def released(self) -> Self:
        """Raises InvalidState unless it is on hold."""
        if self.hold is None:
            raise InvalidState(status=self.status)
        return self.becomes(hold=None)
