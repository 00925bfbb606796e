"""What is done about a line that is not clear at once: made up for, asked about at the channel, or left to a person."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from argosy.kernel import clock, metric
from argosy.kernel.errors import InvalidState
from argosy.kernel.log import logger
from argosy.kernel.write import Write, retrying
from argosy.orders import orders
from argosy.orders.hold import Hold
from argosy.orders.order import Order
from argosy.payments import settling as payments
from argosy.payments.channel import Told
from argosy.reconciliation import asking, batches, booked, judging, lines
from argosy.reconciliation.line import Line, LineStatus, Verdict
from argosy.reconciliation.ours import Journals
from events.orders import OrderHeld

REFUNDS_TAKE = timedelta(days=7)
"""So long a channel may say that a refund is under way before a person looks at it."""


@dataclass(frozen=True)
class Found:
    """How it is now: put right, waiting (None) or for a person, and why. What is under way at the channel may take days."""

    status: LineStatus | None
    note: str | None = None
    is_under_way: bool = False


def fix(line: Line, known: Journals) -> None:
    """The first look, in the hour of the bill. What was asked before is not asked again."""
    if line.note is None:
        _end(line, FIRST[line.verdict or Verdict.LONG](line, known))


def look_again(line: Line, known: Journals) -> None:
    """With the bill of the next day."""
    mine = booked.of_lines([line], known)[line.id]
    if judging.settled(line, mine, lines.elsewhere_minor(line)):
        _end(line, Found(LineStatus.AUTO_FIXED))
    elif line.verdict is Verdict.STATUS_DIFF:
        _end(line, _status_at_last(line, known))
    else:
        _end(line, Found(LineStatus.NEEDS_REVIEW))


def count_reviews(changed: Iterable[Line]) -> None:
    """An alarm tells a person."""
    for line in changed:
        if line.status is LineStatus.NEEDS_REVIEW:
            metric.count("reconciliation", "ReconciliationNeedsReview")
            logger().error("reconciliation needs a person", item_id=line.id, channel=line.channel, day=line.day)


def _short(line: Line, known: Journals) -> Found:
    """As if its webhook came."""
    told = Told("succeeded", line.channel_ref, line.billed_minor, line.currency)
    effect = payments.settle(line.number, told)
    mine = booked.of_lines([line], known)[line.id]
    fixed = judging.settled(line, mine, 0)
    return Found(LineStatus.AUTO_FIXED if fixed else LineStatus.NEEDS_REVIEW, f"made up for: {effect}")


def _long(line: Line, known: Journals) -> Found:
    """The channel is asked; whatever it says, the next day's bill has the last word."""
    if line.movement == "dispute":
        return Found(None, "not on the day's bill")
    attempt = booked.of_lines([line], known)[line.id].attempt
    if attempt is None:
        return Found(LineStatus.NEEDS_REVIEW)
    return Found(None, f"the channel says: {asking.payment(attempt)}")


def _amount(line: Line, known: Journals) -> Found:
    mine = booked.of_lines([line], known)[line.id]
    return Found(LineStatus.NEEDS_REVIEW, f"booked {mine.booked_minor}, billed {line.billed_minor}")


def _status(line: Line, known: Journals) -> Found:
    """What the channel knows of the refund now is booked; it may still be on its way."""
    mine = booked.of_lines([line], known)[line.id]
    if mine.refund is None or mine.attempt is None or mine.refund.status not in asking.ALLOWED:
        return Found(LineStatus.NEEDS_REVIEW, f"the refund is {mine.refund.status}" if mine.refund else None)
    said = asking.refund(mine.refund, mine.attempt)
    note, is_under_way = f"the channel says: {said}", said in asking.UNDER_WAY
    if judging.settled(line, booked.of_lines([line], known)[line.id], lines.elsewhere_minor(line)):
        return Found(LineStatus.AUTO_FIXED, note)
    may_be_billed = said == "succeeded" and not line.is_billed
    return Found(None if may_be_billed or is_under_way else LineStatus.NEEDS_REVIEW, note, is_under_way)


def _status_at_last(line: Line, known: Journals) -> Found:
    """Only what is under way at the channel waits longer than for the next day's bill."""
    found = _status(line, known)
    waits = found.is_under_way and clock.now() - line.at < REFUNDS_TAKE
    return found if found.status or waits else Found(LineStatus.NEEDS_REVIEW, found.note)


FIRST: dict[Verdict, Callable[[Line, Journals], Found]] = {
    Verdict.SHORT: _short, Verdict.LONG: _long, Verdict.AMOUNT_DIFF: _amount, Verdict.STATUS_DIFF: _status,
}  # fmt: skip


def _end(line: Line, found: Found) -> None:
    """Save how it is, and hold the order of what a person has to look at."""

    def ended() -> None:
        (before,) = lines.read([line])
        if not before.waits or (found.status is None and found.note == before.note):
            return
        after = before.ended(found.status or LineStatus.NEW, found.note)
        batch = batches.get(line.channel, date.fromisoformat(line.day))
        write = Write().add(*lines.changed(batch, [before], [after]))
        for order in _held(after):
            told = OrderHeld(order_id=order.id, kind="risk", reason=_why(after))
            write.add(*orders.saved(order)).tell(told, beside=orders.key(order.head_id))
        write.commit()
        count_reviews([after])

    retrying(ended)


def _held(line: Line) -> Iterator[Order]:
    if line.status is not LineStatus.NEEDS_REVIEW or line.order_id is None:
        return
    for order in orders.purchase(line.order_id).orders:
        with suppress(InvalidState):  # it is held already, or nothing of it is paid
            yield order.held(Hold("risk", _why(line), "system"))


def _why(line: Line) -> str:
    return f"{line.channel}'s bill of {line.day}: {line.verdict} ({line.id})"
