"""From where a request came: from whom the distribution names, where it came through that, else from whoever reached the API."""

import hmac
from collections.abc import Mapping
from ipaddress import ip_address

from argosy.kernel.secrets import secret
from argosy.kernel.settings import settings

SECRET_HEADER = "x-argosy-origin"
"""What the distribution adds to a request (infra/distribution.py), and nobody else can."""
VIEWER_HEADER = "cloudfront-viewer-address"
"""Where the caller is, with a port."""


def address_of(headers: Mapping[str, str], reached_from: str) -> str:
    """The caller's IP address, by the request's headers and by the address that reached the API.

    Anybody can send the header in which the distribution names the caller, to the API's own name as well. So it counts beside
    the secret that the distribution sends, and beside nothing else.
    """
    named = _named(headers.get(VIEWER_HEADER, ""))
    return named if named and _came_through(headers.get(SECRET_HEADER, "")) else reached_from


def _came_through(given: str) -> bool:
    """Read only where something is given: whoever calls directly costs no question."""
    known = str(secret(settings().origin_secret).get("secret", "")) if given else ""
    return bool(known) and hmac.compare_digest(given.encode(), known.encode())


def _named(viewer: str) -> str:
    """`198.51.100.7` of `198.51.100.7:46532`, `2001:db8::7` of `2001:db8::7:46532` or `[2001:db8::7]:46532`; else nothing."""
    try:
        return str(ip_address(viewer.rpartition(":")[0].strip("[]")))
    except ValueError:
        return ""
