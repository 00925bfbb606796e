"""What the platform does with money that comes after its order was closed."""

from enum import StrEnum


class LatePayment(StrEnum):
    """refund: it goes back. revive: the order is paid after all where its stock is still there; else it goes back."""

    REFUND = "refund"
    REVIVE = "revive"
