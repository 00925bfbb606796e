"""What can be bought."""

from enum import StrEnum


class BizType(StrEnum):
    """All are ordered and paid the same way; they differ in whose the money then is (orders/split.py) and in what is shipped.

    A tip and a recharge have no product.
    """

    GOODS = "goods"
    MEMBERSHIP = "membership"
    AD = "ad"
    TIP = "tip"
    RECHARGE = "recharge"
