"""What a line is, from what the channel's bills and our own books say under its number."""

from argosy.reconciliation.line import Line, LineStatus, Verdict
from argosy.reconciliation.ours import Ours

ENDED = {Verdict.MATCHED: LineStatus.AUTO_FIXED, Verdict.UNKNOWN: LineStatus.NEEDS_REVIEW}
"""What is clear at once. The rest is put right, asked about, or waits for the next day's bill."""


def verdict(line: Line, ours: Ours, elsewhere_minor: int) -> Verdict:
    """`elsewhere_minor` is what the channel's bills of other days say under the number."""
    if ours.attempt is None and line.movement in ("payment", "refund"):
        return Verdict.UNKNOWN
    if settled(line, ours, elsewhere_minor):
        return Verdict.MATCHED
    one_side = 0 in (ours.booked_minor, line.billed_minor + elsewhere_minor)
    if line.movement == "refund":
        return Verdict.STATUS_DIFF if one_side else Verdict.AMOUNT_DIFF
    if not line.is_billed:
        return Verdict.LONG
    return Verdict.SHORT if one_side and line.movement == "payment" else Verdict.AMOUNT_DIFF


def judged(line: Line, ours: Ours, elsewhere_minor: int, booked_minor: int) -> Line:
    """`booked_minor` is what our books moved by it within the line's day, with the fee, and with what goes to suspense."""
    found = verdict(line, ours, elsewhere_minor)
    status = ENDED.get(found, LineStatus.NEW)
    unclaimed_minor = max(line.billed_minor, 0) if found is Verdict.UNKNOWN else 0
    return line.judged(found, status, booked_minor - line.fee_minor + unclaimed_minor, ours.order_id)


def settled(line: Line, ours: Ours, elsewhere_minor: int) -> bool:
    """Whether bills and books say the same by now."""
    return ours.booked_minor == line.billed_minor + elsewhere_minor
