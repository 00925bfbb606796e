"""What sealing keeps."""

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from argosy.kernel.table import Item, Moment, Primary, Structured
from argosy.ledger.seal import Moved


class SealItem(Item, discriminator="seal"):
    """A day's seal: put once, never changed. All lie in one partition, which gets one a day."""

    by_day = Primary("SEAL#DAYS", "{day}")

    day = UnicodeAttribute()
    since = Moment()
    until = Moment()
    journals = NumberAttribute()
    moved = Structured(tuple[Moved, ...])
    root = UnicodeAttribute()
    closings = UnicodeAttribute()
    before = UnicodeAttribute()
    digest = UnicodeAttribute()
    sealed_at = Moment()


class ClosingItem(Item, discriminator="closing"):
    """An account's balance at the end of a day that changed it; it counts once the day has its seal. Never hot."""

    by_account = Primary("CLOSING#{account}#{asset}", "{day}")

    account = UnicodeAttribute()
    asset = UnicodeAttribute()
    day = UnicodeAttribute()
    balance_minor = NumberAttribute(null=True)
