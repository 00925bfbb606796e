"""One digest over many in their order (RFC 6962's tree): change, leave out, add or swap one, and it is another."""

import hashlib
from collections.abc import Sequence

LEAF, NODE = b"\x00", b"\x01"
"""So that no inner digest can be taken for a leaf."""


def root(digests: Sequence[str]) -> str:
    """The root over these digests, in hexadecimal; that of none is the digest of nothing."""
    level = [hashlib.sha256(LEAF + bytes.fromhex(digest)).digest() for digest in digests]
    if not level:
        return hashlib.sha256().hexdigest()
    while len(level) > 1:
        pairs = [hashlib.sha256(NODE + a + b).digest() for a, b in zip(level[::2], level[1::2], strict=False)]
        level = pairs + level[len(level) & ~1 :]  # an odd one goes up as it is
    return level[0].hex()
