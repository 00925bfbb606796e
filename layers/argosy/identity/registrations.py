"""Registrations that wait for their code, and what becomes of them."""

from dataclasses import dataclass
from datetime import datetime

from argosy.guard import rates
from argosy.guard.rate import Rate
from argosy.identity import challenges, passwords
from argosy.identity.challenge import ASKED, LIFE, SENT, Purpose
from argosy.identity.errors import AlreadyRegistered, InvalidCode
from argosy.identity.items import ChallengeItem, LoginItem, RegistrationItem, UserItem, email_hash
from argosy.identity.user import User
from argosy.kernel import ids
from argosy.kernel.account import AccountItem
from argosy.kernel.errors import StateConflict
from argosy.kernel.write import Write, delete, put, save
from events.identity import VerificationRequested

REQUESTED_FROM = Rate("register_from", most=20, seconds=3600)
VERIFIED_FROM = Rate("verify_from", most=30, seconds=15 * 60)


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Who wants to be a user."""

    email: str
    password: str
    display_name: str
    locale: str


def request(registration_id: str, wish: Wish, *, address: str, at: datetime) -> bool:
    """Note the wish beside others for the same address, and ask for its mail. False where it was noted before: nothing is done.

    Nothing here depends on whether somebody has the address. Raises RateLimited.
    """
    id_hash = challenges.hashed(registration_id)
    if challenges.was_opened(id_hash):
        return False
    network = rates.network(address)
    rates.count(REQUESTED_FROM, network, at)
    asked = rates.one_more(ASKED, f"{network} {wish.email}", at)
    Write().add(asked, *(rates.one_more(rate, wish.email, at) for rate in SENT)).commit()
    item = RegistrationItem(
        id_hash=id_hash, email=wish.email, display_name=wish.display_name, locale=wish.locale,
        password_hash=passwords.hash_of(wish.password), user_id=ids.new("usr"), requested_at=at,
    )  # fmt: skip
    item.expires_at = int((at + LIFE).timestamp())
    write = Write().add(challenges.opened(id_hash, Purpose.REGISTER, at), put(item))
    try:
        write.tell(VerificationRequested(challenge=id_hash), beside=ChallengeItem.by_id.key(id_hash=id_hash)).commit()
    except StateConflict:  # the same request was faster
        return False
    return True


def verify(registration_id: str, code: str, *, email: str | None, address: str, at: datetime) -> User:
    """The user for whom the holder of this id asked, and who now exists. Raises InvalidCode, TooManyAttempts, RateLimited."""
    rates.count(VERIFIED_FROM, rates.network(address), at)
    challenge = challenges.proved(registration_id, code, Purpose.REGISTER, at)
    item = RegistrationItem.by_challenge.get(id_hash=challenge.id_hash)
    if item is None or email not in (None, item.email):
        raise InvalidCode
    return _create(challenge, item, at)


def _create(challenge: ChallengeItem, item: RegistrationItem, at: datetime) -> User:
    user, registered = User.register(
        item.user_id, email=item.email, display_name=item.display_name, locale=item.locale, at=at
    )
    login = LoginItem(email_hash=email_hash(item.email), user_id=user.id, password_hash=item.password_hash)
    write = Write().add(
        challenges.used(challenge, at),
        delete(item.key, otherwise=InvalidCode()),
        put(login, otherwise=AlreadyRegistered()),
        save(UserItem.of(user)),
        put(AccountItem(user_id=user.id, roles=["member"])),
    )
    write.tell(registered, beside=UserItem.by_id.key(id=user.id)).commit()
    return user
