"""What identity keeps, and how it is found."""

import hmac

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from argosy.identity.challenge import Purpose
from argosy.kernel.pepper import keyed
from argosy.kernel.table import Choice, Gsi1, Item, Moment, Primary

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


class KnownDeviceItem(Item, discriminator="known_device"):
    """A device, by a key of its own making, from which somebody signed in to an address within the last half year."""

    by_key = Primary("EMAIL#{email_hash}", "DEVICE#{key_hash}")

    email_hash = UnicodeAttribute()
    key_hash = UnicodeAttribute()


class ChallengeItem(Item, discriminator="challenge"):
    """What its holder may prove by a code that is sent to somebody. Found by the hash of a secret id; the code is a hash as well.

    It is kept longer than it holds, for it also says that the request that made it was made. Spread by the hash: never hot.
    """

    by_id = Primary("CHALLENGE#{id_hash}", "CHALLENGE")

    id_hash = UnicodeAttribute()
    purpose = Choice(Purpose)
    ends_at = Moment()
    code_hash = UnicodeAttribute(null=True)
    used_at = Moment(null=True)


class TriesItem(Item, discriminator="challenge_tries"):
    """How often a code was tried with an id, whether there is a challenge of this id or not; `until`, in seconds since 1970."""

    by_id = Primary("CHALLENGE#{id_hash}", "TRIES")

    id_hash = UnicodeAttribute()
    tries = NumberAttribute(null=True)
    until = NumberAttribute(null=True)


class RegistrationItem(Item, discriminator="registration"):
    """Who wishes to register, until the code of its challenge was given or is over."""

    by_challenge = Primary("CHALLENGE#{id_hash}", "REGISTRATION")

    id_hash = UnicodeAttribute()
    email = UnicodeAttribute()
    display_name = UnicodeAttribute()
    locale = UnicodeAttribute()
    password_hash = UnicodeAttribute()
    user_id = UnicodeAttribute()
    requested_at = Moment()


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
    """How an address stands in keys: not to be read there nor found by trying addresses, and never with a separator in it."""
    return hmac.digest(keyed("email"), email.encode(), "sha256").hex()
