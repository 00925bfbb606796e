"""One after-sale case, and the moves that concern nothing but itself. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Self

from argosy.after_sales.errors import TooMuchEvidence
from argosy.after_sales.status import Action, Kind, Role, Status
from argosy.after_sales.steps import RETURNING, Holder, next_step, silence
from argosy.kernel import ids
from argosy.kernel.noun import Noun
from argosy.orders.order import Order

SYSTEM = frozenset({Role.SYSTEM})
MOST_EVIDENCE = 10
"""So often each side is heard."""


@dataclass(frozen=True)
class Turn:
    """Who moves a case, and when; the order as they find it."""

    by: frozenset[Role]
    at: datetime
    order: Order


@dataclass(frozen=True)
class Entry:
    """What somebody did with the case, and what they said with it."""

    action: Action
    by: Role
    at: datetime
    text: str = ""


@dataclass(frozen=True)
class Sent:
    """A parcel of either side."""

    carrier: str
    tracking_no: str
    at: datetime


def refund_id_of(case_id: str) -> str:
    """A case gives money back once, so its refund's number follows from its own."""
    return ids.derived("rfd", "after_sale", case_id)


@dataclass(frozen=True, kw_only=True)
class AfterSale(Noun):
    """So many pieces of one line of an order, and what their buyer wants for them."""

    id: str
    order_id: str
    purchase_id: str
    """The order under which it was paid: what happens to the case is told there."""
    buyer_id: str
    seller_id: str
    line_no: int
    sku_id: str
    title: str
    wants: Kind
    quantity: int
    sent: bool
    """Whether it is about pieces that have left the seller; the others are simply not sent any more."""
    asked_minor: int
    """What the pieces are worth, or what the buyer wants of that."""
    currency: str
    status: Status = Status.APPLIED
    due_at: datetime | None = None
    """From then on silence counts."""
    return_address: str | None = None
    shipped_back: Sent | None = None
    pieces_with: Holder = "buyer"
    returned_quantity: int = 0
    """Pieces for which the buyer has their money back, or will have it: they are the seller's again."""
    fit_quantity: int = 0
    """Pieces that came back and that the seller found fit for sale."""
    restocked_quantity: int = 0
    replaced: bool = False
    """Whether pieces were taken from stock to be sent instead."""
    reshipped: Sent | None = None
    refund_minor: int = 0
    refund_failed: bool = False
    history: tuple[Entry, ...]
    created_at: datetime

    @property
    def refund_id(self) -> str:
        return refund_id_of(self.id)

    @property
    def is_open(self) -> bool:
        if self.status is Status.RULED_SELLER:
            return self.pieces_with == "seller"
        return self.status not in (Status.DONE, Status.BUYER_CANCELLED, Status.EXPIRED)

    @property
    def is_settled(self) -> bool:
        """Whether it ended so that the same pieces are not asked for again."""
        return self.status in (Status.DONE, Status.RULED_SELLER)

    @property
    def is_arbitrated(self) -> bool:
        """Whether the staff has to look at it."""
        return self.status in (Status.ESCALATED, Status.ARBITRATING)

    def step(self, action: Action, turn: Turn, text: str = "", **changes: Any) -> Self:
        """The case after a move that the table knows. Raises NotYourMove, InvalidState."""
        step, role = next_step(self.status, action, turn.by, self.wants, self.pieces_with)
        history = (*self.history, Entry(action, role, turn.at, text))
        after = self.becomes(status=step.after, history=history, **changes)
        if action is Action.GIVE_EVIDENCE:
            return after
        wait = silence(after.status, after.wants, after.pieces_with)
        return replace(after, due_at=turn.at + wait[1] if wait else None)

    def ask_refund(self, turn: Turn) -> Self:
        """Money instead of what the seller would have sent: they have their time to answer again."""
        kind = Kind.RETURN_REFUND if self.wants in RETURNING else Kind.REFUND_ONLY
        return self.step(Action.ASK_REFUND, turn, wants=kind)

    def give_up(self, action: Action, turn: Turn) -> Self:
        """Cancelled, or expired: what was taken from stock for it goes back."""
        return self.step(action, turn, replaced=False)

    def ship_back(self, turn: Turn, parcel: Sent) -> Self:
        return self.step(Action.SHIP_BACK, turn, shipped_back=parcel)

    def receive(self, turn: Turn) -> Self:
        return self.step(Action.RECEIVE, turn, pieces_with="seller")

    def reship(self, turn: Turn, parcel: Sent) -> Self:
        """The seller has sent what they owe: other pieces, mended ones, or the buyer's own after a ruling for the seller."""
        own = self.status is Status.RULED_SELLER
        return self.step(
            Action.RESHIP, turn, reshipped=parcel, pieces_with="buyer", replaced=self.replaced and not own,
            restocked_quantity=self.fit_quantity if self.wants is Kind.EXCHANGE and not own else 0,
        )  # fmt: skip

    def give_evidence(self, turn: Turn, text: str) -> Self:
        """Raises TooMuchEvidence."""
        after = self.step(Action.GIVE_EVIDENCE, turn, text)
        role = after.history[-1].by
        if sum(entry.action is Action.GIVE_EVIDENCE and entry.by is role for entry in self.history) >= MOST_EVIDENCE:
            raise TooMuchEvidence(most=MOST_EVIDENCE)
        return after

    def refunded(self, turn: Turn) -> Self:
        """The money has gone back; the system says so, whoever's turn it was."""
        return self.step(Action.REFUNDED, replace(turn, by=SYSTEM), refund_failed=False)
