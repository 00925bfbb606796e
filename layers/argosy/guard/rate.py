"""How often something may be done: so many times in each window of the clock. Rules, pure."""

from dataclasses import dataclass
from datetime import datetime

from argosy.guard.errors import RateLimited
from argosy.kernel.errors import TooMany


@dataclass(frozen=True)
class Rate:
    """`Rate("sign_in_from", most=30, seconds=15 * 60)`: what is counted, and how it is refused once it is too much.

    Windows begin at multiples of their length since 1970, so a shorter one never ends after a longer one of which it divides
    the length: of several that are full, the longest says how long to wait.
    """

    what: str
    most: int
    seconds: int
    refusal: type[TooMany] = RateLimited

    def window(self, at: datetime) -> int:
        """The number of the window in which this moment lies."""
        return int(at.timestamp()) // self.seconds

    def refused(self, at: datetime) -> TooMany:
        """The refusal, with the seconds until the next window begins: then the same request is judged again."""
        return self.refusal(retry_after_seconds=self.seconds - int(at.timestamp()) % self.seconds)
