"""AWS's signature, version 4, of a POST without a query."""

import hashlib
import hmac
import time
from functools import lru_cache

from argosy.kernel.transport.credentials import Credentials


def signed(
    headers: dict[str, str], body: bytes, *, path: str, scope: tuple[str, str], by: Credentials, at: float
) -> dict[str, str]:
    """The headers with the signature and what belongs to it. `scope` is region and service; `at` is in seconds since 1970.

    The time is the system's own and not the product's: AWS looks at it.
    """
    moment = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(at))
    region, service = scope
    covered = headers | {"x-amz-date": moment}
    if by.token:
        covered["x-amz-security-token"] = by.token
    names = sorted(covered)
    listed = ";".join(names)
    spelled = "".join([f"{name}:{covered[name]}\n" for name in names])
    request = f"POST\n{path}\n\n{spelled}\n{listed}\n{hashlib.sha256(body).hexdigest()}"
    day = moment[:8]
    under = f"{day}/{region}/{service}/aws4_request"
    text = f"AWS4-HMAC-SHA256\n{moment}\n{under}\n{hashlib.sha256(request.encode()).hexdigest()}"
    signature = hmac.digest(_key(by.secret, day, region, service), text.encode(), "sha256").hex()
    said = f"AWS4-HMAC-SHA256 Credential={by.key}/{under}, SignedHeaders={listed}, Signature={signature}"
    return covered | {"authorization": said}


@lru_cache(maxsize=16)
def _key(secret: str, day: str, region: str, service: str) -> bytes:
    """The same for a day."""
    key = f"AWS4{secret}".encode()
    for part in (day, region, service, "aws4_request"):
        key = hmac.digest(key, part.encode(), "sha256")
    return key
