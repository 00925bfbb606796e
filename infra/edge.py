"""The cut of the surface: which API answers which path. From this table come APIs, routes, throttles and the edge's behaviours.

A fresh account allows an HTTP API 300 routes and 300 integrations, so there are several, cut by who calls and by what calls
belong together; to their callers they are one address (infra/distribution.py; on this machine local/front.py). An API that grows
past `MOST_ROUTES` gives some of its paths to a new line here, and nothing else changes: a function's routes find their API by it.
"""

from dataclasses import dataclass
from fnmatch import fnmatchcase

MOST_ROUTES = 250
"""Of 300 that AWS allows, so that there is time to cut before a deployment fails (tests/architecture/test_quotas.py)."""
UNROUTED_PER_SECOND = 50
"""What leads nowhere is answered so often at most, by each API: everybody who scans the internet does not wake more functions."""
KEY_HEADERS = ("Accept-Language", "Authorization", "Origin", "X-Channel")
"""With these and the query one answer is told from another, so that nobody is given what was answered to somebody else.

The gateway allows a page's origin in the answer itself, so one that was given to another origin would be refused by a browser.
"""
LONGEST_SECONDS = 3_600
"""No answer is kept longer, whatever it says of itself."""


@dataclass(frozen=True)
class Cut:
    """One HTTP API: the paths that lead to it, as behaviours spell them (`*` is anything), and its own throttle.

    Its public answers are kept at the edge as long as their own headers say, and with `kept=False` never.
    """

    name: str
    paths: tuple[str, ...]
    per_second: int
    kept: bool = True

    @property
    def api_name(self) -> str:
        return f"argosy-{self.name}"


CUTS = (
    Cut("webhooks", ("/v1/webhooks/*",), per_second=1_000, kept=False),
    Cut("admin", ("/v1/admin/*", "/v1/ledger/*", "/v1/reviews*"), per_second=200),
    Cut(
        "trade",
        (
            *("/v1/orders*", "/v1/cart*", "/v1/checkout/*", "/v1/payments/*", "/v1/refunds/*", "/v1/after-sales/*"),
            *("/v1/disputes/*", "/v1/merchant/*", "/v1/skus/*", "/v1/tips*"),
        ),
        per_second=2_000,
    ),
    Cut("money", ("/v1/wallets*", "/v1/payout*", "/v1/settlement*", "/v1/parties/*"), per_second=1_000),
)
"""Looked through from the top, and the first that fits counts, as the distribution does it."""
PEOPLE = Cut("people", (), per_second=2_000)
"""All the rest: who people are, what they publish, read and say, and the pages about the API."""
EVERY = (*CUTS, PEOPLE)


def api_of(path: str) -> Cut:
    """Where a path leads, of a route (`/v1/orders/{order_id}`) or of a request."""
    return next((cut for cut in CUTS if any(_fits(path, pattern) for pattern in cut.paths)), PEOPLE)


def _fits(path: str, pattern: str) -> bool:
    # `[` would begin a set to fnmatch and is itself to a behaviour; a pattern of ours has none (tests/architecture/test_edge.py).
    return fnmatchcase(path, pattern)
