"""Signing in with an address and a password: tried so often and no oftener, counted before a password is looked at."""

import hmac
from datetime import datetime, timedelta

from argosy.guard import rates
from argosy.guard.rate import Rate
from argosy.identity import passwords, sessions
from argosy.identity.errors import InvalidCredentials, TooManyAttempts
from argosy.identity.items import KnownDeviceItem, LoginItem, email_hash
from argosy.identity.sessions import Begun
from argosy.kernel.pepper import keyed
from argosy.kernel.table import fetch
from argosy.kernel.write import Part, put

TRIES = Rate("sign_in", most=10, seconds=15 * 60, refusal=TooManyAttempts)
"""With one address, known or not: by all strangers together, and by each device that is known there for itself."""
TRIED_FROM = Rate("sign_in_from", most=30, seconds=15 * 60)
"""From one place, with whatever addresses, by devices that are not known there."""
KNOWN = timedelta(days=180)


def sign_in(email: str, password: str, *, device_key: str | None, address: str, at: datetime) -> Begun:
    """A session of the user whose address and password these are. What was right counts as no try.

    Raises InvalidCredentials, TooManyAttempts, RateLimited, AccountSuspended.
    """
    who, source = email_hash(email), rates.network(address)
    device = KnownDeviceItem(email_hash=who, key_hash=_marked(device_key)) if device_key else None
    login, known = _kept(who, device, at)
    counted = [(TRIES, f"{who}:{device.key_hash}")] if device and known else [(TRIED_FROM, source), (TRIES, who)]
    for rate, whose in counted:
        rates.count(rate, whose, at)
    if not passwords.matches(password, login.password_hash if login else None) or login is None:
        raise InvalidCredentials
    for rate, whose in counted:
        rates.give_back(rate, whose, at)
    return sessions.begin(login.user_id, at, *([_remembered(device, at)] if device else []))


def _kept(who: str, device: KnownDeviceItem | None, at: datetime) -> tuple[LoginItem | None, bool]:
    """The login, and whether this device has signed in there."""
    login = LoginItem.by_email.key(email_hash=who)
    found = fetch([login, *([device.key] if device else [])])
    seen = KnownDeviceItem.read(found[device.key]) if device and device.key in found else None
    known = seen is not None and int(seen.expires_at) > at.timestamp()
    return LoginItem.read(found[login]) if login in found else None, known


def _remembered(device: KnownDeviceItem, at: datetime) -> Part:
    device.expires_at = int((at + KNOWN).timestamp())
    its_own = KnownDeviceItem.pk.does_not_exist() | (KnownDeviceItem.key_hash == device.key_hash)
    return put(device, when=its_own)


def _marked(device_key: str) -> str:
    return hmac.digest(keyed("device"), device_key.encode(), "sha256").hex()
