"""What a buyer asks back of an order, as far as the order has to know it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Claim:
    """So many pieces of a line are asked for by an after-sale case. While it is open, the shares of the order wait."""

    case_id: str
    line_no: int
    quantity: int
    """Less what has come back to the seller: that is counted on the line."""
    sent: bool
    """Whether it is about pieces that have left the seller."""
    open: bool = True
