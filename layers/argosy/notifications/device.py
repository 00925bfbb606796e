"""A device that wants to be told. Rules, pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Self

from argosy.kernel import ids
from argosy.kernel.noun import Noun


class Platform(StrEnum):
    """iOS and Android are pushed to; web pages ask the inbox, so they are kept and nothing is sent to them."""

    WEB = "web"
    IOS = "ios"
    ANDROID = "android"


@dataclass(frozen=True, kw_only=True)
class Device(Noun):
    """A device by the token that its platform gave it, as long as the session lasts in which it was registered.

    `endpoint` is its address at SNS, made with the first push.
    """

    id: str
    user_id: str
    session_id: str
    platform: Platform
    token: str
    endpoint: str | None = None
    created_at: datetime

    @classmethod
    def register(cls, user_id: str, session_id: str, platform: Platform, token: str, at: datetime) -> Self:
        device_id = ids.derived("dev", platform, token)
        return cls(
            id=device_id, user_id=user_id, session_id=session_id, platform=platform, token=token, created_at=at
        )  # fmt: skip

    def belongs_to(self, user_id: str, session_id: str, at: datetime) -> Self:
        """The same device in the hands of this user, and of no other any more, for as long as this session lasts."""
        if (self.user_id, self.session_id) == (user_id, session_id):
            return self
        since = self.created_at if self.user_id == user_id else at
        return self.becomes(user_id=user_id, session_id=session_id, created_at=since)

    @property
    def is_pushed_to(self) -> bool:
        return self.platform is not Platform.WEB
