"""Deciding by what was read: the transaction holds only if that is still so."""

from pynamodb.attributes import NumberAttribute

from argosy.kernel.table import Item, Key
from argosy.kernel.write import Part, check


def as_read(key: Key, counter: NumberAttribute, read: int) -> Part:
    """The item has been changed as often as when it was read; zero is one that was not there."""
    return check(key, when=counter == read if read else Item.pk.does_not_exist())
