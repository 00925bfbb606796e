"""Where a person's payouts may go. Rules, pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Self

from argosy.kernel.errors import InvalidState
from argosy.kernel.noun import Noun

MOST_TRIES = 5


class MethodStatus(StrEnum):
    """checking → verified | deposit_sent; deposit_sent → verified | refused. One that its owner removes is gone.

    `checking` lasts until the bank has said whose account it is; where it cannot say, it sends a small amount to be named.
    """

    CHECKING = "checking"
    DEPOSIT_SENT = "deposit_sent"
    VERIFIED = "verified"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class Method(Noun):
    """A bank account without its number, of which only the last four characters are shown."""

    id: str
    owner_id: str
    holder_name: str
    bank_code: str
    country: str | None
    currency: str
    last4: str
    status: MethodStatus = MethodStatus.CHECKING
    tries: int = 0
    verified_at: datetime | None = None
    created_at: datetime

    @property
    def is_verified(self) -> bool:
        return self.status is MethodStatus.VERIFIED

    def verified(self, at: datetime) -> Self:
        return self.becomes(status=MethodStatus.VERIFIED, verified_at=at)

    def deposit_sent(self) -> Self:
        return self.becomes(status=MethodStatus.DEPOSIT_SENT)

    def tried(self) -> Self:
        """One guess of the deposit less; the last one refuses the method. Raises InvalidState where none was sent."""
        if self.status is not MethodStatus.DEPOSIT_SENT:
            raise InvalidState(status=self.status)
        tries = self.tries + 1
        return self.becomes(tries=tries, status=MethodStatus.REFUSED if tries == MOST_TRIES else self.status)

    @property
    def tries_left(self) -> int:
        return MOST_TRIES - self.tries


def default(methods: Iterable[Method], currency: str) -> Method | None:
    """Where money goes that nobody asked for: the account verified first, so that a new one never takes over unseen."""
    verified = [method for method in methods if method.is_verified and method.currency == currency]
    return min(verified, key=lambda method: (str(method.verified_at), method.id), default=None)
