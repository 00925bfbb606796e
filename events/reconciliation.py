"""What reconciliation tells."""

from datetime import date

from argosy.kernel.outbox import Event


class BillDue(Event, name="reconciliation.bill_due", version=1):
    """A channel's bill of this day (of its own calendar) is to be fetched and matched. Told once per day, and again by a timer
    while the channel has none, or by a person."""

    channel: str
    day: date
    asked: int = 0


class BillReconciled(Event, name="reconciliation.bill_reconciled", version=1):
    """Every line of the day is matched, put right, or waits for a person."""

    channel: str
    day: date
    lines: int
    to_review: int


class ItemResolved(Event, name="reconciliation.item_resolved", version=1):
    """A person has explained a difference."""

    channel: str
    day: date
    item_id: str
    by: str


class BillSigned(Event, name="reconciliation.bill_signed", version=1):
    """Finance has signed a channel's day: bill and books agree, or every difference is explained."""

    channel: str
    day: date
    by: str
