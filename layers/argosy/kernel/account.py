"""Whether a user's tokens still hold, and with which roles."""

from typing import Any

from pynamodb.attributes import BooleanAttribute, ListAttribute, NumberAttribute, UnicodeAttribute

from argosy.kernel.table import Item, Primary, Structured


class AccountItem(Item, discriminator="account"):
    """What decides whether a user's tokens still hold, in one item. Written by identity; one read on money routes.

    `ended_sessions` says when each session ended, in seconds since 1970, as long as an access token of it may be about.
    """

    by_user = Primary("USER#{user_id}", "ACCOUNT")

    user_id = UnicodeAttribute()
    roles: ListAttribute[Any] = ListAttribute(of=UnicodeAttribute)
    suspended = BooleanAttribute(default=False)
    tokens_valid_from = NumberAttribute(default=0)
    ended_sessions = Structured(dict[str, int], attr_name="ended_at", null=True)
