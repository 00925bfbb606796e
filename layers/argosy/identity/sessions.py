"""Sessions as they are kept: begun with a sign-in, refreshed, ended."""

from datetime import datetime, timedelta

from argosy.identity import passwords
from argosy.identity.errors import InvalidCredentials, InvalidRefreshToken, TooManyAttempts
from argosy.identity.items import FailuresItem, LoginItem, SessionItem, email_hash
from argosy.identity.session import Session
from argosy.kernel import ids
from argosy.kernel.account import AccountItem
from argosy.kernel.errors import StateConflict
from argosy.kernel.write import Part, Write, save, update, upsert
from events.identity import SessionEnded

MOST_FAILURES = 10
WINDOW_SECONDS = 15 * 60


def sign_in(email: str, password: str, at: datetime) -> str:
    """The id of the user whose address and password these are. Raises InvalidCredentials, TooManyAttempts."""
    address = email_hash(email)
    window = int(at.timestamp()) // WINDOW_SECONDS
    counted = FailuresItem.by_window.get(email_hash=address, window=window)
    if counted is not None and counted.failures >= MOST_FAILURES:
        raise TooManyAttempts(retry_after_seconds=WINDOW_SECONDS - int(at.timestamp()) % WINDOW_SECONDS)
    login = LoginItem.by_email.get(email_hash=address)
    if not passwords.matches(password, login.password_hash if login else None):
        Write().add(_failed(address, window)).commit()
        raise InvalidCredentials
    return str(login.user_id)


def _failed(address: str, window: int) -> Part:
    counter = FailuresItem(email_hash=address, window=window, expires_at=(window + 2) * WINDOW_SECONDS)
    return upsert(counter, FailuresItem.failures.add(1))


def begin(user_id: str, at: datetime) -> tuple[Session, str]:
    """A session and its first refresh token."""
    session, secret = Session.begin(ids.new("ses"), user_id, at)
    Write().add(save(_item(session))).commit()
    return session, _token(session, secret)


def refresh(token: str, at: datetime) -> tuple[Session, str | None]:
    """The session and the next refresh token; no token where this one had been used and the session was ended for it."""
    session_id, _, secret = token.partition(".")
    if not ids.is_id(session_id, "ses") or not secret:
        raise InvalidRefreshToken
    try:
        return _refresh(session_id, secret, at)
    except StateConflict:  # another refresh was first; as of now this one finds the same successor within the grace
        return _refresh(session_id, secret, at)


def _refresh(session_id: str, secret: str, at: datetime) -> tuple[Session, str | None]:
    item = SessionItem.by_id.get(id=session_id)
    if item is None:
        raise InvalidRefreshToken
    before = item.to(Session)
    session, successor = before.refresh(secret, at)
    if successor is None:
        _save_ended(session, SessionEnded(user_id=session.user_id, session_id=session.id, why="reuse"), at)
        return session, None
    if session != before:
        Write().add(save(_item(session))).commit()
    return session, _token(session, successor)


def end(session_id: str, at: datetime) -> None:
    """Log out. Whoever is logged out already stays so."""
    item = SessionItem.by_id.get(id=session_id)
    if item is not None and item.ended_because is None:
        session, ended = item.to(Session).end("logout")
        _save_ended(session, ended, at)


def _save_ended(session: Session, ended: SessionEnded, at: datetime) -> None:
    account = AccountItem.by_user.key(user_id=session.user_id)
    no_longer = update(account, AccountItem.ended_sessions.add({session.id}), when=AccountItem.pk.exists())
    Write().add(save(_item(session)), no_longer).tell(ended, beside=account).commit()


def _item(session: Session) -> SessionItem:
    item = SessionItem.of(session)
    item.expires_at = int((session.ends_at + timedelta(days=1)).timestamp())
    return item


def _token(session: Session, secret: str) -> str:
    return f"{session.id}.{secret}"
