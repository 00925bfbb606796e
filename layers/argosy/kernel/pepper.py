"""Keys for HMAC, each derived from the deployment's one secret: what one of them marked says nothing of another.

The secret is made by CloudFormation and never leaves Secrets Manager but for a function's memory. It cannot be rotated where
its keys stand in the table's keys, so a key is kept for the life of a function. Nothing is read before the first use: neither
at import nor in what SnapStart would keep.
"""

import hmac
from functools import cache

from argosy.kernel.secrets import secret
from argosy.kernel.settings import settings


@cache
def keyed(label: str) -> bytes:
    """The 32 bytes of this use, the same in every function: `hmac.digest(keyed("cursor"), …, "sha256")`."""
    pepper = str(secret(settings().pepper_secret, "pepper")["pepper"])
    return hmac.digest(pepper.encode(), label.encode(), "sha256")
