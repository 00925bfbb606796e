"""Whether a user's tokens still hold, and with which roles."""

from typing import Any

from pynamodb.attributes import BooleanAttribute, ListAttribute, NumberAttribute, UnicodeAttribute, UnicodeSetAttribute

from argosy.kernel.table import Item, Primary


class AccountItem(Item, discriminator="account"):
    """What decides whether a user's tokens still hold, in one item. Written by identity; one read on money routes."""

    by_user = Primary("USER#{user_id}", "ACCOUNT")

    user_id = UnicodeAttribute()
    roles: ListAttribute[Any] = ListAttribute(of=UnicodeAttribute)
    suspended = BooleanAttribute(default=False)
    tokens_valid_from = NumberAttribute(default=0)
    ended_sessions = UnicodeSetAttribute(null=True)
