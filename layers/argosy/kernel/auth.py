"""Who calls: an ES256 access token, verified with our own keys, becomes a caller with roles and permissions.

Access tokens live ten minutes. Their word alone is taken for a few harmless reads only, those that take a `Claimant`; for all
else the account is read, so that a logout, a suspension or a withdrawn role counts at once.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from argosy.kernel import aws, clock, es256
from argosy.kernel.account import AccountItem
from argosy.kernel.errors import Forbidden as ForbiddenKind
from argosy.kernel.errors import Unauthenticated as UnauthenticatedKind
from argosy.kernel.permissions import Permission
from argosy.kernel.settings import settings

ACCESS_SECONDS = 600
LEEWAY_SECONDS = 5
AUDIENCE = "argosy-api"


class Unauthenticated(UnauthenticatedKind, code="unauthenticated"):
    """The route needs a caller, and none is named."""

    en = "Sign in first: send `Authorization: Bearer <access token>`."
    zh = "请先登录。"


class InvalidToken(UnauthenticatedKind, code="invalid_token"):
    """Not a token that we signed for this use."""

    en = "This access token is not valid."
    zh = "访问令牌无效。"


class TokenExpired(UnauthenticatedKind, code="token_expired"):
    """Refresh it."""

    en = "This access token has expired."
    zh = "访问令牌已过期。"


class SessionRevoked(UnauthenticatedKind, code="session_revoked"):
    """Logged out, suspended, or the password was changed."""

    en = "This session has ended. Sign in again."
    zh = "会话已结束，请重新登录。"


class Forbidden(ForbiddenKind, code="forbidden"):
    """The caller's roles do not reach this."""

    en = "Your roles do not allow this."
    zh = "您的角色无权执行此操作。"


@dataclass(frozen=True)
class Caller:
    """Who calls, as the account says at this moment. What a role allows beyond the route, a route asks for by `May`."""

    id: str
    roles: tuple[str, ...]
    session_id: str


@dataclass(frozen=True)
class Claimant:
    """Who calls by the word of their token: whether it still holds was not asked. For reads that harm nobody."""

    id: str
    roles: tuple[str, ...] = ("member",)
    session_id: str = ""
    issued_at: int = 0

    def as_of_now(self) -> Caller:
        """The caller. Raises SessionRevoked where the session ended, the account is suspended or the password changed."""
        account = AccountItem.by_user.get(user_id=self.id)
        if account is None or account.suspended or self.issued_at < account.tokens_valid_from:
            raise SessionRevoked
        if self.session_id in (account.ended_sessions or ()):
            raise SessionRevoked
        return Caller(self.id, tuple(account.roles), self.session_id)

    def may_now(self, permission: Permission) -> bool:
        """Whether the account says so. It is read only where the token claims it. Raises SessionRevoked."""
        return permission.is_given_to(self.roles) and permission.is_given_to(self.as_of_now().roles)


@dataclass(frozen=True)
class May:
    """`sees_any: Annotated[bool, May(ORDER_READ_ANY)]`: a route's parameter that says whether the caller may that too."""

    permission: Permission


def claimant_of(headers: dict[str, str]) -> Claimant | None:
    """Whoever the Authorization header names, or None without one. Raises for a token that does not hold."""
    given = headers.get("authorization")
    if given is None:
        return None
    scheme, _, token = given.partition(" ")
    if scheme.lower() != "bearer":
        raise Unauthenticated
    claims = _claims(token.strip())
    now = clock.now().timestamp()
    if claims["nbf"] > now + LEEWAY_SECONDS:
        raise InvalidToken
    if claims["exp"] < now - LEEWAY_SECONDS:
        raise TokenExpired
    return Claimant(claims["sub"], tuple(claims["roles"]), claims["sid"], claims["iat"])


def authorise(caller: Caller | Claimant, permission: Permission) -> None:
    """Raises Forbidden where the roles of whoever calls do not reach this."""
    if not permission.is_given_to(caller.roles):
        raise Forbidden


def _claims(token: str) -> dict[str, Any]:
    """The claims of a token that one of our keys signed for this API; its times are the caller's to check."""
    try:
        claims = es256.verified(token, "at+jwt", verifying_key)
    except ValueError:
        raise InvalidToken from None
    kinds = {"exp": int, "nbf": int, "iat": int, "sub": str, "sid": str, "roles": list}
    if (claims.get("iss"), claims.get("aud")) != (settings().issuer, AUDIENCE):
        raise InvalidToken
    if any(type(claims.get(name)) is not kind for name, kind in kinds.items()):
        raise InvalidToken
    return claims


def key_ids() -> tuple[str, ...]:
    """The signing keys of this deployment, newest first: the first signs, all of them verify (rotation overlaps)."""
    return tuple(key for key in settings().signing_keys.split(",") if key)


def verifying_key(kid: str) -> Any:
    """The public key of this id, or None where it is not one of ours: no other address is ever asked."""
    return next((public_key(key) for key in key_ids() if kid_of(key) == kid), None)


def kid_of(key: str) -> str:
    """A key's public name: its KMS id without the account and region around it."""
    return key.rsplit("/", 1)[-1]


@cache
def public_key(key: str) -> Any:
    """The public half of a KMS key, fetched once in the life of a function."""
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    return load_der_public_key(aws.client("kms").get_public_key(KeyId=key)["PublicKey"])
