"""What a movement on a party's available account is on its statement."""

from enum import StrEnum


class LineKind(StrEnum):
    """What the statement counts the line as.

    A payout is shown and adds nothing to what is to be paid: it carries away what an earlier statement, or the balance, owed.
    """

    EARNED = "earned"
    TAKEN_BACK = "taken_back"
    FEE = "fee"
    TAX = "tax"
    ADJUSTMENT = "adjustment"
    RESERVE_IN = "reserve_in"
    RESERVE_OUT = "reserve_out"
    PAYOUT = "payout"


OF_BUSINESS = {
    "fee": LineKind.FEE, "tax": LineKind.TAX, "adjustment": LineKind.ADJUSTMENT, "payout": LineKind.PAYOUT,
}  # fmt: skip
"""By the business of the journal; a fee that is given back is a fee below zero."""


def kind_of(business: str, amount_minor: int) -> LineKind:
    """By the journal's business; of all that is not named here, what comes is earned and what goes is taken back."""
    if business == "reserve":
        return LineKind.RESERVE_OUT if amount_minor > 0 else LineKind.RESERVE_IN
    return OF_BUSINESS.get(business, LineKind.EARNED if amount_minor > 0 else LineKind.TAKEN_BACK)
