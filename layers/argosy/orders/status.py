"""The states of an order."""

from enum import StrEnum


class OrderStatus(StrEnum):
    """pending_payment → paid → partially_shipped → shipped → delivered → completed.

    What is not shipped goes from paid to completed when the after-sale window ends; a tip or a recharge is completed by payment.
    pending_payment → closing → closed, or → paid where the payment was faster; paid → closed when all of it was refunded before
    it was shipped. Nothing leaves closed.
    """

    PENDING_PAYMENT = "pending_payment"
    CLOSING = "closing"
    CLOSED = "closed"
    PAID = "paid"
    PARTIALLY_SHIPPED = "partially_shipped"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    COMPLETED = "completed"

    @property
    def is_open(self) -> bool:
        """Whether its payment is still awaited."""
        return self in (OrderStatus.PENDING_PAYMENT, OrderStatus.CLOSING)

    @property
    def was_paid(self) -> bool:
        return not self.is_open and self is not OrderStatus.CLOSED
