"""A sign-in on one device: a family of refresh tokens, each good once, ten seconds of grace for a reply that was lost."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from argosy.identity.errors import InvalidRefreshToken
from argosy.kernel.noun import Noun
from events.identity import SessionEnded

LIFE = timedelta(days=30)
GRACE = timedelta(seconds=10)


@dataclass(frozen=True, kw_only=True)
class Session(Noun):
    """Live until `ends_at`, or until it ended because of a logout, a reused token or a suspension."""

    id: str
    user_id: str
    salt: str
    current_hash: str
    previous_hash: str | None = None
    rotated_at: datetime
    ends_at: datetime
    ended_because: str | None = None

    @classmethod
    def begin(cls, id: str, user_id: str, at: datetime) -> tuple[Self, str]:
        """A new session and the secret of its first refresh token: 256 random bits, of which only a hash is kept."""
        salt = secrets.token_urlsafe(32)
        secret = _marked(salt, secrets.token_urlsafe(32))
        session = cls(
            id=id,
            user_id=user_id,
            salt=salt,
            current_hash=_hash(secret),
            rotated_at=at,
            ends_at=at + LIFE,
        )
        return session, secret

    def lasts(self, at: datetime) -> bool:
        return not self.ended_because and at < self.ends_at

    def refresh(self, secret: str, at: datetime) -> tuple[Self, str | None]:
        """The session after a refresh and the successor's secret; none: the token was used before, the session ended.

        The successor follows from the secret and a salt that never leaves the table: a repeated request within the grace gets the
        same successor, and who holds only an old token cannot compute it. Raises InvalidRefreshToken for a session that is over,
        and for a secret that never was one of its own: who knows no more than its id ends nothing.
        """
        if not self.lasts(at):
            raise InvalidRefreshToken
        successor = _successor(self.salt, secret)
        if hmac.compare_digest(_hash(secret), self.current_hash):
            return self.becomes(
                current_hash=_hash(successor), previous_hash=self.current_hash, rotated_at=at
            ), successor
        if (
            self.previous_hash
            and hmac.compare_digest(_hash(secret), self.previous_hash)
            and at <= self.rotated_at + GRACE
        ):
            return self, successor
        if not _is_marked(self.salt, secret):
            raise InvalidRefreshToken
        return self.becomes(ended_because="reuse"), None

    def end(self, why: str) -> tuple[Self, SessionEnded]:
        """Over, and never refreshed again."""
        return self.becomes(ended_because=why), SessionEnded(user_id=self.user_id, session_id=self.id, why=why)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def _successor(salt: str, secret: str) -> str:
    return _marked(salt, _mac(salt, f"successor {secret}"))


def _marked(salt: str, words: str) -> str:
    """Under the session's own mark, by which a secret that was used up is told from one that somebody made up."""
    return f"{words}.{_mac(salt, f'secret {words}')}"


def _is_marked(salt: str, secret: str) -> bool:
    return hmac.compare_digest(
        _marked(salt, secret.rpartition(".")[0]).encode(errors="replace"), secret.encode(errors="replace")
    )


def _mac(salt: str, words: str) -> str:
    return hmac.digest(salt.encode(), words.encode(errors="replace"), "sha256").hex()
