"""People sign in, stay signed in, and sign out; anybody may fetch the keys that verify their tokens."""

from typing import Annotated, Literal

from argosy.identity import sessions, signing_in, tokens
from argosy.identity.email import Email
from argosy.identity.permissions import ACCOUNT_OWN
from argosy.identity.sessions import Begun
from argosy.kernel import clock
from argosy.kernel.auth import ACCESS_SECONDS, Claimant
from argosy.kernel.body import Body, Identifier, View
from argosy.kernel.http import EVERYONE, Address, Api, Created

app = Api(tag="sessions")


class Device(Body):
    """`key`: at least 128 random bits that a device drew once and shows to nobody else."""

    key: Annotated[str, Identifier(22, 200)]


class Credentials(Body):
    email: Email
    password: str
    device: Device | None = None


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
def sign_in(wish: Credentials, address: Address) -> Created[Tokens]:
    """A session on this device. Unknown address and wrong password get the same answer after the same work.

    After ten tries with an address it is 429 for a while. A device that names a `key` and has signed in there before has tries
    of its own, so that nobody can keep its owner out.
    """
    key = wish.device.key if wish.device else None
    begun = signing_in.sign_in(wish.email, wish.password, device_key=key, address=address, at=clock.now())
    return Created(_tokens(begun), "/v1/sessions/current")


@app.post("/v1/sessions/refresh", may=EVERYONE)
def refresh(wish: RefreshToken) -> Tokens:
    """The next pair of tokens. A refresh token works once; used again, it ends the session for everybody who holds it."""
    return _tokens(sessions.refresh(wish.refresh_token, clock.now()))


@app.delete("/v1/sessions/current", may=ACCOUNT_OWN)
def sign_out(claimant: Claimant) -> None:
    """End this session; nobody does anything more with its tokens. Ending it twice is ending it once."""
    sessions.end(claimant.session_id, clock.now())


@app.get("/.well-known/jwks.json", may=EVERYONE, cached_seconds=300)
def keys() -> KeySet:
    """The public keys of access tokens (RFC 7517)."""
    return KeySet(keys=tokens.key_set())


def _tokens(begun: Begun) -> Tokens:
    access = tokens.access_token(begun.session.user_id, begun.roles, begun.session.id)
    return Tokens(access_token=access, refresh_token=begun.refresh_token)


handler = app.handler
