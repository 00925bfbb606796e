"""What a client is shown of a user."""

from argosy.identity.user import User
from argosy.kernel.body import Instant, View


class UserView(View):
    """A user as they themselves and admins see them."""

    id: str
    email: str
    display_name: str
    bio: str
    locale: str
    time_zone: str
    avatar_media_id: str | None
    roles: list[str]
    created_at: Instant
    version: int

    @classmethod
    def of_user(cls, user: User, roles: list[str]) -> "UserView":
        return cls(**vars(user), roles=sorted(roles))
