"""Registrations that wait for their code, and what becomes of them."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from argosy.identity.errors import AlreadyRegistered, InvalidCode, TooManyAttempts
from argosy.identity.items import LoginItem, RegistrationItem, UserItem, email_hash
from argosy.identity.user import User
from argosy.kernel.account import AccountItem
from argosy.kernel.write import Write, delete, put, save, update
from events.identity import VerificationRequested

CODE_LIFE = timedelta(minutes=10)
MOST_TRIES = 5
PAUSE = timedelta(seconds=60)
"""One mail a minute goes to an address, however often somebody registers it."""


def request(email: str, password_hash: str, *, display_name: str, locale: str, user_id: str, at: datetime) -> None:
    """Note the wish and ask for the mail. A wish for the same address within a minute changes nothing."""
    item = RegistrationItem(
        email_hash=email_hash(email),
        email=email,
        display_name=display_name,
        locale=locale,
        password_hash=password_hash,
        user_id=user_id,
        requested_at=at,
        expires_at=int((at + CODE_LIFE).timestamp()),
    )
    rested = RegistrationItem.pk.does_not_exist() | (RegistrationItem.requested_at < at - PAUSE)
    write = Write().add(put(item, when=rested, otherwise=TooManyAttempts()))
    write.tell(VerificationRequested(email_hash=item.email_hash), beside=item.key)
    try:
        write.commit()
    except TooManyAttempts:
        return


def new_code(item: RegistrationItem) -> str:
    """Six digits for the mail; the table gets only their hash, and a code that was sent before no longer works."""
    code = f"{secrets.randbelow(1_000_000):06d}"
    same = RegistrationItem.user_id == item.user_id
    fresh = RegistrationItem.code_hash.set(_hash(item.user_id, code)), RegistrationItem.tries.set(0)
    Write().add(update(item.key, *fresh, when=same)).commit()
    return code


def verify(email: str, code: str, at: datetime) -> User:
    """The user that now exists. Every try counts before it is looked at. Raises InvalidCode, TooManyAttempts."""
    item = RegistrationItem.by_email.get(email_hash=email_hash(email))
    if item is None or item.code_hash is None or at > item.requested_at + CODE_LIFE:
        raise InvalidCode
    one_more = update(
        item.key, RegistrationItem.tries.add(1), when=RegistrationItem.tries < MOST_TRIES,
        otherwise=lambda raw: TooManyAttempts(retry_after_seconds=60) if raw else InvalidCode(),
    )  # fmt: skip
    Write().add(one_more).commit()
    if not hmac.compare_digest(_hash(item.user_id, code), item.code_hash):
        raise InvalidCode
    return _create(item, at)


def _create(item: RegistrationItem, at: datetime) -> User:
    user, registered = User.register(
        item.user_id, email=item.email, display_name=item.display_name, locale=item.locale, at=at
    )
    login = LoginItem(email_hash=item.email_hash, user_id=user.id, password_hash=item.password_hash)
    write = Write().add(
        delete(item.key, when=RegistrationItem.code_hash == item.code_hash, otherwise=InvalidCode()),
        put(login, otherwise=AlreadyRegistered()),
        save(UserItem.of(user)),
        put(AccountItem(user_id=user.id, roles=["member"])),
    )
    write.tell(registered, beside=UserItem.by_id.key(id=user.id)).commit()
    return user


def _hash(user_id: str, code: str) -> str:
    return hashlib.sha256(f"{user_id}:{code}".encode(errors="replace")).hexdigest()
