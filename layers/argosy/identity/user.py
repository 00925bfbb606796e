"""A person with an account, as others and they themselves see it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from argosy.kernel.noun import Noun
from events.identity import UserRegistered


@dataclass(frozen=True, kw_only=True)
class User(Noun):
    """Exists from the moment its e-mail address is verified. What it may do stands in its account, not here."""

    id: str
    email: str
    display_name: str
    bio: str = ""
    locale: str = "en"
    time_zone: str = "UTC"
    avatar_media_id: str | None = None
    created_at: datetime

    @classmethod
    def register(
        cls, id: str, *, email: str, display_name: str, locale: str, at: datetime
    ) -> tuple[Self, UserRegistered]:
        user = cls(id=id, email=email, display_name=display_name, locale=locale, created_at=at)
        return user, UserRegistered(user_id=id, display_name=display_name, locale=locale)

    def change(self, **fields: Any) -> Self:
        """The profile with these fields changed."""
        return self.becomes(**fields)
