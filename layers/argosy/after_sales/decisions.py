"""What is decided on a case, with its order before one's eyes: given, accepted, ruled, or taken for granted. Pure."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from argosy.after_sales.after_sale import AfterSale, Entry, Turn
from argosy.after_sales.errors import MoreThanCameBack
from argosy.after_sales.status import Action, Kind, Role, Status
from argosy.after_sales.steps import MONEY, REPLACING, SELLER_ANSWERS, silence
from argosy.orders import claims, shipping
from argosy.orders.claim import Claim
from argosy.orders.errors import RefundExceedsPaid
from argosy.orders.order import Order


def apply(
    case_id: str, order: Order, kind: Kind, line_no: int, quantity: int, *, shipped: bool | None, minor: int | None,
    reason: str, at: datetime,
) -> tuple[AfterSale, Order]:  # fmt: skip
    """A new case, and the order with its claim. A refund alone may be about pieces that are `shipped`, or not yet.

    Raises ClaimsTooMuch, NotClaimable, OrderHeld, TooManyClaims, RefundExceedsPaid, NotFound.
    """
    line = claims.line_of(order, line_no)
    sent = kind is not Kind.REFUND_ONLY or (claims.has_left(order, line_no) if shipped is None else shipped)
    share_minor = claims.share_minor(order, line_no, quantity)
    after = claims.claim(order, Claim(case_id, line_no, quantity, sent))
    asked_minor = share_minor if minor is None else minor
    if asked_minor > share_minor or (not asked_minor and kind in MONEY):
        raise RefundExceedsPaid(amount_minor=asked_minor, left_minor=share_minor)
    case = AfterSale(
        id=case_id, order_id=order.id, purchase_id=order.head_id, buyer_id=order.buyer_id, seller_id=line.seller_id,
        line_no=line_no, sku_id=str(line.sku_id), title=line.title, wants=kind, quantity=quantity, sent=sent,
        asked_minor=asked_minor, currency=order.currency, due_at=at + SELLER_ANSWERS,
        history=(Entry(Action.APPLY, Role.BUYER, at, reason),), created_at=at,
    )  # fmt: skip
    return case, after


def agree(case: AfterSale, turn: Turn, return_address: str | None = None) -> AfterSale:
    """The seller gives what is asked: money at once, or when the pieces are back. Raises NotYourMove, InvalidState."""
    after = case.step(Action.AGREE, turn, return_address=return_address, replaced=case.wants in REPLACING)
    return _paying(after, turn, case.asked_minor) if after.status is Status.REFUNDING else after


def accept(case: AfterSale, turn: Turn, fit_quantity: int, text: str = "") -> AfterSale:
    """What came back is as it should be, so many pieces of it fit for sale. Raises MoreThanCameBack."""
    if fit_quantity > case.quantity:
        raise MoreThanCameBack(quantity=case.quantity)
    after = case.step(Action.PASS, turn, text, fit_quantity=fit_quantity)
    return _paying(after, turn, case.asked_minor) if after.status is Status.REFUNDING else after


def for_buyer(case: AfterSale, turn: Turn, text: str) -> AfterSale:
    """The buyer gets all that was asked; pieces that lie with them go back first."""
    after = case.step(Action.RULE_BUYER, turn, text, replaced=case.wants in REPLACING)
    lie_right = case.wants is Kind.REFUND_ONLY or case.pieces_with == "seller"
    return _paying(after, turn, case.asked_minor) if case.wants in MONEY and lie_right else after


def for_seller(case: AfterSale, turn: Turn, text: str) -> AfterSale:
    """The buyer gets nothing, or their own pieces again."""
    return case.step(Action.RULE_SELLER, turn, text, replaced=case.replaced and case.pieces_with == "seller")


def split(case: AfterSale, turn: Turn, text: str, minor: int) -> AfterSale:
    """The buyer gets so much, and the pieces stay where they are. Raises RefundExceedsPaid above what was asked."""
    if minor > case.asked_minor:
        raise RefundExceedsPaid(amount_minor=minor, left_minor=case.asked_minor)
    return _paying(case.step(Action.RULE_SPLIT, turn, text, replaced=False), turn, minor)


def silent(case: AfterSale, turn: Turn) -> AfterSale:
    """What it means that whoever is waited for has said nothing. The case itself where nobody is."""
    wait = silence(case.status, case.wants, case.pieces_with)
    match wait[0] if wait else None:
        case Action.AGREE:
            return agree(case, turn)
        case Action.RECEIVE:
            return case.receive(turn)
        case Action.PASS:  # nobody has looked at the pieces, so none of them is put on sale
            return accept(case, turn, fit_quantity=0)
        case Action.EXPIRE:
            return case.give_up(Action.EXPIRE, turn)
        case Action.ESCALATE | Action.CLOSE_EVIDENCE as action:
            return case.step(action, turn)
    return case


def silent_out_of_stock(case: AfterSale, turn: Turn) -> AfterSale:
    """The seller has said nothing, and what the buyer wants instead is sold out: they get their money."""
    return replace(agree(case.ask_refund(turn), turn), version=case.version + 1)


def made_good(failed: Iterable[AfterSale], line_no: int, minor: int, turn: Turn) -> list[tuple[AfterSale, AfterSale]]:
    """Cases before and after they end, since so much of their line was given back in another way than their own, which failed.

    The oldest first, as far as it reaches; all of them where nothing of the line is left.
    """
    line, ended = claims.line_of(turn.order, line_no), []
    nothing_left = not (line.refundable_minor or line.refunding_minor)
    for case in failed:
        if case.line_no == line_no and (nothing_left or case.refund_minor <= minor):
            ended.append((case, case.refunded(turn)))
            minor -= case.refund_minor
    return ended


def _paying(case: AfterSale, turn: Turn, minor: int) -> AfterSale:
    """A changed case: money goes back, and with it pieces that are the seller's again.

    What the seller has given back meanwhile by themselves is not given twice; where nothing is left the case is done.
    """
    line = claims.line_of(turn.order, case.line_no)
    owned = min(case.quantity, line.quantity - line.returned_quantity)
    returned = restocked = 0
    if case.pieces_with == "seller":
        returned = owned
        restocked = min(owned, case.fit_quantity) if case.wants is Kind.RETURN_REFUND else 0
    elif not case.sent and minor == case.asked_minor:
        returned = restocked = min(owned, shipping.to_ship(turn.order).get(case.line_no, 0))
    paid = replace(
        case,
        refund_minor=min(minor, line.refundable_minor),
        returned_quantity=returned,
        restocked_quantity=restocked,
    )
    return paid if paid.refund_minor else replace(paid.refunded(turn), version=case.version)
