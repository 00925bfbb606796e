"""What identity keeps, and how it is found."""

import hashlib

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from argosy.kernel.table import Gsi1, Item, Moment, Primary

SHARDS = 4
"""Each shard of the list of users takes 1 000 registrations a second."""


class UserItem(Item, discriminator="user"):
    """A user's profile. One partition a user: never hot."""

    by_id = Primary("USER#{id}", "PROFILE")
    all = Gsi1("USERS#{shard}", "{created_at}#{id}", shards=SHARDS)

    id = UnicodeAttribute()
    email = UnicodeAttribute()
    display_name = UnicodeAttribute()
    bio = UnicodeAttribute(default="")
    locale = UnicodeAttribute()
    time_zone = UnicodeAttribute()
    avatar_media_id = UnicodeAttribute(null=True)
    created_at = Moment()


class LoginItem(Item, discriminator="login"):
    """An address that belongs to a user, with the hash of the password: one per address, so an address is registered once."""

    by_email = Primary("EMAIL#{email_hash}", "LOGIN")

    email_hash = UnicodeAttribute()
    user_id = UnicodeAttribute()
    password_hash = UnicodeAttribute()


class RegistrationItem(Item, discriminator="registration"):
    """A registration that waits for its code. It holds the code's hash once the mail is written; it is gone after 10 minutes."""

    by_email = Primary("EMAIL#{email_hash}", "REGISTRATION")

    email_hash = UnicodeAttribute()
    email = UnicodeAttribute()
    display_name = UnicodeAttribute()
    locale = UnicodeAttribute()
    password_hash = UnicodeAttribute()
    user_id = UnicodeAttribute()
    requested_at = Moment()
    code_hash = UnicodeAttribute(null=True)
    tries = NumberAttribute(default=0)


class FailuresItem(Item, discriminator="login_failures"):
    """How often signing in to an address failed in a quarter of an hour, for known and unknown addresses alike."""

    by_window = Primary("EMAIL#{email_hash}", "FAILURES#{window}")

    email_hash = UnicodeAttribute()
    window = NumberAttribute()
    failures = NumberAttribute(null=True)


class SessionItem(Item, discriminator="session"):
    """A sign-in on one device: the family of its refresh tokens, of which only hashes are kept."""

    by_id = Primary("SESSION#{id}", "SESSION")

    id = UnicodeAttribute()
    user_id = UnicodeAttribute()
    salt = UnicodeAttribute()
    current_hash = UnicodeAttribute()
    previous_hash = UnicodeAttribute(null=True)
    rotated_at = Moment()
    ends_at = Moment()
    ended_because = UnicodeAttribute(null=True)


def email_hash(email: str) -> str:
    """How an address stands in keys and events: not in clear, and never with a separator in it."""
    return hashlib.sha256(email.encode()).hexdigest()
