"""What commission keeps: the rules of now, and every version that there was."""

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from argosy.commission.rule import Rule
from argosy.kernel.table import Item, Moment, Primary, Structured

COPIES = 16


class RuleBookItem(Item, discriminator="rule_book"):
    """A copy of the rules of now. Every checkout reads one of the sixteen, and a change writes all of them at once.

    One copy takes 3 000 read units a second: together 48 000 checkouts while the rules fit 4 KB (six or seven of them), 9 600
    at 20 KB.
    """

    by_copy = Primary("SPLITRULES#{copy}", "BOOK")

    copy = NumberAttribute()
    rules = Structured(tuple[Rule, ...])
    saved_by = UnicodeAttribute()
    saved_at = Moment()


class RuleBookVersionItem(Item, discriminator="rule_book_version"):
    """The rules as they were in one version: what an order that keeps its number was resolved by. Never changed or deleted.

    One partition: as many are written as operators change rules.
    """

    by_number = Primary("SPLITRULES#HISTORY", "VERSION#{number:0>9}")

    number = NumberAttribute()
    rules = Structured(tuple[Rule, ...])
    saved_by = UnicodeAttribute()
    saved_at = Moment()
