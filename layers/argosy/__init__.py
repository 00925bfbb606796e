"""The nouns of Argosy: what its functions work on. A Lambda layer shared by all of them.

While a function starts it only makes what stays, so nothing is collected then; `settled` is called with its first event.
"""

import gc
from functools import cache

from argosy.kernel.transport.absent import import_pynamodb

gc.disable()
import_pynamodb()  # before any module of ours names it


@cache
def settled() -> None:
    """The start is over: what was made stays, and from here on garbage is collected."""
    gc.freeze()
    gc.enable()
