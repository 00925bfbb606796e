"""What settlement keeps."""

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from argosy.kernel.table import Choice, Gsi1, Gsi2, Item, Moment, Primary, Structured
from argosy.settlement.agreement import Terms
from argosy.settlement.period import Cycle
from argosy.settlement.statement import StatementStatus


class StatementItem(Item, discriminator="statement"):
    """A statement: no amount on it changes once it is closed. Each list by status takes 4 000 a second."""

    by_id = Primary("STATEMENT#{id}", "STATEMENT")
    by_status = Gsi1("STATEMENTS-BY#{status}#{shard}", "{opened_at}#{id}", shards=4)
    by_owner = Gsi2("STATEMENTS#{owner_id}", "{ends_at}#{id}")

    id = UnicodeAttribute()
    party = UnicodeAttribute()
    owner_id = UnicodeAttribute()
    asset = UnicodeAttribute()
    period = UnicodeAttribute()
    begins_at = Moment()
    ends_at = Moment()
    cut_off = Moment()
    terms = Structured(Terms)
    status = Choice(StatementStatus)
    opening_minor = NumberAttribute()
    earned_minor = NumberAttribute()
    taken_back_minor = NumberAttribute()
    fees_minor = NumberAttribute()
    tax_minor = NumberAttribute()
    adjustments_minor = NumberAttribute()
    reserve_in_minor = NumberAttribute()
    reserve_out_minor = NumberAttribute()
    paid_out_minor = NumberAttribute()
    lines = NumberAttribute()
    opened_at = Moment()
    closed_at = Moment(null=True)
    disputes = NumberAttribute()
    dispute_reason = UnicodeAttribute(null=True)
    dispute_note = UnicodeAttribute(null=True)
    approved_by = UnicodeAttribute(null=True)
    paid_minor = NumberAttribute()
    payout_phase = UnicodeAttribute(null=True)
    payout_fact = UnicodeAttribute(null=True)


class PositionItem(Item, discriminator="settlement_position"):
    """What is carried to a party's next statement: one per party and asset, written twice a statement at most."""

    by_party = Primary("SETTLED#{party}#{asset}", "POSITION")

    party = UnicodeAttribute()
    asset = UnicodeAttribute()
    carried_minor = NumberAttribute()
    day = UnicodeAttribute()
    batches = NumberAttribute()


class AgreementItem(Item, discriminator="settlement_agreement"):
    """How a party is settled. Those that are settled several times a day are listed, for the schedule that does it."""

    by_party = Primary("AGREEMENT#{party}", "AGREEMENT")
    several_a_day = Gsi1("T0-AGREEMENTS#{several}", "{party}")

    party = UnicodeAttribute()
    terms = Structured(Terms)
    coming = Structured(Terms, null=True)
    coming_from = Moment(null=True)

    @property
    def several(self) -> str | None:
        """The list's partition, where the terms, or those that are coming, say t0."""
        return "ALL" if Cycle.T0 in (self.terms.cycle, self.coming and self.coming.cycle) else None
