"""What reconciliation keeps, and how it is found."""

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute

from argosy.kernel.ids import is_id
from argosy.kernel.table import Choice, Gsi1, Gsi2, Item, Moment, Primary, Structured
from argosy.reconciliation.batch import BatchStatus, Tally
from argosy.reconciliation.line import LineStatus, Verdict


class BatchItem(Item, discriminator="reconciliation"):
    """One day of a channel: one a day, written once for every few lines, by one listener at a time."""

    by_day = Primary("BILL#{channel}", "DAY#{day}")

    channel = UnicodeAttribute()
    day = UnicodeAttribute()
    status = Choice(BatchStatus)
    opening = Structured(dict[str, int])
    bill = Structured(dict[str, int])
    lines = NumberAttribute()
    tallies = Structured(tuple[Tally, ...])
    opened_at = Moment()
    signed_by = UnicodeAttribute(null=True)
    signed_at = Moment(null=True)


class LineItem(Item, discriminator="reconciliation_line"):
    """A line of a reconciled day. A channel's day takes 500 lines a second; 100 000 fit one run of the listener."""

    by_id = Primary("BILLED#{channel}#{day}", "{id}")
    by_number = Gsi1("BILLED-AS#{own_number}", "{day}#{id}")
    by_verdict = Gsi2("BILLED-CLASS#{channel}#{day}#{verdict}", "{id}")

    id = UnicodeAttribute()
    channel = UnicodeAttribute()
    day = UnicodeAttribute()
    movement = UnicodeAttribute()
    number = UnicodeAttribute()
    currency = UnicodeAttribute()
    at = Moment()
    is_billed = BooleanAttribute()
    channel_ref = UnicodeAttribute()
    billed_minor = NumberAttribute()
    fee_minor = NumberAttribute()
    booked_minor = NumberAttribute()
    verdict = Choice(Verdict, null=True)
    status = Choice(LineStatus)
    order_id = UnicodeAttribute(null=True)
    note = UnicodeAttribute(null=True)
    resolved_by = UnicodeAttribute(null=True)
    journal_id = UnicodeAttribute(null=True)

    @property
    def own_number(self) -> str | None:
        """The number where it is spelled as one of ours: other people's may hold anything."""
        return str(self.number) if any(is_id(self.number, prefix) for prefix in ("pay", "rfd", "dsp")) else None
