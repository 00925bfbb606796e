"""People sign in, stay signed in, and sign out; anybody may fetch the keys that verify their tokens."""

from typing import Literal

from argosy.identity import sessions, tokens, users
from argosy.identity.email import Email
from argosy.identity.errors import RefreshReused
from argosy.kernel import clock
from argosy.kernel.auth import ACCESS_SECONDS, Claimant
from argosy.kernel.body import Body, View
from argosy.kernel.http import EVERYONE, Api, Created

app = Api(tag="sessions")


class Credentials(Body):
    email: Email
    password: str


class RefreshToken(Body):
    refresh_token: str


class Tokens(View):
    access_token: str
    refresh_token: str
    token_type: Literal["Bearer"] = "Bearer"
    expires_in: int = ACCESS_SECONDS


class KeySet(View):
    keys: list[dict[str, str]]


@app.post("/v1/sessions", may=EVERYONE)
def sign_in(wish: Credentials) -> Created[Tokens]:
    """A session on this device. Unknown address and wrong password get the same answer after the same work."""
    user_id = sessions.sign_in(wish.email, wish.password, clock.now())
    session, refresh_token = sessions.begin(user_id, clock.now())
    return Created(_tokens(user_id, session.id, refresh_token), "/v1/sessions/current")


@app.post("/v1/sessions/refresh", may=EVERYONE)
def refresh(wish: RefreshToken) -> Tokens:
    """The next pair of tokens. A refresh token works once; used again, it ends the session for everybody who holds it."""
    session, refresh_token = sessions.refresh(wish.refresh_token, clock.now())
    if refresh_token is None:
        raise RefreshReused
    return _tokens(session.user_id, session.id, refresh_token)


@app.delete("/v1/sessions/current", may="account:own")
def sign_out(claimant: Claimant) -> None:
    """End this session; nobody does anything more with its tokens. Ending it twice is ending it once."""
    sessions.end(claimant.session_id, clock.now())


@app.get("/.well-known/jwks.json", may=EVERYONE, cached_seconds=300)
def keys() -> KeySet:
    """The public keys of access tokens (RFC 7517)."""
    return KeySet(keys=tokens.key_set())


def _tokens(user_id: str, session_id: str, refresh_token: str) -> Tokens:
    roles = users.roles_of([user_id]).get(user_id, [])
    return Tokens(access_token=tokens.access_token(user_id, roles, session_id), refresh_token=refresh_token)


handler = app.handler
