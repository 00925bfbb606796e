"""What stops a paid order."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Hold:
    """Why nothing of a paid order is shipped or becomes available for the time being, and who wants it so."""

    kind: str
    reason: str
    by: str


DISPUTED = Hold("dispute", "the buyer's bank disputes the payment", "system")
