"""What settlement keeps."""

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from argosy.kernel.table import Choice, Gsi1, Gsi2, Item, Moment, Primary
from argosy.settlement.statement import StatementStatus


class StatementItem(Item, discriminator="statement"):
    """A statement: written a few times while it is open, never after. Open ones are listed, so a broken run is finished."""

    by_id = Primary("STATEMENT#{id}", "STATEMENT")
    unfinished = Gsi1("OPEN-STATEMENTS#{shard}", "{open_since}#{id}", shards=4)
    by_owner = Gsi2("STATEMENTS#{owner_id}", "{period}#{id}")

    id = UnicodeAttribute()
    party = UnicodeAttribute()
    owner_id = UnicodeAttribute()
    asset = UnicodeAttribute()
    period = UnicodeAttribute()
    status = Choice(StatementStatus)
    earned_minor = NumberAttribute()
    taken_back_minor = NumberAttribute()
    lines = NumberAttribute()
    opened_at = Moment()
    open_since = Moment(null=True)
    closed_at = Moment(null=True)
