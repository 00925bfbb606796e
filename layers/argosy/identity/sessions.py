"""Sessions as they are kept: begun with a sign-in, refreshed, ended."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from argosy.identity.errors import AccountSuspended, InvalidRefreshToken, RefreshReused
from argosy.identity.items import SessionItem
from argosy.identity.session import Session
from argosy.kernel import ids
from argosy.kernel.account import AccountItem
from argosy.kernel.table import fetch
from argosy.kernel.write import Part, Write, check, retrying, save, update
from events.identity import SessionEnded

REMEMBERED_SECONDS = 15 * 60
"""Longer than an access token lives: so long an account says which sessions ended."""


@dataclass(frozen=True)
class Begun:
    """A session, its next refresh token, and the roles that its holder has now."""

    session: Session
    refresh_token: str
    roles: list[str]


def begin(user_id: str, at: datetime, *with_it: Part) -> Begun:
    """A session with its first refresh token, saved together with other parts. Raises AccountSuspended."""
    roles = _roles_of(user_id)
    session, secret = Session.begin(ids.new("ses"), user_id, at)
    Write().add(save(_item(session)), _not_suspended(user_id), *with_it).commit()
    return Begun(session, _token(session, secret), roles)


def refresh(token: str, at: datetime) -> Begun:
    """The session with its next refresh token. Raises InvalidRefreshToken, AccountSuspended.

    Raises RefreshReused for a token that had been used before, and ends the session for it.
    """
    session_id, _, secret = token.partition(".")
    if not ids.is_id(session_id, "ses") or not secret:
        raise InvalidRefreshToken
    # Where another refresh was first, this one finds the same successor as of now, within the grace.
    return retrying(lambda: _refresh(session_id, secret, at))


def _refresh(session_id: str, secret: str, at: datetime) -> Begun:
    item = SessionItem.by_id.get(id=session_id)
    if item is None:
        raise InvalidRefreshToken
    before = item.to(Session)
    session, successor = before.refresh(secret, at)
    if successor is None:
        _save_ended(session, SessionEnded(user_id=session.user_id, session_id=session.id, why="reuse"), at)
        raise RefreshReused
    roles = _roles_of(session.user_id)
    if session != before:
        Write().add(save(_item(session)), _not_suspended(session.user_id)).commit()
    return Begun(session, _token(session, successor), roles)


def end(session_id: str, at: datetime) -> None:
    """Log out. Whoever is logged out already stays so."""
    retrying(lambda: _end(session_id, at))


def _end(session_id: str, at: datetime) -> None:
    item = SessionItem.by_id.get(id=session_id)
    if item is not None and item.ended_because is None:
        session, ended = item.to(Session).end("logout")
        _save_ended(session, ended, at)


def lasting(session_ids: Iterable[str], at: datetime) -> set[str]:
    """Those of these sessions that have not ended."""
    raws = fetch(SessionItem.by_id.key(id=session_id) for session_id in session_ids)
    found = (SessionItem.read(raw).to(Session) for raw in raws.values())
    return {session.id for session in found if session.lasts(at)}


def lasts(session_id: str) -> Part:
    """Let the transaction fail with SessionRevoked unless nobody has ended this session."""
    from argosy.kernel.auth import SessionRevoked  # whoever asks has a caller; others need not load what reads tokens

    goes_on = SessionItem.pk.exists() & SessionItem.ended_because.does_not_exist()
    return check(SessionItem.by_id.key(id=session_id), when=goes_on, otherwise=SessionRevoked())


def _save_ended(session: Session, ended: SessionEnded, at: datetime) -> None:
    account = AccountItem.by_user.get(user_id=session.user_id)
    before: dict[str, int] | None = account.ended_sessions
    known, now = AccountItem.ended_sessions, int(at.timestamp())
    after = {one: when for one, when in (before or {}).items() if when > now - REMEMBERED_SECONDS} | {session.id: now}
    no_longer = update(
        account.key, known.set(after), when=known.does_not_exist() if before is None else known == before
    )
    Write().add(save(_item(session)), no_longer).tell(ended, beside=account.key).commit()


def _roles_of(user_id: str) -> list[str]:
    account = AccountItem.by_user.get(user_id=user_id)
    if account is None or account.suspended:
        raise AccountSuspended
    return list(account.roles)


def _not_suspended(user_id: str) -> Part:
    """Whoever is suspended while a token is made gets none."""
    may = AccountItem.suspended == False  # noqa: E712
    return check(AccountItem.by_user.key(user_id=user_id), when=may, otherwise=AccountSuspended())


def _item(session: Session) -> SessionItem:
    item = SessionItem.of(session)
    item.expires_at = int((session.ends_at + timedelta(days=1)).timestamp())
    return item


def _token(session: Session, secret: str) -> str:
    return f"{session.id}.{secret}"
