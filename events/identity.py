"""What identity tells."""

from argosy.kernel.outbox import Event


class VerificationRequested(Event, name="identity.verification_requested", version=2):
    """Somebody wants to register; a code has to reach the address. Carries no code and no secret: `challenge` is a hash."""

    challenge: str


class UserRegistered(Event, name="identity.user_registered", version=1):
    """An address is verified and its user exists. Told once per user."""

    user_id: str
    display_name: str
    locale: str


class RoleGranted(Event, name="identity.role_granted", version=1):
    """An admin gave a user a role; the event's actor is the admin. `before` and `after`: all roles of the user."""

    user_id: str
    role: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


class RoleWithdrawn(Event, name="identity.role_withdrawn", version=1):
    """An admin took a role from a user; it counts at once. `before` and `after`: all roles of the user."""

    user_id: str
    role: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


class SessionEnded(Event, name="identity.session_ended", version=1):
    """A session can no longer be refreshed: `logout`, or `reuse` of a refresh token that was used before."""

    user_id: str
    session_id: str
    why: str
