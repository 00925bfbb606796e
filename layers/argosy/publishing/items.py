"""What reviews keep, and how it is found."""

from pynamodb.attributes import UnicodeAttribute

from argosy.kernel.table import Choice, Gsi1, Item, Moment, Primary
from argosy.publishing.case import CaseStatus, Kind

SHARDS = 4
"""Each shard of the moderators' queue takes 1 000 submissions and decisions a second."""


class CaseItem(Item, discriminator="review_case"):
    """A review case. Only open ones stand in the queue's index. One partition a case: never hot."""

    by_id = Primary("REVIEW#{id}", "CASE")
    open = Gsi1("REVIEWS#{shard}", "{open_since}#{id}", shards=SHARDS)

    id = UnicodeAttribute()
    subject_kind = Choice(Kind)
    subject_id = UnicodeAttribute()
    owner_id = UnicodeAttribute()
    title = UnicodeAttribute()
    status = Choice(CaseStatus)
    created_at = Moment()
    open_since = Moment(null=True)
    decided_by = UnicodeAttribute(null=True)
    decided_at = Moment(null=True)
    reason = UnicodeAttribute(null=True)
