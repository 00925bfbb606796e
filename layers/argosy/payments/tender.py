"""What a buyer's wallet gives to a payment: set aside when it begins, posted with the channel's money, let go without it."""

from argosy.catalogue.biz_type import BizType
from argosy.ledger import accounts
from argosy.ledger.hold import Hold
from argosy.orders.order import Order
from argosy.payments.attempt import Attempt

WALLET = "wallet"
"""The channel of a payment that the wallet alone gives."""


def takes_wallet(order: Order, channel: str, wallet_minor: int) -> bool:
    """Whether so much may come from the wallet: all of it where it is the channel, less than all beside another one.

    A recharge is never paid from what it fills.
    """
    if channel == WALLET:
        return wallet_minor == order.payable_minor and order.biz_type is not BizType.RECHARGE
    return wallet_minor == 0 or (wallet_minor < order.payable_minor and order.biz_type is not BizType.RECHARGE)


def set_aside(attempt: Attempt) -> Hold:
    """The hold of an attempt; it ends with it."""
    return Hold(
        id=attempt.hold_id, account=accounts.cash(accounts.user(attempt.buyer_id)), asset=attempt.currency,
        amount_minor=attempt.wallet_minor, business="payment", business_id=attempt.id,
        expires_at_moment=attempt.expires_at_moment, created_at=attempt.created_at,
    )  # fmt: skip
