"""How reconciliation says no."""

from argosy.kernel.errors import Conflict, Invalid


class BillNotDue(Conflict, code="bill_not_due"):
    """The day is not over, its bill is not published yet, or it lies before the first day that is reconciled."""

    en = "There is no bill of {day} to reconcile."
    zh = "{day} 的账单尚不可对账。"


class ItemsOpen(Conflict, code="items_open"):
    """Whoever signs says that every difference is explained."""

    en = "{count} items are not resolved yet."
    zh = "还有 {count} 项差异未处理。"


class InvalidResolution(Invalid, code="invalid_resolution"):
    """What moves must be what this item left open: its money in suspense, or the difference on the channel's account."""

    en = "This item leaves no such money to be moved."
    zh = "该差异没有可调整的相应资金。"
