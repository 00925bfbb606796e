"""What guard keeps, and how it is found."""

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from argosy.kernel.table import Item, Primary


class RateItem(Item, discriminator="rate"):
    """How often one thing was done in one window, by somebody or to somebody who stands here only as an HMAC.

    One counter takes 1 000 a second, more than any rate of one person or address allows.
    """

    by_window = Primary("RATE#{who}#{what}", "{seconds}#{window}")

    who = UnicodeAttribute()
    what = UnicodeAttribute()
    seconds = NumberAttribute()
    window = NumberAttribute()
    n = NumberAttribute(null=True)
